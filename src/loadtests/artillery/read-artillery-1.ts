import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {figureOf, type JsonObject, listAt, objectAt, parseJson, percentilesAt, utcOf, utcOfMs} from '../json-values.js'
import {countedStep, printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from the JSON report of Artillery 1: each intermediate report (10 seconds) is one; the last is left out where
 * it is shorter than half that.
 *
 * Up to 1.6 a report holds every answer (time, id, nanoseconds, status), from which the figures are counted. Later ones
 * hold none, and no mean: the median stands for it and is said. A 95th and 99th percentile of few answers is null.
 * `rps.mean` counts from the first request to the report; `timestamp` is when the report was made.
 *
 * @source https://github.com/artilleryio/artillery (lib/stats2.js of release 1)
 */
export const readArtillery1: SummaryReader = ({text, file}) => {
  const root = parseJson({text, file})
  const reports = listAt(root, 'intermediate').flatMap((report) => reportOf(objectAt(report)))
  const periods = timed(reports.length > 0 ? reports : reportOf(objectAt(root, 'aggregate')))
  const long = periods.filter(({durationS}) => durationS >= 5)
  const firstMs = periods[0]?.startMs ?? 0
  const steps = (long.length > 0 ? long : periods).flatMap((period) => {
    const all = stepOf({...period, startS: (period.startMs - firstMs) / 1000, file})
    return all === null ? [] : [{all, endpoints: []}]
  })
  if (steps.length === 0) throw unreadable({file, what: 'has no period in which a request was answered'})
  const isCounted = steps.every(({all}) => all.isExact)
  return {
    tool: 'artillery',
    format: 'Artillery 1 JSON',
    toolVersion: null,
    loop: 'open',
    startedAt: utcOfMs(firstMs),
    flags: isCounted ? [] : [medianForMean],
    steps,
    part: 'step',
  }
}

const medianForMean: LoadTestFlag = {
  code: 'median-for-mean',
  severity: 'warning',
  text: 'Artillery 1 prints no mean response time: the median stands for it, which is lower as a rule',
}

type Report = {report: JsonObject; atMs: number; requestCount: number; printedRps: number | null}
type Period = Report & {startMs: number; durationS: number}

function reportOf(report: JsonObject): Report[] {
  const at = utcOf(report['timestamp'])
  const rps = objectAt(report, 'rps')
  const requestCount = figureOf(rps['count'])
  return at === null || requestCount === null
    ? []
    : [{report, atMs: Date.parse(at), requestCount, printedRps: figureOf(rps['mean'])}]
}

/** A report lasts since the one before it; the first as long as its own count and rate say. */
function timed(reports: Report[]): Period[] {
  const sorted = reports.sort((a, b) => a.atMs - b.atMs)
  return sorted.flatMap((report, index) => {
    const before = sorted[index - 1]?.atMs
    const ownS = report.printedRps === null || report.printedRps === 0 ? 0 : report.requestCount / report.printedRps
    const durationS = before === undefined ? ownS : (report.atMs - before) / 1000
    return durationS > 0 ? [{...report, durationS, startMs: report.atMs - durationS * 1000}] : []
  })
}

function stepOf({
  report,
  durationS,
  startS,
  requestCount,
  file,
}: Period & {startS: number; file: string}): LoadStep | null {
  const lostCount = sumOf(objectAt(report, 'errors'), () => true)
  const answers = answersOf(report)
  if (answers.length > 0) {
    const time = {startS, durationS, offeredRps: requestCount / durationS}
    return countedStep({file, answers, lostCount, throughputRps: answers.length / durationS, ...time})
  }
  const latency = objectAt(report, 'latency')
  const medianMs = figureOf(latency['median'])
  const answeredCount = sumOf(objectAt(report, 'codes'), () => true)
  if (medianMs === null || answeredCount === 0) return null
  return printedStep({
    file,
    offeredRps: requestCount / durationS,
    requestCount: answeredCount + lostCount,
    errorCount: sumOf(objectAt(report, 'codes'), (code) => Number(code) >= 400) + lostCount,
    throughputRps: answeredCount / durationS,
    meanResponseTimeS: medianMs / 1000,
    percentiles: percentilesAt({root: latency, keys: {median: 0.5, p95: 0.95, p99: 0.99}, perSecond: 1000}),
    startS,
    durationS,
  })
}

function answersOf(report: JsonObject) {
  return listAt(report, 'latencies').flatMap((entry) => {
    const [, , ns, code] = Array.isArray(entry) ? entry.map(figureOf) : []
    return ns == null ? [] : [{responseTimeUs: ns / 1000, isFailed: (code ?? 0) >= 400}]
  })
}

const sumOf = (counts: JsonObject, isWanted: (key: string) => boolean): number =>
  Object.entries(counts).reduce((sum, [key, count]) => sum + (isWanted(key) ? (figureOf(count) ?? 0) : 0), 0)
