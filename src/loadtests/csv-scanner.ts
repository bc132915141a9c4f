import {unreadable} from './unreadable.js'

const quote = 34
const lineFeed = 10
const carriageReturn = 13
const longestRecord = 1_048_576
const mostFields = 255
/** A file with more, and more of them than of good ones, is no table. */
const mostBroken = 10_000
/** What a record returns instead of its end. */
const unclosed = -1
const malformed = -2

/**
 * Finds the fields of the records of a CSV (RFC 4180) in bytes that come chunk by chunk, without making strings.
 *
 * Delimiters, doubled quotes and line breaks inside quoted fields are part of the field. Only the first `width` fields
 * (at most 255) are found, the rest of a record is stepped over. `visit` runs for each record; it reads `bytes` from
 * `from[i]` to `to[i]` for the fields below `fieldCount`, which stay valid until it returns. Quotes around a field are
 * left out, doubled ones inside stay as they are. Empty lines are passed over. A record whose quotes are wrong is
 * counted in `brokenCount`, and reading goes on with the line after its first.
 *
 * Throws LOAD_TEST_UNREADABLE for a record of more than 1 MiB, and where most records are broken.
 */
export class CsvScanner {
  bytes: Buffer = Buffer.alloc(0)
  readonly from = new Int32Array(mostFields + 1)
  readonly to = new Int32Array(mostFields + 1)
  fieldCount = 0
  /** Records so far, broken ones too. */
  recordCount = 0
  brokenCount = 0
  /** The number of the first broken record, from 1. */
  firstBroken = 0
  #rest: Buffer | null = null
  /** Behind the last line feed of `bytes`. */
  #end = 0
  /** Where the field after those that are found begins; the end where there is none. */
  #behind = 0
  #width: number
  readonly #delimiter: number
  readonly #visit: () => void
  readonly #file: string

  constructor({delimiter, width, visit, file}: {delimiter: number; width: number; visit: () => void; file: string}) {
    this.#delimiter = delimiter
    this.#width = Math.min(width, mostFields)
    this.#visit = visit
    this.#file = file
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : this.#withRest(this.#rest, chunk)
    const done = this.#scan(bytes)
    if (bytes.length - done > longestRecord) throw this.#tooLong(bytes, done)
    this.#rest = done === bytes.length ? null : Buffer.from(bytes.subarray(done))
  }

