import type {MetricId, MetricSeries, Window} from '../../src/documents/series.js'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {checkMetricQueries} from './check-metric-queries.js'
import {type FakeEstate, FakeFailure, type Handler, pageOf} from './estate.js'

const dayMs = 86_400_000
const maxDatapoints = 100_800

type Point = {atMs: number; value: number}
type Result = {Id: string; points: Point[]}

/** GetMetricData with CloudWatch's limits, retention and paging; metric maths and search are not emulated. */
export const handleCloudWatch: Record<string, Handler> = {
  DescribeAlarms: (input, {snapshot, pageSize}) => {
    const types = (input['AlarmTypes'] ?? ['MetricAlarm']) as string[]
    const prefix = String(input['AlarmNamePrefix'] ?? '')
    const all = (snapshot.alarms ?? []).filter((alarm) => String(alarm['AlarmName']).startsWith(prefix))
    const {NextToken, ...page} = pageOf({list: 'all', elements: all, token: input['NextToken'], size: pageSize})
    const shown = page['all'] as AwsObject[]
    const isComposite = (alarm: AwsObject) => alarm['AlarmRule'] !== undefined
    return {
      MetricAlarms: types.includes('MetricAlarm') ? shown.filter((alarm) => !isComposite(alarm)) : [],
      CompositeAlarms: types.includes('CompositeAlarm') ? shown.filter(isComposite) : [],
      ...(NextToken === undefined ? {} : {NextToken}),
    }
  },
  GetMetricData: (input, estate) => {
    const queries = input['MetricDataQueries'] as AwsObject[]
    const asked = Number(input['MaxDatapoints'] ?? maxDatapoints)
    checkMetricQueries(input)
    const isAscending = input['ScanBy'] === 'TimestampAscending'
    const results = queries.map((query) => {
      const points = pointsOf({query, estate, start: input['StartTime'] as Date, end: input['EndTime'] as Date})
      return {Id: String(query['Id']), points: isAscending ? points : points.reverse()}
    })
    return pageOfPoints(results, input['NextToken'], Math.min(asked, estate.pagePoints))
  },
}

/** The results from the `token`th point on, `size` points at most; a result that is cut off says PartialData. */
function pageOfPoints(results: Result[], token: unknown, size: number): AwsObject {
  const start = token === undefined ? 0 : Number(/^point-(\d+)$/.exec(String(token))?.[1])
  if (!Number.isInteger(start)) throw new FakeFailure('InvalidNextToken', 'The next token is not valid.')
  const end = start + size
  const total = results.reduce((sum, {points}) => sum + points.length, 0)
  let passed = 0
  const page = results.map(({Id, points}) => {
    const shown = points.slice(Math.max(0, start - passed), Math.max(0, end - passed))
    passed += points.length
    return {
      Id,
      Label: Id,
      Timestamps: shown.map(({atMs}) => new Date(atMs)),
      Values: shown.map(({value}) => value),
      StatusCode: passed > end ? 'PartialData' : 'Complete',
    }
  })
  return {MetricDataResults: page, ...(end < total ? {NextToken: `point-${end}`} : {})}
}

function pointsOf({
  query,
  estate,
  start,
  end,
}: {
  query: AwsObject
  estate: FakeEstate
  start: Date
  end: Date
}): Point[] {
  const stat = query['MetricStat'] as {Metric: AwsObject; Period: number; Stat: string}
  const nowMs = Date.parse(estate.now)
  if (start.getTime() < nowMs - keptMs(stat.Period)) return []
  const series = estate.series.find((candidate) => isSame(candidate, stat.Metric, stat.Stat))
  const made = series === undefined ? estate.measured?.(idOf(stat.Metric, stat.Stat)) : undefined
  if (!series && !made) return []
  const stepMs = stat.Period * 1000
  const firstMs = Math.floor(start.getTime() / stepMs) * stepMs
  const count = Math.max(0, Math.ceil((end.getTime() - firstMs) / stepMs))
  return Array.from({length: count}, (_, index) => firstMs + index * stepMs).flatMap((atMs) => {
    const value = series ? valueAt(series, atMs, stat.Period) : (made?.(atMs / 1000, stat.Period) ?? null)
    return value === null ? [] : [{atMs, value}]
  })
}

/** How long points that a period can be made of are kept: 15, 63 and 455 days. */
function keptMs(periodS: number): number {
  if (periodS % 3600 === 0) return 455 * dayMs
  return periodS % 300 === 0 ? 63 * dayMs : 15 * dayMs
}

function idOf(metric: AwsObject, stat: string): MetricId {
  const dimensions = (metric['Dimensions'] ?? []) as {Name: string; Value: string}[]
  return {
    namespace: String(metric['Namespace']),
    metricName: String(metric['MetricName']),
    stat,
    dimensions: Object.fromEntries(dimensions.map(({Name, Value}) => [Name, Value])),
  }
}

function isSame(series: MetricSeries, metric: AwsObject, stat: string): boolean {
  const dimensions = (metric['Dimensions'] ?? []) as {Name: string; Value: string}[]
  return (
    series.namespace === metric['Namespace'] &&
    series.metricName === metric['MetricName'] &&
    series.stat === stat &&
    dimensions.length === Object.keys(series.dimensions).length &&
    dimensions.every(({Name, Value}) => series.dimensions[Name] === Value)
  )
}

/** The stored value where the period is the stored one, else what finer points add up to; a percentile never does. */
function valueAt({windows, stat}: MetricSeries, atMs: number, periodS: number): number | null {
  const exact = windows.find((window) => window.periodS === periodS && covers(window, atMs))
  if (exact) return exact.values[indexIn(exact, atMs)] ?? null
  const finer = windows.find(
    (window) => window.periodS < periodS && periodS % window.periodS === 0 && covers(window, atMs),
  )
  // Basic monitoring writes a point every five minutes, which a question for minutes finds at its own minute.
  const basic = windows.find((window) => window.periodS === 300 && periodS < 300 && covers(window, atMs))
  if (basic) return basic.values[indexIn(basic, atMs)] ?? null
  if (!finer || stat.startsWith('p')) return null
  const first = indexIn(finer, atMs)
  const values = finer.values.slice(first, first + periodS / finer.periodS).filter((value) => value !== null)
  return values.length === 0 ? null : aggregate(stat, values)
}

function aggregate(stat: string, values: number[]): number {
  if (stat === 'Maximum') return Math.max(...values)
  const sum = values.reduce((total, value) => total + value, 0)
  return stat === 'Sum' ? sum : sum / values.length
}

const indexIn = (window: Window, atMs: number) => (atMs - Date.parse(window.startAt)) / 1000 / window.periodS

function covers(window: Window, atMs: number): boolean {
  const index = indexIn(window, atMs)
  return Number.isInteger(index) && index >= 0 && index < window.values.length
}
