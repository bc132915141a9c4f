import {basename} from 'node:path'
import type {LoadStep, Percentile} from '../documents/load-test.js'
import {ResponseTimeHistogram} from '../documents/response-time-histogram.js'
import {unreadable} from './unreadable.js'

type Printed = {
  file: string
  requestCount: number
  /** Failed ones among `requestCount`. */
  errorCount: number
  throughputRps: number
  meanResponseTimeS: number
  percentiles?: readonly Percentile[]
} & Partial<Pick<LoadStep, 'concurrencyCount' | 'offeredRps' | 'startS' | 'durationS'>>

/**
 * A step as a tool printed it; what it does not print is null. Percentiles come out by rising ratio, each once, and
 * those that are no numbers are left out. Throws LOAD_TEST_UNREADABLE where a figure that must be there is none.
 */
export function printedStep({
  file,
  requestCount,
  errorCount,
  throughputRps,
  meanResponseTimeS,
  percentiles = [],
  concurrencyCount = null,
  offeredRps = null,
  startS = null,
  durationS = null,
}: Printed): LoadStep {
  const count = Math.round(requestCount)
  const figures = {requestCount: count, errorCount, throughputRps, meanResponseTimeS, concurrencyCount, offeredRps}
  for (const [field, value] of Object.entries({...figures, startS, durationS})) {
    if (value === null || (value >= 0 && value <= Number.MAX_SAFE_INTEGER)) continue
    throw unreadable({file, field, what: `tells no usable ${field}`})
  }
  return {
    concurrencyCount,
    offeredRps,
    throughputRps,
    requestCount: count,
    errorRatio: count === 0 ? 0 : Math.min(1, errorCount / count),
    meanResponseTimeS,
    percentiles: rising(percentiles),
    histogram: null,
    failureHistogram: null,
    startS,
    durationS,
    file: basename(file),
    isExact: false,
  }
}

function rising(percentiles: readonly Percentile[]): Percentile[] {
  const usable = percentiles.filter(
    ({ratio, responseTimeS}) =>
      ratio >= 0 && ratio <= 1 && responseTimeS >= 0 && responseTimeS < Number.MAX_SAFE_INTEGER,
  )
  // 99.9 / 100 is 0.9990000000000001
  const byRatio = new Map(
    usable.map(({ratio, responseTimeS}) => [
      Math.round(ratio * 1e8),
      {ratio: Math.round(ratio * 1e8) / 1e8, responseTimeS},
    ]),
  )
  return [...byRatio.values()].sort((a, b) => a.ratio - b.ratio)
}

/** The percentiles that every report shows, off a histogram. */
export function percentilesOf(histogram: ResponseTimeHistogram): Percentile[] {
  return [0.5, 0.9, 0.95, 0.99].flatMap((ratio) => {
    const responseTimeS = histogram.quantileS(ratio)
    return responseTimeS === null ? [] : [{ratio, responseTimeS}]
  })
}

/**
 * A step of which every answer is known: `answers` in microseconds with their number, the failed ones told apart.
 * `lostCount` requests got no answer at all; they count as failed and have no response time.
 */
export function countedStep({
  answers,
  lostCount = 0,
  isExact = true,
  ...printed
}: Omit<Printed, 'requestCount' | 'errorCount' | 'meanResponseTimeS' | 'percentiles'> & {
  answers: Iterable<{responseTimeUs: number; isFailed: boolean; count?: number}>
  lostCount?: number
  isExact?: boolean
}): LoadStep {
  const [all, failures] = [new ResponseTimeHistogram(), new ResponseTimeHistogram()]
  for (const {responseTimeUs, isFailed, count = 1} of answers) {
    all.record(responseTimeUs, count)
    if (isFailed) failures.record(responseTimeUs, count)
  }
  return {
    ...printedStep({
      ...printed,
      requestCount: all.count + lostCount,
      errorCount: failures.count + lostCount,
      meanResponseTimeS: all.meanS(),
      percentiles: percentilesOf(all),
    }),
    histogram: all.count === 0 ? null : all.toDocument(),
    failureHistogram: failures.count === 0 ? null : failures.toDocument(),
    isExact,
  }
}
