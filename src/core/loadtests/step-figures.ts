import type {LoadStep} from '../../documents/load-test.js'
import {ResponseTimeHistogram} from '../../documents/response-time-histogram.js'

/**
 * Requests in flight during a step: what the tool held, or, where it does not say, throughput times mean response time
 * (Little's law). With think time the tool's number is users, most of whom wait for nothing.
 */
export function concurrencyOf({concurrencyCount, throughputRps, meanResponseTimeS}: LoadStep): number {
  return concurrencyCount ?? throughputRps * meanResponseTimeS
}

/** The longest answer of all says next to nothing of a percentile. */
const mostStandInRatio = 0.9999

/**
 * The response time that `ratio` (0 to 1) of the answers of a step do not exceed, and the ratio it really stands for:
 * from the histogram, or the next percentile at or above it that the tool printed, short of the greatest time. Null
 * where there is neither.
 */
export function responseTimeAt(step: LoadStep, ratio: number): {ratio: number; responseTimeS: number} | null {
  const exact = step.histogram === null ? null : ResponseTimeHistogram.fromDocument(step.histogram).quantileS(ratio)
  if (exact !== null) return {ratio, responseTimeS: exact}
  return standInFor(step, ratio)
}

/** The printed percentile at `ratio`, or the next higher one short of the greatest time; null where there is none. */
export function standInFor({percentiles}: LoadStep, ratio: number): {ratio: number; responseTimeS: number} | null {
  const found = percentiles.find((percentile) => percentile.ratio >= ratio - 1e-9)
  return found === undefined || (found.ratio > mostStandInRatio && ratio < mostStandInRatio) ? null : found
}
