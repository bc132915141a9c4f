import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {csvRows} from '../csv-rows.js'
import {figureOf} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {
  isAllOf,
  type LocustColumns,
  locustColumns,
  locustLabel,
  locustPercentiles,
  needColumns,
} from './locust-columns.js'

/**
 * One step from Locust's `…_stats.csv` (`…_requests.csv` before 1.0): the whole run, whatever its levels of load were.
 * The users are in `…_stats_history.csv` only. Times are ms, above 100 ms rounded to two digits by Locust. Blank lines,
 * which Windows puts between rows, are passed over.
 *
 * @source https://github.com/locustio/locust (locust/stats.py)
 */
export const readLocustStats: SummaryReader = ({text, file}) => {
  const rows = csvRows({text, file})
  const columns = locustColumns(rows.header)
  needColumns(file, columns, 'name', 'requestCount', 'failureCount', 'meanMs', 'rps')
  let all: LoadStep | null = null
  let brokenCount = 0
  const endpoints: PrintedStep['endpoints'] = []
  for (const cells of rows.records()) {
    const step = stepOf({cells, columns, file})
    const key = {method: (cells[columns.method] ?? '').trim(), name: (cells[columns.name] ?? '').trim()}
    if (step === null) brokenCount++
    else if (isAllOf(key)) all = step
    else endpoints.push({label: locustLabel(key), step})
  }
  const whole = all ?? onlyOf({endpoints, file})
  return {
    tool: 'locust',
    format: 'Locust stats CSV',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [...rows.flags(brokenCount), wholeRun],
    steps: [{all: whole, endpoints}],
    part: 'step',
  }
}

const wholeRun: LoadTestFlag = {
  code: 'whole-run',
  severity: 'info',
  text: 'Locust’s stats are of the whole run, in one step without its users: its history CSV keeps levels of load apart',
}

/** A file that is cut off before its last row still tells all where there is one request only. */
function onlyOf({endpoints, file}: {endpoints: PrintedStep['endpoints']; file: string}): LoadStep {
  const [first, second] = endpoints
  if (first !== undefined && second === undefined) return first.step
  throw unreadable({file, what: 'has no row Aggregated: it is cut off, or no table of Locust'})
}

function stepOf({cells, columns, file}: {cells: string[]; columns: LocustColumns; file: string}): LoadStep | null {
  const figure = (column: number) => figureOf(cells[column])
  const [requestCount, errorCount, meanMs, rps] = [
    columns.requestCount,
    columns.failureCount,
    columns.meanMs,
    columns.rps,
  ].map(figure)
  if (requestCount == null || errorCount == null || meanMs == null || rps == null) return null
  return printedStep({
    file,
    requestCount,
    errorCount,
    throughputRps: rps,
    meanResponseTimeS: meanMs / 1000,
    percentiles: locustPercentiles(cells, columns),
    durationS: rps === 0 ? null : requestCount / rps,
  })
}
