import {ByteTable} from '../byte-table.js'
import {ClockJumps} from '../clock-jumps.js'
import type {CsvScanner} from '../csv-scanner.js'
import {readDigits} from '../read-digits.js'
import type {StampReader} from '../stamp-reader.js'
import type {Tally} from '../tally.js'
import type {JtlColumns} from './jtl-columns.js'
import {SubResults} from './sub-results.js'

/** How JMeter itself tells a Transaction Controller (report/core/Sample.java). */
const transaction = Buffer.from('Number of samples in transaction')

type Source = {
  scanner: CsvScanner
  columns: JtlColumns
  stamps: StampReader
  isEndStamp: boolean
  tally: Tally
  file: string
}

/** How many leading columns of a JTL hold what its rows are read for. */
export function widthOf(columns: JtlColumns): number {
  const {timeStamp, elapsed, label, threadName, success, responseCode, responseMessage} = columns
  const {dataType, URL, SampleCount, ErrorCount} = columns
  const ofResult = success < 0 ? responseCode : success
  const ofKind = responseMessage < 0 ? Math.max(dataType, URL) : responseMessage
  return Math.max(timeStamp, elapsed, label, threadName, ofResult, ofKind, SampleCount, ErrorCount) + 1
}

/**
 * Reads the records of a JTL in CSV into a tally, one by one as its scanner finds them.
 *
 * Left out, and counted: rows of Transaction Controllers, whose samples have rows of their own, and parts of samples.
 * A row of statistical mode (SampleCount above 1) counts as that many requests of its mean time.
 */
export class JtlRows {
  requestCount = 0
  transactionCount = 0
  partCount = 0
  statisticalCount = 0
  readonly jumps = new ClockJumps()
  readonly #scanner: CsvScanner
  readonly #columns: JtlColumns
  readonly #stamps: StampReader
  readonly #isEndStamp: boolean
  readonly #tally: Tally
  readonly #width: number
  #usersTick = -1
  readonly #labelNames: string[] = []
  readonly #tallyLabels: number[] = []
  readonly #labels = new ByteTable((name) => this.#newLabel(name.toString('utf8').replaceAll('""', '"')))
  readonly #parts = new SubResults(this.#labelNames)
  readonly #generators: ByteTable
  readonly #generator: number

  constructor({scanner, columns, stamps, isEndStamp, tally, file}: Source) {
    this.#scanner = scanner
    this.#columns = columns
    this.#stamps = stamps
    this.#isEndStamp = isEndStamp
    this.#tally = tally
    this.#width = widthOf(columns)
    this.#generators = new ByteTable((name) => tally.generatorId(`${file} ${name.toString('utf8')}`))
    this.#generator = tally.generatorId(file)
    if (columns.label < 0) this.#newLabel('(all)')
  }

  /** Takes the record that the scanner stands on. */
  take(): void {
    const {bytes, from, to, fieldCount} = this.#scanner
    const {timeStamp, elapsed} = this.#columns
    const stampMs = this.#stamps.read(bytes, from[timeStamp] as number, to[timeStamp] as number)
    const elapsedMs = readDigits(bytes, from[elapsed] as number, to[elapsed] as number)
    if (fieldCount < this.#width || Number.isNaN(stampMs + elapsedMs)) this.#refuse()
    else if (this.#isTransaction()) this.transactionCount++
    else this.#takeSample(stampMs, elapsedMs)
  }

  #takeSample(stampMs: number, elapsedMs: number): void {
    const {bytes, from, to} = this.#scanner
    const {label, threadName, SampleCount, allThreads} = this.#columns
    const labelId = label < 0 ? 0 : this.#labels.numberAt(bytes, from[label] as number, to[label] as number)
    if (SampleCount >= 0 && this.#isStatistical(labelId, stampMs, elapsedMs)) return
    const startMs = this.#isEndStamp ? stampMs - elapsedMs : stampMs
    const thread =
      threadName < 0 ? 0 : this.#parts.threadAt(bytes, from[threadName] as number, to[threadName] as number)
    if (this.#parts.isPart(thread, labelId, startMs, startMs + elapsedMs)) {
      this.partCount++
      return
    }
    this.requestCount++
    this.jumps.take(startMs + elapsedMs)
    this.#tally.add(this.#tallyLabel(labelId), startMs, elapsedMs * 1000, this.#isFailed())
    if (allThreads >= 0) this.#noteUsers(startMs + elapsedMs)
  }

  #newLabel(name: string): number {
    this.#tallyLabels.push(-1)
    return this.#labelNames.push(name) - 1
  }

  /** The tally learns of a label with its first request: those of parts alone are none. */
  #tallyLabel(label: number): number {
    const known = this.#tallyLabels[label] as number
    if (known >= 0) return known
    const id = this.#tally.labelId(this.#labelNames[label] as string)
    this.#tallyLabels[label] = id
    return id
  }

