import type {QuantileRps} from '../../documents/units.js'
import {normalQuantile} from '../laws/normal-quantile.js'

const z90 = 1.2815515655446004
const z99 = 2.3263478740408408

/**
 * The rate below which demand stays with a probability, drawn through the forecast's three quantiles.
 *
 * The logarithm of the rate is a straight line in the normal score between P50 and P90 and between P90 and P99, so the
 * quantiles on the screen are met exactly. Below P50 it is the mirror of the line above; beyond P99 the last line goes
 * on. Where the forecast's tail is heavier than that, what lies beyond P99 is put too low: one case in a hundred.
 */
export function demandAt({p50Rps, p90Rps, p99Rps}: QuantileRps, probability: number): number {
  const z = normalQuantile(probability)
  const near = Math.log(p90Rps / p50Rps) / z90
  if (z <= z90) return p50Rps * Math.exp(near * z)
  const far = Math.log(p99Rps / p90Rps) / (z99 - z90)
  return p90Rps * Math.exp(far * (z - z90))
}
