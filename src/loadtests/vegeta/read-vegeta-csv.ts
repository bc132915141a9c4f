import {CsvScanner} from '../csv-scanner.js'
import {readDigits} from '../read-digits.js'
import type {RowReader} from '../reading.js'
import {brokenRows, checkRows, cutOff} from '../row-flags.js'
import {utf8Chunks} from '../utf8-chunks.js'
import {vegetaRows} from './vegeta-rows.js'

/** Time, code, latency, bytes out and in, error, body; from 2018 on attack and number, later method, URL and headers. */
const columns = {startNs: 0, code: 1, latencyNs: 2, attack: 7, method: 9, url: 10}
const newestWidth = 12
const leastWidth = 6

/**
 * Reads what `vegeta encode --to csv` writes, of any release: 12 columns without a header, 9 and fewer in old ones.
 * Times are nanoseconds, of the start. Throws LOAD_TEST_UNREADABLE where hardly a row can be read.
 *
 * @source https://github.com/tsenart/vegeta (lib/results.go)
 */
export const readVegetaCsv: RowReader = async ({chunks, file, tally}) => {
  const rows = vegetaRows(tally)
  const scanner: CsvScanner = new CsvScanner({delimiter: 44, width: newestWidth, file, visit: take})
  const textAt = (column: number) =>
    column < scanner.fieldCount ? scanner.bytes.toString('utf8', scanner.from[column], scanner.to[column]) : ''

  function take(): void {
    const [startMs, code, latencyNs] = [
      nsAsMs(scanner, columns.startNs),
      digitsAt(scanner, columns.code),
      digitsAt(scanner, columns.latencyNs),
    ]
    if (scanner.fieldCount < leastWidth || !(startMs >= 0 && code >= 0 && latencyNs >= 0)) {
      scanner.noteBroken()
      return
    }
    const [attack, method, url] = [textAt(columns.attack), textAt(columns.method), textAt(columns.url)]
    rows.add({startMs, latencyUs: latencyNs / 1000, code, attack, method, url})
  }

  let width = 0
  for await (const chunk of utf8Chunks(chunks)) {
    scanner.push(chunk)
    width = Math.max(width, scanner.fieldCount)
  }
  const isCut = scanner.end(width)
  checkRows({file, rowCount: rows.count(), brokenCount: scanner.brokenCount})
  return {
    tool: 'vegeta',
    format: 'Vegeta CSV',
    toolVersion: null,
    loop: 'open',
    startedAt: null,
    flags: [
      ...(isCut ? [cutOff] : []),
      ...(scanner.brokenCount > 0 ? [brokenRows(scanner.brokenCount, scanner.firstBroken)] : []),
    ],
  }
}

const digitsAt = ({bytes, from, to}: CsvScanner, column: number) =>
  readDigits(bytes, from[column] as number, to[column] as number)

/** 19 digits do not fit a double: the whole milliseconds are read apart from the rest. */
function nsAsMs({bytes, from, to}: CsvScanner, column: number): number {
  const [start, end] = [from[column] as number, to[column] as number]
  return readDigits(bytes, start, end - 6) + readDigits(bytes, end - 6, end) / 1e6
}