  /** A header in the middle, as `cat` of several results leaves it, is no broken row. */
  #refuse(): void {
    const {bytes, from, to} = this.#scanner
    const at = this.#columns.timeStamp
    if (bytes.toString('latin1', from[at], to[at]).replaceAll('"', '') !== 'timeStamp') this.#scanner.noteBroken()
  }

  #isTransaction(): boolean {
    const {responseMessage, dataType, URL} = this.#columns
    if (responseMessage >= 0) return this.#startsWith(responseMessage, transaction)
    return dataType >= 0 && URL >= 0 && this.#isEmpty(dataType) && this.#startsWith(URL, nullUrl)
  }

  #startsWith(column: number, text: Buffer): boolean {
    const {bytes, from, to} = this.#scanner
    const start = from[column] as number
    if (bytes[start] !== text[0] || (to[column] as number) - start < text.length) return false
    return bytes.compare(text, 0, text.length, start, start + text.length) === 0
  }

  #isEmpty(column: number): boolean {
    return this.#scanner.from[column] === this.#scanner.to[column]
  }

  /** Its stamp is the end of its last sample and its time the sum of theirs (StatisticalSampleResult.java). */
  #isStatistical(label: number, stampMs: number, elapsedMs: number): boolean {
    const sampleCount = this.#number(this.#columns.SampleCount)
    if (!(sampleCount >= 0) || sampleCount === 1) return false
    this.statisticalCount++
    this.requestCount += sampleCount
    const failedCount = Math.min(sampleCount, this.#failedOf(sampleCount))
    const meanMs = sampleCount === 0 ? 0 : elapsedMs / sampleCount
    const tallyLabel = this.#tallyLabel(label)
    this.#addMany(tallyLabel, stampMs - meanMs, meanMs, false, sampleCount - failedCount)
    this.#addMany(tallyLabel, stampMs - meanMs, meanMs, true, failedCount)
    if (this.#columns.allThreads >= 0) this.#noteUsers(stampMs)
    return true
  }

  #failedOf(sampleCount: number): number {
    const errorCount = this.#columns.ErrorCount < 0 ? Number.NaN : this.#number(this.#columns.ErrorCount)
    return errorCount >= 0 ? errorCount : this.#isFailed() ? sampleCount : 0
  }

  #addMany(label: number, startMs: number, meanMs: number, isFailed: boolean, count: number): void {
    if (count > 0) this.#tally.add(label, startMs, meanMs * 1000, isFailed, count)
  }

  #isFailed(): boolean {
    const {success, responseCode} = this.#columns
    const {bytes, from} = this.#scanner
    if (success >= 0) return ((bytes[from[success] as number] as number) | 32) !== lowerT
    if (responseCode < 0) return false
    const digit = bytes[from[responseCode] as number]
    return digit !== 50 && digit !== 51
  }

  /**
   * Users change slowly and stand far behind in a row, so the first row of each tenth of a second is asked; of a file
   * with hosts each row is. Rows are in the order of their ends, a little out of it, or far where results were joined.
   */
  #noteUsers(atMs: number): void {
    const {Hostname, allThreads} = this.#columns
    const tick = Math.floor(atMs / 100)
    if (Hostname < 0 && tick <= this.#usersTick && tick > this.#usersTick - farTicks) return
    this.#usersTick = tick
    if (!this.#scanner.findMore(Math.max(Hostname, allThreads) + 1)) return
    const {bytes, from, to} = this.#scanner
    const generator =
      Hostname < 0
        ? this.#generator
        : this.#generators.numberAt(bytes, from[Hostname] as number, to[Hostname] as number)
    this.#tally.users(atMs, this.#number(allThreads), generator)
  }

  #number(column: number): number {
    return readDigits(this.#scanner.bytes, this.#scanner.from[column] as number, this.#scanner.to[column] as number)
  }
}

const lowerT = 116
/** A minute. */
const farTicks = 600
const nullUrl = Buffer.from('null')
