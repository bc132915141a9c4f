import {unreadable} from './unreadable.js'

const lineFeed = 10
const longestLine = 1_048_576

/** A line in `bytes` from `from` to `to`, without its line feed; `isLast` where nothing ended it. */
type Visit = (bytes: Buffer, from: number, to: number, isLast: boolean) => void

/**
 * Cuts bytes into lines, chunk by chunk, without making strings. Each line is valid until `visit` returns. Throws
 * LOAD_TEST_UNREADABLE for a line of more than 1 MiB.
 */
export class ByteLines {
  lineCount = 0
  #rest: Buffer | null = null
  constructor(
    private readonly file: string,
    private readonly visit: Visit,
  ) {}

  push(chunk: Buffer): void {
    let at = 0
    if (this.#rest !== null) {
      const end = chunk.indexOf(lineFeed)
      const line = Buffer.concat([this.#rest, end < 0 ? chunk : chunk.subarray(0, end)])
      if (end < 0) {
        this.#keep(line)
        return
      }
      this.#rest = null
      this.lineCount++
      this.visit(line, 0, line.length, false)
      at = end + 1
    }
    for (let end = chunk.indexOf(lineFeed, at); end >= 0; end = chunk.indexOf(lineFeed, at)) {
      this.lineCount++
      this.visit(chunk, at, end, false)
      at = end + 1
    }
    if (at < chunk.length) this.#keep(Buffer.from(chunk.subarray(at)))
  }

  end(): void {
    if (this.#rest === null) return
    this.lineCount++
    this.visit(this.#rest, 0, this.#rest.length, true)
    this.#rest = null
  }

  #keep(rest: Buffer): void {
    this.#rest = rest
    if (rest.length <= longestLine) return
    const field = `line ${this.lineCount + 1}`
    throw unreadable({file: this.file, field, what: `${field} is longer than 1 MiB`})
  }
}
