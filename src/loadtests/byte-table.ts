/** Names are cut here, so that a hostile file cannot fill memory with them. */
const longestName = 1000

/** The prime of FNV, and its square in 32 bits: a large one, so that short names of other bytes do not meet. */
const prime = 16_777_619
const primeSquared = 637_696_617

/** A hash of 32 bits; two bytes a step, as each step waits for the one before. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from
  let at = from
  for (; at + 1 < to; at += 2) {
    const pair = Math.imul(bytes[at] as number, prime) + (bytes[at + 1] as number)
    hash = (Math.imul(hash, primeSquared) + pair) | 0
  }
  return at < to ? (Math.imul(hash, prime) + (bytes[at] as number)) | 0 : hash
}

/**
 * Gives names their numbers by their bytes, without making a string of each.
 *
 * Two names share a place only when all their bytes are equal (the first 1,000, where a name is longer): the hash finds
 * the place, the bytes decide. `numberOf` is asked once for each new name and gives its number; a full table asks it
 * once more and gives that number to all other names.
 */
export class ByteTable {
  #slots = new Int32Array(1024).fill(-1)
  readonly #hashes: number[] = []
  readonly #keys: Uint8Array[] = []
  readonly #numbers: number[] = []
  #numberOfOthers: number | null = null
  readonly #numberOf: (name: Buffer) => number
  readonly #mostNames: number
  constructor(numberOf: (name: Buffer) => number, mostNames = 10_001) {
    this.#numberOf = numberOf
    this.#mostNames = mostNames
  }

  numberAt(bytes: Uint8Array, from: number, end: number): number {
    const to = end - from > longestName ? from + longestName : end
    const place = this.#find(bytes, from, to)
    return place < 0 ? this.#numberOther(bytes, from, to) : (this.#numbers[place] as number)
  }

  /** The place of a name, new or known; -1 for a new one where the table is full. */
  #find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashBytes(bytes, from, to)
    const mask = this.#slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (;;) {
      const place = this.#slots[slot] as number
      if (place < 0) break
      if (this.#hashes[place] === hash && this.#isKey(place, bytes, from, to)) return place
      slot = (slot + 1) & mask
    }
    const isFull = this.#keys.length >= this.#mostNames
    return isFull ? -1 : this.#add(Uint8Array.from(bytes.subarray(from, to)), hash, slot)
  }

  #isKey(place: number, bytes: Uint8Array, from: number, to: number): boolean {
    const key = this.#keys[place] as Uint8Array
    const length = to - from
    if (key.length !== length) return false
    for (let at = 0; at < length; at++) if (key[at] !== bytes[from + at]) return false
    return true
  }

  #numberOther(bytes: Uint8Array, from: number, to: number): number {
    this.#numberOfOthers ??= this.#numberOf(Buffer.from(bytes.subarray(from, to)))
    return this.#numberOfOthers
  }

  #add(key: Uint8Array, hash: number, slot: number): number {
    const place = this.#keys.push(key) - 1
    this.#slots[slot] = place
    this.#hashes.push(hash)
    this.#numbers.push(this.#numberOf(Buffer.from(key)))
    if (this.#keys.length * 2 > this.#slots.length) this.#grow()
    return place
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1)
    const mask = slots.length - 1
    this.#hashes.forEach((hash, place) => {
      let slot = (hash ^ (hash >>> 15)) & mask
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask
      slots[slot] = place
    })
    this.#slots = slots
  }
}
