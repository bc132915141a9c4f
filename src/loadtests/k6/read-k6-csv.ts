import type {LoadTestFlag} from '../../documents/load-test.js'
import {CsvScanner} from '../csv-scanner.js'
import type {RowReader} from '../reading.js'
import {brokenRows, cutOff} from '../row-flags.js'
import {StampReader} from '../stamp-reader.js'
import {unreadable} from '../unreadable.js'
import {utf8Chunks} from '../utf8-chunks.js'
import {isFailedResponse, K6Counts} from './k6-counts.js'
import {isAt} from './k6-point.js'

const comma = 44
const mostColumns = 64
const duration = Buffer.from('http_req_duration')
const vus = Buffer.from('vus')
const dropped = Buffer.from('dropped_iterations')

/**
 * Reads what `k6 run --out csv` writes into a tally. Columns are found by their names: which tags have one depends on
 * `--system-tags` and on the version. Times are seconds of the epoch, or what K6_CSV_TIME_FORMAT says (RFC 3339, milli-,
 * micro- or nanoseconds), durations ms. Labels and failures as of `--out json`. Throws LOAD_TEST_UNREADABLE without any
 * request.
 */
export const readK6Csv: RowReader = async ({chunks, file, tally}) => {
  const counts = new K6Counts(tally, file, (name) => name.toString('utf8').replaceAll('""', '"'))
  const scanner: CsvScanner = new CsvScanner({delimiter: comma, width: mostColumns, file, visit: () => rows.take()})
  const rows = new CsvPoints(scanner, counts, file)
  for await (const chunk of utf8Chunks(chunks)) scanner.push(chunk)
  const isCut = scanner.end(rows.columnCount)
  if (counts.requestCount === 0) {
    throw unreadable({file, what: 'has no row of http_req_duration: no HTTP request was sent'})
  }
  return {
    tool: 'k6',
    format: 'k6 CSV',
    toolVersion: null,
    loop: counts.droppedCount > 0 ? 'open' : null,
    startedAt: null,
    flags: [
      ...(isCut ? [cutOff] : []),
      ...(scanner.brokenCount > 0 ? [brokenRows(scanner.brokenCount, scanner.firstBroken)] : []),
      ...(rows.isCoarse ? [coarse] : []),
      ...counts.flags(),
    ],
  }
}

const coarse: LoadTestFlag = {
  code: 'coarse-times',
  severity: 'info',
  text: 'times are whole seconds: which second a request began in is rough (K6_CSV_TIME_FORMAT=rfc3339_nano tells more)',
}

class CsvPoints {
  columnCount = 0
  isCoarse = false
  #time = -1
  #value = -1
  #metric = -1
  #name = -1
  #url = -1
  #status = -1
  #expected = -1
  readonly #stamps = new StampReader()

  constructor(
    private readonly scanner: CsvScanner,
    private readonly counts: K6Counts,
    private readonly file: string,
  ) {}

  take(): void {
    if (this.columnCount === 0) this.#takeHeader()
    else if (this.scanner.fieldCount < this.columnCount) this.scanner.noteBroken()
    else this.#takeRow()
  }

  #takeHeader(): void {
    const names = Array.from({length: this.scanner.fieldCount}, (_, column) => this.#text(column))
    this.#metric = names.indexOf('metric_name')
    this.#time = names.indexOf('timestamp')
    this.#value = names.indexOf('metric_value')
    this.#name = names.indexOf('name')
    this.#url = names.indexOf('url')
    this.#status = names.indexOf('status')
    this.#expected = names.indexOf('expected_response')
    this.columnCount = names.length
    if (Math.min(this.#metric, this.#time, this.#value) >= 0) return
    throw unreadable({file: this.file, what: 'has no columns metric_name, timestamp and metric_value'})
  }

  #takeRow(): void {
    const isRequest = this.#is(this.#metric, duration)
    const other = isRequest
      ? null
      : this.#is(this.#metric, vus)
        ? 'vus'
        : this.#is(this.#metric, dropped)
          ? 'dropped_iterations'
          : null
    if (!isRequest && other === null) return
    const {bytes, from, to} = this.scanner
    const [start, end] = [from[this.#time] as number, to[this.#time] as number]
    const timeMs = this.#stamps.read(bytes, start, end)
    const value = Number(this.#text(this.#value) || 'none')
    if (Number.isNaN(timeMs) || !(value >= 0)) this.scanner.noteBroken()
    else if (other !== null) this.counts.other(other, timeMs, value)
    else {
      this.isCoarse ||= end - start === 10
      this.counts.request(this.#label(), timeMs, value, this.#isFailed())
    }
  }

  #label(): number {
    const {bytes, from, to} = this.scanner
    const column = this.#name < 0 ? this.#url : this.#name
    if (column < 0 || from[column] === to[column]) return this.counts.label('(all)')
    return this.counts.labels.numberAt(bytes, from[column] as number, to[column] as number)
  }

  #isFailed(): boolean {
    return isFailedResponse({expected: this.#text(this.#expected), status: this.#text(this.#status)})
  }

  #is(column: number, text: Buffer): boolean {
    const {bytes, from, to} = this.scanner
    const start = from[column] as number
    return (to[column] as number) - start === text.length && isAt(bytes, start, text)
  }

  #text(column: number): string {
    return column < 0 ? '' : this.scanner.bytes.toString('latin1', this.scanner.from[column], this.scanner.to[column])
  }
}