  /**
   * Reads what follows the last line break. Returns true where that is a record that was cut off: it has fewer than
   * `columnCount` fields, or a quote that nothing closes; it is not visited.
   */
  end(columnCount: number): boolean {
    if (this.#rest === null) return false
    const fewest = Math.min(columnCount, mostFields)
    this.#width = Math.max(this.#width, fewest)
    const bytes = Buffer.concat([this.#rest, Buffer.of(lineFeed)])
    this.#rest = null
    this.#turnTo(bytes)
    let at = 0
    while (at < bytes.length) {
      const next = this.#record(at)
      const isLast = next === bytes.length
      // A quote that nothing closes takes in the lines after it, which are whole: only its own line is lost.
      const lineEnd = next < 0 ? bytes.indexOf(lineFeed, at) + 1 : next
      if (next < 0 && lineEnd === bytes.length) return true
      if (isLast && this.fieldCount < fewest) return !this.#isEmpty()
      if (next < 0) this.noteBroken(true)
      else this.#take()
      at = lineEnd
    }
    return false
  }

  /** Finds the fields of the record at hand up to `width`, where `visit` wants more of it. False where it has fewer. */
  findMore(width: number): boolean {
    let at = this.#behind
    while (this.fieldCount < width && at < this.#end) {
      const field = this.fieldCount++
      if (this.bytes[at] === quote) at = this.#quotedField(at, field)
      else {
        this.from[field] = at
        while (this.bytes[at] !== this.#delimiter && this.bytes[at] !== lineFeed) at++
        this.to[field] = at
      }
      if (this.bytes[at++] === lineFeed) break
    }
    return this.fieldCount >= width
  }

  /** Counts the record at hand as one that cannot be read, for the caller that cannot make sense of its fields. */
  noteBroken(isNew = false): void {
    if (isNew) this.recordCount++
    if (this.brokenCount++ === 0) this.firstBroken = this.recordCount
    if (this.brokenCount < mostBroken || this.brokenCount * 2 < this.recordCount) return
    const what = `has ${this.brokenCount} rows among ${this.recordCount} that cannot be read, the first is row ${this.firstBroken}`
    throw unreadable({file: this.#file, what})
  }

  /** Reads the record that two chunks share; returns what is left of the second, or both where a quote holds more. */
  #withRest(rest: Buffer, chunk: Buffer): Buffer {
    const lineEnd = chunk.indexOf(lineFeed) + 1
    if (lineEnd === 0) return Buffer.concat([rest, chunk])
    const shared = Buffer.concat([rest, chunk.subarray(0, lineEnd)])
    const done = this.#scan(shared)
    if (done === shared.length) return chunk.subarray(lineEnd)
    return Buffer.concat([shared.subarray(done), chunk.subarray(lineEnd)])
  }

  #turnTo(bytes: Buffer): void {
    this.bytes = bytes
    this.#end = bytes.lastIndexOf(lineFeed) + 1
  }

  #scan(bytes: Buffer): number {
    this.#turnTo(bytes)
    const end = this.#end
    let at = 0
    while (at < end) {
      const next = this.#record(at)
      if (next === unclosed) return at
      if (next === malformed) {
        this.noteBroken(true)
        at = bytes.indexOf(lineFeed, at) + 1
      } else {
        this.#take()
        at = next
      }
    }
    return at
  }

  #take(): void {
    if (this.#isEmpty()) return
    this.recordCount++
    this.#visit()
  }

  #isEmpty(): boolean {
    return this.fieldCount === 1 && this.from[0] === this.to[0] && this.#behind === this.#end
  }

  /** The start of the record after the one at `at`. A line feed follows somewhere, so no step runs past the end. */
  #record(at: number): number {
    const {bytes, from, to} = this
    const delimiter = this.#delimiter
    const width = this.#width
    let field = 0
    let byte = 0
    for (;;) {
      if (bytes[at] === quote) {
        at = this.#quotedField(at, field)
        if (at < 0) return at
        byte = bytes[at] as number
      } else {
        from[field] = at
        for (byte = bytes[at] as number; byte !== delimiter && byte !== lineFeed; byte = bytes[++at] as number);
        to[field] = at
      }
      field++
      if (byte === lineFeed) {
        this.fieldCount = field
        this.#behind = this.#end
        this.#trimReturn(field - 1)
        return at + 1
      }
      at++
      if (field === width) {
        this.fieldCount = field
        this.#behind = at
        return this.#stepOver(at)
      }
    }
  }

  /** The delimiter or line feed after the quoted field at `at`. */
  #quotedField(at: number, field: number): number {
    const {bytes} = this
    let close = bytes.indexOf(quote, at + 1)
    while (close >= 0 && bytes[close + 1] === quote) close = bytes.indexOf(quote, close + 2)
    if (close < 0) return unclosed
    this.from[field] = at + 1
    this.to[field] = close
    const after = bytes[close + 1] === carriageReturn ? close + 2 : close + 1
    // Behind the last line feed the end of the record is yet to come, and nothing would stop a walk to it.
    if (after >= this.#end) return unclosed
    return bytes[after] === this.#delimiter || bytes[after] === lineFeed ? after : malformed
  }

  #trimReturn(field: number): void {
    const last = (this.to[field] as number) - 1
    if (last >= (this.from[field] as number) && this.bytes[last] === carriageReturn) this.to[field] = last
  }

  /** The start of the next record, from the start of a field that nobody wants. */
  #stepOver(at: number): number {
    const {bytes} = this
    const delimiter = this.#delimiter
    for (;;) {
      const byte = bytes[at] as number
      if (byte === lineFeed) return at + 1
      if (byte === quote && bytes[at - 1] === delimiter) {
        at = this.#quotedField(at, mostFields)
        if (at < 0) return at
      } else at++
    }
  }

  #tooLong(bytes: Buffer, at: number): Error {
    const isQuoted = bytes.includes(lineFeed, at)
    const what = isQuoted ? 'opens a quote that nothing closes within 1 MiB' : 'is longer than 1 MiB'
    const lineNumber = this.recordCount + 1
    return unreadable({file: this.#file, field: `row ${lineNumber}`, what: `row ${lineNumber} ${what}`})
  }
}
