import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {figureOf, type JsonObject, listAt, objectAt, parseJson, percentilesAt, utcOfMs} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from the JSON report of Artillery 2: each intermediate report (10 seconds) is one; a first or last one of less
 * than half that is left out.
 *
 * Rates are counted from counters by the time between the first and the last metric: `http.request_rate` of the whole
 * is no mean. Offered is what was sent. Errors are answers of 400 and above and `errors.…`. Endpoints are there with
 * the plugin metrics-by-endpoint. Percentiles come from a sketch of Artillery's own (within 1 %), which its report does
 * not hold in a form that merges. Times are ms; `period` is a text in intermediate reports and a number in the whole.
 *
 * @source https://github.com/artilleryio/artillery (packages/core/lib/ssms.js), measured with 2.0.21
 */
export const readArtillery: SummaryReader = ({text, file}) => {
  const root = parseJson({text, file})
  const periods = periodsOf(root)
  const firstMs = periods[0]?.startMs ?? 0
  const steps = periods.flatMap(({report, startMs, endMs}): PrintedStep[] => {
    const time = {startS: (startMs - firstMs) / 1000, durationS: (endMs - startMs) / 1000}
    const all = stepOf({report, time, file})
    return all === null ? [] : [{all, endpoints: endpointsOf({report, time, file})}]
  })
  if (steps.length === 0) throw unreadable({file, what: 'has no period in which http.responses were counted'})
  return {
    tool: 'artillery',
    format: 'Artillery 2 JSON',
    toolVersion: null,
    loop: 'open',
    startedAt: utcOfMs(firstMs),
    flags: [notMergeable, ...failedUsers(root)],
    steps,
    part: 'step',
  }
}

const notMergeable: LoadTestFlag = {
  code: 'percentiles-not-mergeable',
  severity: 'info',
  text: 'Artillery prints percentiles of every 10 seconds, which cannot be merged into those of longer times',
}

function failedUsers(root: unknown): LoadTestFlag[] {
  const counters = objectAt(root, 'aggregate', 'counters')
  const [failedCount, createdCount] = [
    figureOf(counters['vusers.failed']) ?? 0,
    figureOf(counters['vusers.created']) ?? 0,
  ]
  if (failedCount === 0) return []
  const text = `${failedCount} of ${createdCount} virtual users failed and left out the rest of their requests`
  return [{code: 'failed-users', severity: 'warning', text}]
}

type Period = {report: JsonObject; startMs: number; endMs: number}
type Time = {startS: number; durationS: number}

const periodMs = 10_000

/** The intermediate reports, or the aggregate where there is none. */
function periodsOf(root: unknown): Period[] {
  const periods = listAt(root, 'intermediate').flatMap((report) => periodOf(objectAt(report)))
  const sorted = periods.sort((a, b) => a.startMs - b.startMs)
  const inner = sorted.map((period, index) => wholePeriod(period, index > 0 && index < sorted.length - 1))
  const long = inner.filter(({startMs, endMs}) => endMs - startMs >= periodMs / 2)
  if (long.length > 0) return long
  const aggregate = periodOf(objectAt(root, 'aggregate'))
  return aggregate.filter(({startMs, endMs}) => endMs > startMs)
}

function periodOf(report: JsonObject): Period[] {
  const [startMs, endMs] = [figureOf(report['firstMetricAt']), figureOf(report['lastMetricAt'])]
  return startMs === null || endMs === null ? [] : [{report, startMs, endMs}]
}

/** A period inside the test lasts all of its 10 seconds, however late its first request came. */
function wholePeriod(period: Period, isInside: boolean): Period {
  const beginMs = figureOf(period.report['period'])
  if (!isInside || beginMs === null || period.startMs < beginMs || period.endMs > beginMs + periodMs) return period
  return {...period, startMs: beginMs, endMs: beginMs + periodMs}
}

function stepOf({report, time, file}: {report: JsonObject; time: Time; file: string}): LoadStep | null {
  const counters = objectAt(report, 'counters')
  const answeredCount = figureOf(counters['http.responses'])
  const times = objectAt(report, 'summaries', 'http.response_time')
  const meanMs = figureOf(times['mean']) ?? figureOf(times['median'])
  if (answeredCount === null || meanMs === null) return null
  const lostCount = sumOf(counters, (key) => key.startsWith('errors.'))
  const failedCount = sumOf(counters, (key) => isFailure(/^http\.codes\.(\d+)$/.exec(key)?.[1]))
  return printedStep({
    file,
    offeredRps: (figureOf(counters['http.requests']) ?? answeredCount) / time.durationS,
    requestCount: answeredCount + lostCount,
    errorCount: failedCount + lostCount,
    throughputRps: answeredCount / time.durationS,
    meanResponseTimeS: meanMs / 1000,
    percentiles: percentilesAt({root: times, keys: percentileKeys, perSecond: 1000}),
    ...time,
  })
}

const percentileKeys = {p50: 0.5, median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999}
const endpointPrefix = 'plugins.metrics-by-endpoint.'
const timePrefix = `${endpointPrefix}response_time.`
const mostEndpoints = 1000

function endpointsOf({report, time, file}: {report: JsonObject; time: Time; file: string}): PrintedStep['endpoints'] {
  const [counters, summaries] = [objectAt(report, 'counters'), objectAt(report, 'summaries')]
  const names = Object.keys(summaries).filter((key) => key.startsWith(timePrefix))
  return names.slice(0, mostEndpoints).flatMap((key) => {
    const label = key.slice(timePrefix.length)
    const times = objectAt(summaries, key)
    const [answeredCount, meanMs] = [figureOf(times['count']), figureOf(times['mean'])]
    if (answeredCount === null || meanMs === null) return []
    const prefix = `${endpointPrefix}${label}.`
    const lostCount = sumOf(counters, (name) => name.startsWith(`${prefix}errors.`))
    const failedCount = sumOf(
      counters,
      (name) => name.startsWith(`${prefix}codes.`) && isFailure(name.slice(prefix.length + 6)),
    )
    const step = printedStep({
      file,
      requestCount: answeredCount + lostCount,
      errorCount: failedCount + lostCount,
      throughputRps: answeredCount / time.durationS,
      meanResponseTimeS: meanMs / 1000,
      percentiles: percentilesAt({root: times, keys: percentileKeys, perSecond: 1000}),
      ...time,
    })
    return [{label, step}]
  })
}

const isFailure = (code: string | undefined): boolean => code !== undefined && Number(code) >= 400

const sumOf = (counters: JsonObject, isWanted: (key: string) => boolean): number =>
  Object.entries(counters).reduce((sum, [key, count]) => sum + (isWanted(key) ? (figureOf(count) ?? 0) : 0), 0)
