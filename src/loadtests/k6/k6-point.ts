import type {StampReader} from '../stamp-reader.js'

/** The places of what is wanted of a point's tags, in the bytes of its line; `to` is 0 where there is none. */
class PointTags {
  nameFrom = 0
  nameTo = 0
  urlFrom = 0
  urlTo = 0
  statusFrom = 0
  statusTo = 0
  /** The first letter of `expected_response`; 0 where there is none. */
  expected = 0

  clear(): void {
    this.nameTo = 0
    this.urlTo = 0
    this.statusTo = 0
    this.expected = 0
  }

  note(bytes: Buffer, keyFrom: number, keyTo: number, from: number, to: number): void {
    const length = keyTo - keyFrom
    if (length === 4 && isAt(bytes, keyFrom, nameKey)) {
      this.nameFrom = from
      this.nameTo = to
    } else if (length === 3 && isAt(bytes, keyFrom, urlKey)) {
      this.urlFrom = from
      this.urlTo = to
    } else if (length === 6 && isAt(bytes, keyFrom, statusKey)) {
      this.statusFrom = from
      this.statusTo = to
    } else if (length === 17 && isAt(bytes, keyFrom, expectedKey)) this.expected = bytes[from] as number
  }
}

const quote = 34
const backslash = 92
const closing = 125
const nameKey = Buffer.from('name')
const urlKey = Buffer.from('url')
const statusKey = Buffer.from('status')
const expectedKey = Buffer.from('expected_response')
const afterTime = Buffer.from('","value":')
const beforeTags = Buffer.from(',"tags":{')

/** Whether `text` stands in the bytes at `at`. */
export function isAt(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false
  return true
}

/** Whether the line ends as it must after the tags, which close at `at`: a line cut off in the middle does not. */
function isEnd(bytes: Buffer, at: number, to: number): boolean {
  const hasMetadata = bytes[at + 1] === 44
  return bytes[to - 1] === closing && bytes[to - 2] === closing && (hasMetadata || at + 3 === to)
}

/**
 * Reads `2026-…Z","value":25.5,"tags":{"name":"home",…}` of a line, in the order of keys that k6 writes.
 *
 * `read` returns false for any other text, which is then no error but work for a reader of JSON; `timeMs`, `value` and
 * `tags` hold what was read.
 */
export class PointReader {
  timeMs = 0
  value = 0
  readonly tags = new PointTags()
  #at = 0
  constructor(private readonly stamps: StampReader) {}

  read(bytes: Buffer, from: number, to: number): boolean {
    const timeEnd = bytes.indexOf(quote, from)
    if (timeEnd < 0 || timeEnd >= to || !isAt(bytes, timeEnd, afterTime)) return false
    this.timeMs = this.stamps.read(bytes, from, timeEnd)
    this.#at = timeEnd + afterTime.length
    this.value = this.#number(bytes, to)
    if (Number.isNaN(this.timeMs + this.value) || !isAt(bytes, this.#at, beforeTags)) return false
    this.#at += beforeTags.length
    return this.#tags(bytes, to)
  }

  /** A number in decimal digits; anything with an exponent is left to the reader of JSON. */
  #number(bytes: Buffer, to: number): number {
    let at = this.#at
    let value = 0
    let scale = 0
    for (; at < to; at++) {
      const byte = bytes[at] as number
      if (byte === 46 && scale === 0) scale = 1
      else if (byte >= 48 && byte <= 57) {
        value = value * 10 + byte - 48
        scale *= 10
      } else break
    }
    const isLong = at === this.#at || at - this.#at > 16
    const isNumber = bytes[at] === 44 && !isLong
    const plain = isNumber ? value / Math.max(1, scale) : this.#oddNumber(bytes, to)
    if (isNumber) this.#at = at
    return plain
  }

  #oddNumber(bytes: Buffer, to: number): number {
    const end = bytes.indexOf(44, this.#at)
    if (end < 0 || end >= to || end - this.#at > 40) return Number.NaN
    const text = bytes.toString('latin1', this.#at, end)
    this.#at = end
    return /^\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  }

  #tags(bytes: Buffer, to: number): boolean {
    this.tags.clear()
    if (bytes[this.#at] === closing) return isEnd(bytes, this.#at, to)
    for (;;) {
      const keyFrom = this.#at + 1
      const keyTo = this.#text(bytes, to)
      if (keyTo < 0 || bytes[keyTo + 1] !== 58) return false
      this.#at = keyTo + 2
      const from = this.#at + 1
      const end = this.#text(bytes, to)
      if (end < 0) return false
      this.tags.note(bytes, keyFrom, keyTo, from, end)
      this.#at = end + 2
      if (bytes[end + 1] === closing) return isEnd(bytes, end + 1, to)
      if (bytes[end + 1] !== 44) return false
    }
  }

  /** Where the text that opens here closes; -1 where none opens or none closes. */
  #text(bytes: Buffer, to: number): number {
    let at = this.#at
    if (bytes[at++] !== quote) return -1
    while (at < to && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
    return at < to ? at : -1
  }
}
