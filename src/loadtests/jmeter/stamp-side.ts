import {ByteTable} from '../byte-table.js'
import {CsvScanner} from '../csv-scanner.js'
import {readDigits} from '../read-digits.js'
import {StampReader} from '../stamp-reader.js'
import type {JtlColumns} from './jtl-columns.js'

const fewest = 5

/**
 * Whether `timeStamp` is the start of a sample or its end, which no file says: JMeter writes the start since its
 * jmeter.properties sets sampleresult.timestamp.start, the end without.
 *
 * A thread sends one request after the other, so a reading by which a request begins before the thread's last one has
 * ended is wrong. The end is believed when the other reading is wrong at least 5 times and 5 times as often.
 */
export class StampSide {
  #startWrong = 0
  #endWrong = 0
  readonly #last: {stampMs: number; elapsedMs: number}[] = []

  /** Takes a sample of a thread, in the order of the file. */
  take(thread: number, stampMs: number, elapsedMs: number): void {
    const last = this.#last[thread]
    this.#last[thread] = {stampMs, elapsedMs}
    if (last === undefined) return
    // A millisecond to spare: stamps and times are rounded apart.
    if (stampMs + 1 < last.stampMs + last.elapsedMs) this.#startWrong++
    if (stampMs - elapsedMs + 1 < last.stampMs) this.#endWrong++
  }

  get isEnd(): boolean {
    return this.#startWrong >= fewest && this.#startWrong > this.#endWrong * 5
  }
}

/** Judges by the rows at the beginning of a JTL in CSV; false where it has no names of threads. */
export function stampsAreEnds({head, columns, file}: {head: Buffer; columns: JtlColumns; file: string}): boolean {
  const {timeStamp, elapsed, threadName} = columns
  if (threadName < 0) return false
  const side = new StampSide()
  const stamps = new StampReader()
  let threadCount = 0
  const threads = new ByteTable(() => threadCount++)
  const scanner: CsvScanner = new CsvScanner({
    delimiter: columns.delimiter,
    width: Math.max(timeStamp, elapsed, threadName) + 1,
    file,
    visit: () => {
      const {bytes, from, to, fieldCount} = scanner
      if (fieldCount <= Math.max(timeStamp, elapsed, threadName)) return
      const stampMs = stamps.read(bytes, from[timeStamp] as number, to[timeStamp] as number)
      const elapsedMs = readDigits(bytes, from[elapsed] as number, to[elapsed] as number)
      if (Number.isNaN(stampMs + elapsedMs)) return
      side.take(threads.numberAt(bytes, from[threadName] as number, to[threadName] as number), stampMs, elapsedMs)
    },
  })
  scanner.push(head.subarray(columns.headerLength))
  return side.isEnd
}
