import type {LoadTestFlag} from '../../documents/load-test.js'
import {CsvScanner} from '../csv-scanner.js'
import type {RowReader} from '../reading.js'
import {brokenRows, cutOff} from '../row-flags.js'
import {StampReader} from '../stamp-reader.js'
import {unreadable} from '../unreadable.js'
import {utf8Chunks, withHead} from '../utf8-chunks.js'
import {findJtlColumns, type JtlColumns} from './jtl-columns.js'
import {endStamps, leftOutFlags} from './jtl-flags.js'
import {JtlRows, widthOf} from './jtl-rows.js'
import {stampsAreEnds} from './stamp-side.js'

/**
 * Reads a JMeter result in CSV (JTL), as JMeter, Taurus (kpi.jtl), BlazeMeter and Azure Load Testing (one per engine)
 * write it, into a tally. One pass over bytes, in memory that does not grow with the rows.
 *
 * Users are `allThreads`, added up over hosts. Rows of Transaction Controllers and parts of samples are left out and
 * said. Throws LOAD_TEST_UNREADABLE for a file without a known column, without a request, or with most rows broken.
 */
export const readJtlCsv: RowReader = async ({chunks, file, tally}) => {
  const {head, all} = await withHead(utf8Chunks(chunks))
  const columns = findJtlColumns({head, file})
  const isEndStamp = stampsAreEnds({head, columns, file})
  const stamps = new StampReader()
  const scanner: CsvScanner = new CsvScanner({
    delimiter: columns.delimiter,
    width: widthOf(columns),
    file,
    visit: () => rows.take(),
  })
  const rows = new JtlRows({scanner, columns, stamps, isEndStamp, tally, file})
  let left = columns.headerLength
  for await (const chunk of all) {
    const from = Math.min(left, chunk.length)
    left -= from
    scanner.push(from === 0 ? chunk : chunk.subarray(from))
  }
  const isCut = scanner.end(columns.count)
  checkThatRequests({rows, scanner, file})
  return {
    tool: columns.isTaurus ? 'taurus' : 'jmeter',
    format: columns.isTaurus ? 'Taurus kpi.jtl' : 'JTL CSV',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [...leftOutFlags(rows), ...doubts({scanner, columns, isCut}), ...clocks({rows, stamps, isEndStamp})],
  }
}

function checkThatRequests({rows, scanner, file}: {rows: JtlRows; scanner: CsvScanner; file: string}): void {
  if (rows.requestCount > 0) return
  const what =
    rows.transactionCount > 0
      ? 'has rows of Transaction Controllers only, which are no requests: save the samples too'
      : scanner.recordCount === 0
        ? 'has no rows'
        : `has no row that can be read among ${scanner.recordCount}`
  throw unreadable({file, what, suggestions: ['run the test again: jmeter -n -t test.jmx -l result.jtl']})
}

function doubts({scanner, columns, isCut}: {scanner: CsvScanner; columns: JtlColumns; isCut: boolean}): LoadTestFlag[] {
  const flags: LoadTestFlag[] = []
  if (isCut) flags.push(cutOff)
  if (scanner.brokenCount > 0) flags.push(brokenRows(scanner.brokenCount, scanner.firstBroken))
  if (columns.success < 0) {
    const from = columns.responseCode < 0 ? 'no request counts as failed' : 'failures are told by the response code'
    flags.push({code: 'no-success-column', severity: 'warning', text: `the file has no column success: ${from}`})
  }
  return flags
}

function clocks({rows, stamps, isEndStamp}: {rows: JtlRows; stamps: StampReader; isEndStamp: boolean}): LoadTestFlag[] {
  const flags = rows.jumps.flags()
  if (stamps.hasUnzoned) {
    const text = 'dates without a time zone are read as UTC'
    flags.push({code: 'no-time-zone', severity: 'info', text})
  }
  return isEndStamp ? [...flags, endStamps] : flags
}
