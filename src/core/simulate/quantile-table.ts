import type {Delay} from '../../documents/simulation-policy.js'
import {normalQuantile} from '../laws/normal-quantile.js'

/** Points of a table of quantiles; a draw between two of them lies on the straight line. */
const pointCount = 1025
const z95 = 1.6448536269514722

/** Quantiles with even steps of probability: what a draw is read from. */
export type QuantileTable = Float64Array

/** Probability of a point: the outermost stand for the halves of their steps, so that no tail is endless. */
const probabilityOf = (i: number) => Math.min(1 - 0.25 / pointCount, Math.max(0.25 / pointCount, i / (pointCount - 1)))

/** A table of the quantiles of a delay, in seconds. */
export function delayTable(delay: Delay): QuantileTable {
  return Float64Array.from({length: pointCount}, (_, i) => quantileOf(delay, probabilityOf(i)))
}

function quantileOf(delay: Delay, probability: number): number {
  switch (delay.kind) {
    case 'uniform':
      return delay.leastS + (delay.mostS - delay.leastS) * probability
    case 'lognormal': {
      const spread = delay.medianS > 0 ? Math.log(delay.p95S / delay.medianS) / z95 : 0
      return delay.medianS * Math.exp(spread * normalQuantile(probability))
    }
    case 'seen': {
      const place = probability * (delay.quantilesS.length - 1)
      const below = Math.floor(place)
      const low = delay.quantilesS[below] ?? 0
      return low + ((delay.quantilesS[below + 1] ?? low) - low) * (place - below)
    }
  }
}

/** The quantile at a uniform number in [0, 1). */
export function drawFrom(table: QuantileTable, uniform: number): number {
  const place = uniform * (pointCount - 1)
  const below = place | 0
  const low = table[below] as number
  return low + ((table[below + 1] as number) - low) * (place - below)
}
