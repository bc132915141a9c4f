import type {LoadTestFlag, Percentile} from '../../documents/load-test.js'
import {figureOf, type JsonObject} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {droppedFlags} from './k6-counts.js'
import {type K6Summary, parseK6Summary} from './summary-metrics.js'

/**
 * One step from a summary of k6: `--summary-export`, the data of handleSummary, or the machine-readable summary.
 *
 * Concurrency is the largest number of active users (`vus`; `vus_max` where a short test has none). k6 counts failed
 * requests as `passes` of http_req_failed, and its response times include failed requests. An endpoint is there where a
 * threshold names it, `http_req_duration{name:checkout}`, and `count` is among --summary-trend-stats. Times are ms.
 * Throws LOAD_TEST_UNREADABLE without HTTP requests.
 */
export const readK6Summary: SummaryReader = ({text, file}) => {
  const summary = parseK6Summary({text, file})
  const {format, toolVersion, startedAt} = summary
  const droppedCount = figure(summary, 'dropped_iterations', 'count') ?? 0
  const step = stepOf(summary, file, droppedCount)
  return {
    tool: 'k6',
    format,
    toolVersion,
    loop: droppedCount > 0 ? 'open' : null,
    startedAt,
    flags: [
      ...thresholdFlags(summary),
      ...droppedFlags(droppedCount),
      ...heldFlags(summary),
      ...unknownFailures(summary, step),
      notMergeable,
    ],
    steps: [step],
    part: 'step',
  }
}

const notMergeable: LoadTestFlag = {
  code: 'percentiles-not-mergeable',
  severity: 'info',
  text: 'a summary of k6 holds percentiles only, which cannot be merged; --out json tells every request',
}

const figuresOf = ({metrics}: K6Summary, name: string): JsonObject => metrics.get(name)?.figures ?? {}
const figure = (summary: K6Summary, name: string, key: string) => figureOf(figuresOf(summary, name)[key])

function stepOf(summary: K6Summary, file: string, droppedCount: number): PrintedStep {
  const requestCount = figure(summary, 'http_reqs', 'count')
  if (requestCount === null || requestCount === 0) {
    throw unreadable({file, field: 'http_reqs.count', what: 'has no http_reqs.count: no HTTP request was sent'})
  }
  const rate = figure(summary, 'http_reqs', 'rate')
  const durationS = summary.durationS ?? (rate === null || rate === 0 ? null : requestCount / rate)
  const throughputRps = rate ?? (durationS === null || durationS === 0 ? Number.NaN : requestCount / durationS)
  const iterationCount = figure(summary, 'iterations', 'count') ?? 0
  const offered = droppedCount > 0 && iterationCount > 0 ? 1 + droppedCount / iterationCount : null
  const all = printedStep({
    file,
    requestCount,
    errorCount: failedCount(summary, '', requestCount) ?? 0,
    throughputRps,
    ...timesOf({figures: figuresOf(summary, 'http_req_duration'), file, name: 'http_req_duration'}),
    concurrencyCount: figure(summary, 'vus', 'max') ?? figure(summary, 'vus_max', 'max'),
    offeredRps: offered === null ? null : throughputRps * offered,
    durationS,
  })
  return {all, endpoints: endpointsOf({summary, file, durationS})}
}

function endpointsOf({summary, file, durationS}: {summary: K6Summary; file: string; durationS: number | null}) {
  return [...summary.metrics].flatMap(([name, {figures}]) => {
    const label = /^http_req_duration\{name:([^,{}]+)\}$/.exec(name)?.[1]?.trim()
    const requestCount = figureOf(figures['count']) ?? figure(summary, `http_reqs{name:${label}}`, 'count')
    if (label === undefined || requestCount === null || durationS === null || durationS === 0) return []
    const step = printedStep({
      file,
      requestCount,
      errorCount: failedCount(summary, `{name:${label}}`, requestCount) ?? 0,
      throughputRps: requestCount / durationS,
      ...timesOf({figures, file, name}),
      durationS,
    })
    return [{label, step}]
  })
}

/** Failed requests: k6 counts them as what `http_req_failed` is true of. Null where the summary does not say. */
function failedCount(summary: K6Summary, of: string, requestCount: number): number | null {
  const name = `http_req_failed${of}`
  const passes = figure(summary, name, 'passes')
  const ratio = figure(summary, name, 'value') ?? figure(summary, name, 'rate')
  return passes ?? (ratio === null ? null : ratio * requestCount)
}

function timesOf({figures, file, name}: {figures: JsonObject; file: string; name: string}) {
  const meanMs = figureOf(figures['avg'])
  if (meanMs === null) {
    const suggestions = [
      "k6 run --summary-trend-stats='avg,med,p(95),p(99),count' --summary-export=step.json script.js",
    ]
    throw unreadable({file, field: `${name}.avg`, what: `has no mean (avg) of ${name}`, suggestions})
  }
  const percentiles = Object.entries(figures).flatMap(([key, value]): Percentile[] => {
    const percent = key === 'med' ? '50' : key === 'max' ? '100' : /^p\((\d+(?:\.\d+)?)\)$/.exec(key)?.[1]
    const timeMs = figureOf(value)
    if (percent === undefined || timeMs === null) return []
    return [{ratio: Number((Number(percent) / 100).toFixed(9)), responseTimeS: timeMs / 1000}]
  })
  return {meanResponseTimeS: meanMs / 1000, percentiles}
}

function thresholdFlags({metrics}: K6Summary): LoadTestFlag[] {
  return [...metrics].flatMap(([name, {failedThresholds}]) =>
    failedThresholds.map(
      (rule): LoadTestFlag => ({
        code: 'threshold-failed',
        severity: 'warning',
        text: `the threshold ${rule} of ${name} was not met`,
      }),
    ),
  )
}

function heldFlags(summary: K6Summary): LoadTestFlag[] {
  const [least, most] = [figure(summary, 'vus', 'min') ?? 0, figure(summary, 'vus', 'max') ?? 0]
  if (Math.max(1, least) >= most * 0.9) return []
  const text = `the load was not held, users went from ${Math.max(1, least)} to ${most}: figures are of all levels together`
  return [{code: 'load-not-held', severity: 'warning', text}]
}

/** k6 before 0.31 has no http_req_failed; an endpoint has none unless a threshold names it. */
function unknownFailures(summary: K6Summary, {all, endpoints}: PrintedStep): LoadTestFlag[] {
  const isUnknown = failedCount(summary, '', all.requestCount) === null
  const hasUnknown = endpoints.some(({label}) => failedCount(summary, `{name:${label}}`, 1) === null)
  if (!isUnknown && (all.errorRatio === 0 || !hasUnknown)) return []
  const whose = isUnknown ? 'requests' : 'single endpoints'
  return [
    {
      code: 'failures-unknown',
      severity: 'warning',
      text: `the summary does not tell failures of ${whose}: they count as none`,
    },
  ]
}
