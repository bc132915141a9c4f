import {erlangC} from '../laws/erlang-c.js'
import {gammaQuantile} from '../laws/gamma-quantile.js'

const stepCount = 1024
/** Queues of chance are read up to here; what comes above is a backlog, whose wait is added. */
export const fullRatio = 0.99

/** The share who wait (Erlang C) over the utilization of so many servers, from 0 to 1. */
export type WaitTable = Float64Array

/** Tables the law for one number of servers; straight lines between its points are within 10⁻⁵. */
export function waitTable(serverCount: number): WaitTable {
  return Float64Array.from({length: stepCount + 2}, (_, i) =>
    erlangC({offeredLoadErlangs: (Math.min(i, stepCount) / stepCount) * serverCount, serverCount}),
  )
}

/** The share who wait at a utilization of 0 to 1. */
export function waitShare(table: WaitTable, utilizationRatio: number): number {
  const place = utilizationRatio * stepCount
  const below = place | 0
  const low = table[below] as number
  return low + ((table[below + 1] as number) - low) * (place - below)
}

const spreadStepCount = 256
const mostCvSquared = 16

/**
 * How many standard deviations the 95th percentile lies above the mean, over the squared coefficient of variation: as a
 * gamma distribution has it, which is exact for one exponential time, for sums of like ones, and for a normal one.
 */
const spreadTable = Float64Array.from({length: spreadStepCount + 2}, (_, i) => {
  const cvSquared = (Math.min(i, spreadStepCount) / spreadStepCount) ** 2 * mostCvSquared
  if (cvSquared < 1e-3) return 1.6448536269514722
  const shape = 1 / cvSquared
  return (gammaQuantile({shape, probability: 0.95}) - shape) / Math.sqrt(shape)
})

/** The 95th percentile of a time with that mean (above 0) and variance. */
export function p95Of(meanS: number, variance: number): number {
  const cvSquared = Math.min(mostCvSquared, variance / (meanS * meanS))
  const place = Math.sqrt(cvSquared / mostCvSquared) * spreadStepCount
  const below = place | 0
  const low = spreadTable[below] as number
  const factor = low + ((spreadTable[below + 1] as number) - low) * (place - below)
  return meanS + factor * Math.sqrt(variance)
}
