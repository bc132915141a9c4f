import type {LoadTestFlag} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'
import {figureAt, figureOf, listAt, objectAt, parseJson, utcOf} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * One step from the JSON of fortio, and from that of Nighthawk in fortio's form, whose counts are texts.
 *
 * Times are seconds, the run's nanoseconds (seconds in Nighthawk; below a million they can be nothing else). Percentiles are
 * read off the buckets of the histogram, linear between their bounds, as fortio does. Errors are the return codes
 * outside 2xx and 3xx. With a rate (`-qps`) fortio sends on a clock, but waits for its threads.
 *
 * @source https://github.com/fortio/fortio (periodic/periodic.go, stats/stats.go, fhttp/httprunner.go)
 */
export const readFortio: SummaryReader = ({text, file}) => {
  const root = parseJson({text, file})
  const buckets = bucketsOf({root, file})
  const requestCount = buckets.reduce((sum, {count}) => sum + count, 0)
  const durationS = runS(figureAt({root, path: ['ActualDuration'], file}))
  const rate = objectAt(root)['RequestedQPS']
  const offeredRps = figureOf(rate)
  const codes = codesOf(root)
  const all = printedStep({
    file,
    concurrencyCount: figureAt({root, path: ['NumThreads'], file}),
    offeredRps,
    requestCount,
    errorCount: Math.min(requestCount, codes.failedCount),
    throughputRps: figureAt({root, path: ['ActualQPS'], file}),
    meanResponseTimeS: figureOf(objectAt(root, 'DurationHistogram')['Avg']) ?? meanOf(buckets),
    percentiles: [0.5, 0.9, 0.95, 0.99].map((ratio) => ({ratio, responseTimeS: quantileOf(buckets, ratio)})),
    durationS,
  })
  return {
    tool: 'fortio',
    format: 'fortio JSON',
    toolVersion: versionOf(root),
    loop: offeredRps === null ? 'closed' : 'open',
    startedAt: utcOf(objectAt(root)['StartTime']),
    flags: countFlags(codes.count, requestCount),
    steps: [{all: {...all, histogram: histogramOf(buckets)}, endpoints: []}],
    part: 'step',
  }
}

type Bucket = {startS: number; endS: number; count: number}

function bucketsOf({root, file}: {root: unknown; file: string}): Bucket[] {
  const buckets = listAt(objectAt(root, 'DurationHistogram'), 'Data').flatMap((bucket) => {
    const {Start, End, Count} = objectAt(bucket)
    const [startS, endS, count] = [figureOf(Start), figureOf(End), figureOf(Count)]
    return startS === null || endS === null || count === null || endS < startS
      ? []
      : [{startS, endS, count: Math.round(count)}]
  })
  if (buckets.length > 0) return buckets
  throw unreadable({
    file,
    field: 'DurationHistogram.Data',
    what: 'has no DurationHistogram.Data: no request was counted',
  })
}

function quantileOf(buckets: readonly Bucket[], ratio: number): number {
  const rank = ratio * buckets.reduce((sum, {count}) => sum + count, 0)
  let seen = 0
  for (const {startS, endS, count} of buckets) {
    if (count > 0 && seen + count >= rank) return startS + ((endS - startS) * (rank - seen)) / count
    seen += count
  }
  return buckets.at(-1)?.endS ?? 0
}

function meanOf(buckets: readonly Bucket[]): number {
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0)
  const sumS = buckets.reduce((sum, bucket) => sum + (bucket.count * (bucket.startS + bucket.endS)) / 2, 0)
  return count === 0 ? 0 : sumS / count
}

/** Every bucket at its middle, so that runs can be merged as far as fortio's buckets tell them apart. */
function histogramOf(buckets: readonly Bucket[]) {
  const histogram = new ResponseTimeHistogram()
  for (const {startS, endS, count} of buckets) if (count > 0) histogram.record(((startS + endS) / 2) * 1e6, count)
  return histogram.count === 0 ? null : histogram.toDocument()
}

/** gRPC runs have words in place of numbers: SERVING and OK are good. */
function codesOf(root: unknown): {count: number; failedCount: number} {
  const codes: [string, unknown][] = Object.entries(objectAt(root, 'RetCodes'))
  const isGood = (code: string) => code === 'SERVING' || code === 'OK' || (Number(code) >= 200 && Number(code) < 400)
  const sum = (of: typeof codes) => of.reduce((total, [, count]) => total + (figureOf(count) ?? 0), 0)
  return {count: sum(codes), failedCount: sum(codes.filter(([code]) => !isGood(code)))}
}

function countFlags(codeCount: number, requestCount: number): LoadTestFlag[] {
  if (codeCount === requestCount || codeCount === 0) return []
  const text = `${codeCount} return codes for ${requestCount} response times: errors are of the first, times of the second`
  return [{code: 'counts-differ', severity: 'info', text}]
}

/** Seconds of a run that is told in nanoseconds, or in seconds. */
const runS = (actual: number) => (actual >= 1e6 ? actual / 1e9 : actual)

function versionOf(root: unknown): string | null {
  const version = objectAt(root)['Version']
  return typeof version === 'string' ? version : null
}
