import {EndOfBytes} from '../byte-cursor.js'

/**
 * Reads Go's gob wire format off one message: unsigned and signed integers, byte strings, booleans and floats.
 *
 * An unsigned below 128 is one byte; else a byte holds the negated count of the big-endian bytes that follow. A signed
 * one is an unsigned with its sign in the lowest bit. Values over 2^53 lose their last bits, and nothing else.
 *
 * @source https://pkg.go.dev/encoding/gob (Encoding Details)
 */
export class GobReader {
  offset = 0
  constructor(private readonly source: Buffer) {}

  get left(): number {
    return this.source.length - this.offset
  }

  uint(): number {
    const first = this.byte()
    if (first < 128) return first
    const length = 256 - first
    if (length > 8) throw new GobBroken()
    let value = 0
    for (let index = 0; index < length; index++) value = value * 256 + this.byte()
    return value
  }

  int(): number {
    const first = this.source[this.offset] ?? 0
    if (first < 128 || first > 251) {
      const value = this.uint()
      return value % 2 === 1 ? -(value - 1) / 2 - 1 : value / 2
    }
    return this.wideInt()
  }

  /** More than 32 bits: the sign bit would be lost in a double. */
  private wideInt(): number {
    const length = 256 - this.byte()
    if (length > 8) throw new GobBroken()
    let value = 0n
    for (let index = 0; index < length; index++) value = (value << 8n) | BigInt(this.byte())
    return Number((value & 1n) === 1n ? -(value >> 1n) - 1n : value >> 1n)
  }

  bytes(): Buffer {
    const length = this.uint()
    if (length > this.left) throw new EndOfBytes()
    this.offset += length
    return this.source.subarray(this.offset - length, this.offset)
  }

  from(start: number, end?: number): Buffer {
    return this.source.subarray(start, end)
  }

  private byte(): number {
    const value = this.source[this.offset]
    if (value === undefined) throw new EndOfBytes()
    this.offset++
    return value
  }
}

/** The bytes are no gob stream. */
export class GobBroken extends Error {
  constructor() {
    super('no gob stream')
  }
}
