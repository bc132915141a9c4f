import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {csvRows} from '../csv-rows.js'
import {figureOf, utcOfMs} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {cutPlateaus, type HistoryRow, type Span} from './history-plateaus.js'
import {
  isAllOf,
  type LocustColumns,
  locustColumns,
  locustLabel,
  locustPercentiles,
  needColumns,
} from './locust-columns.js'

/**
 * Steps from Locust's `…_stats_history.csv`: each time that the number of users held is one.
 *
 * Requests, failures and mean come from the differences of the running totals, for `Requests/s` is a moving average.
 * Percentiles are those of the last 10 seconds where the history is full (`--csv-full-history`), and are read at the
 * end of a step that held longer than that; without it they run from the start of the test, over all levels, and are
 * left out. A test whose users never held for 5 seconds is cut into pieces of 10 seconds.
 *
 * @source https://github.com/locustio/locust (locust/stats.py, StatsCSVFileWriter)
 */
export const readLocustHistory: SummaryReader = ({text, file}) => {
  const {rows, flags} = historyOf({text, file})
  const all = rows.get('') ?? []
  const [first, last] = [all[0], all.at(-1)]
  if (first === undefined || last === undefined || last.requestCount === 0) {
    throw unreadable({file, what: 'has no second in which a request was counted'})
  }
  const isFull = rows.size > 1
  const {spans, isRamp} = cutPlateaus(all)
  const stepsOf = (span: Span): PrintedStep => ({
    all: stepOf({span, rows: all, isFull, firstS: first.atS, file}) ?? none(file),
    endpoints: [...rows].flatMap(([label, of]) => {
      const step = label === '' ? null : stepOf({span, rows: of, isFull, firstS: first.atS, file})
      return step === null ? [] : [{label, step}]
    }),
  })
  return {
    tool: 'locust',
    format: 'Locust history CSV',
    toolVersion: null,
    loop: 'closed',
    startedAt: utcOfMs(first.atS * 1000),
    flags: [...flags, ...(isFull ? [] : [runningPercentiles]), ...(isRamp ? [ramp] : [])],
    steps: spans.map(stepsOf),
    part: 'step',
  }
}

const runningPercentiles: LoadTestFlag = {
  code: 'percentiles-left-out',
  severity: 'warning',
  text: 'percentiles run from the start of the test, over all levels of load, and are left out: locust --csv-full-history',
}

const ramp: LoadTestFlag = {
  code: 'load-not-held',
  severity: 'warning',
  text: 'the number of users never held for 5 s: the test is cut into pieces of 10 s',
}

function none(file: string): never {
  throw unreadable({file, what: 'has running totals that fall: it holds more than one run'})
}

/** Rows by label, in the order of time; '' is the row of everything. */
function historyOf({text, file}: {text: string; file: string}): {
  rows: Map<string, HistoryRow[]>
  flags: LoadTestFlag[]
} {
  const table = csvRows({text, file})
  const columns = locustColumns(table.header)
  needColumns(file, columns, 'timestamp', 'userCount', 'name', 'requestCount', 'failureCount', 'meanMs')
  const rows = new Map<string, HistoryRow[]>()
  let brokenCount = 0
  for (const cells of table.records()) {
    const row = rowOf(cells, columns)
    if (row === null || cells.length < table.header.length) {
      brokenCount++
      continue
    }
    const key = {method: cells[columns.method] ?? '', name: cells[columns.name] ?? ''}
    const label = isAllOf(key) ? '' : locustLabel(key)
    const known = rows.get(label)
    if (known === undefined) rows.set(label, [row])
    else known.push(row)
  }
  for (const of of rows.values()) of.sort((a, b) => a.atS - b.atS)
  return {rows, flags: table.flags(brokenCount)}
}

function rowOf(cells: string[], columns: LocustColumns): HistoryRow | null {
  const figure = (column: number) => figureOf(cells[column])
  const [atS, userCount, requestCount, failureCount, meanMs] = [
    columns.timestamp,
    columns.userCount,
    columns.requestCount,
    columns.failureCount,
    columns.meanMs,
  ].map(figure)
  if (atS == null || userCount == null || requestCount == null || failureCount == null || meanMs == null) return null
  return {
    atS,
    userCount,
    requestCount,
    failureCount,
    sumMs: meanMs * requestCount,
    percentiles: locustPercentiles(cells, columns),
  }
}

/** The first row, by rising time, for which `isBefore` is no longer true. */
function indexAfter(rows: readonly HistoryRow[], isBefore: (atS: number) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(rows[middle]?.atS ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** Null where the label was not asked for in that time, or its totals fall. */
function stepOf({span, rows, isFull, firstS, file}: StepInput): LoadStep | null {
  const first = rows[indexAfter(rows, (atS) => atS < span.fromS)]
  const last = rows[indexAfter(rows, (atS) => atS <= span.toS) - 1]
  if (first === undefined || last === undefined || last.atS <= first.atS) return null
  const requestCount = last.requestCount - first.requestCount
  const failureCount = last.failureCount - first.failureCount
  if (requestCount < 0 || failureCount < 0) return null
  const durationS = last.atS - first.atS
  return printedStep({
    file,
    concurrencyCount: span.userCount,
    requestCount,
    errorCount: failureCount,
    throughputRps: requestCount / durationS,
    meanResponseTimeS: requestCount === 0 ? 0 : Math.max(0, last.sumMs - first.sumMs) / requestCount / 1000,
    percentiles: isFull && durationS >= 10 ? last.percentiles : [],
    startS: first.atS - firstS,
    durationS,
  })
}

type StepInput = {span: Span; rows: readonly HistoryRow[]; isFull: boolean; firstS: number; file: string}
