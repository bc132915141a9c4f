import type {QuantileRps} from '../../documents/units.js'
import {studentT} from '../laws/student-t.js'

const shares = {p50Rps: 0.5, p90Rps: 0.9, p99Rps: 0.99} as const

/**
 * P50, P90 and P99 of a rate whose logarithm is Student-t around `log(medianRps)` with spread `logSpread`.
 *
 * Always positive and in order. The t distribution has heavy tails, so P99 is far out with few degrees of freedom:
 * that is the honest answer to two past events.
 */
export function quantileRates({
  medianRps,
  logSpread,
  freedomCount,
}: {
  medianRps: number
  logSpread: number
  freedomCount: number
}): QuantileRps {
  const at = (share: number) => medianRps * Math.exp(logSpread * studentT({probability: share, freedomCount}))
  return {p50Rps: medianRps, p90Rps: at(shares.p90Rps), p99Rps: at(shares.p99Rps)}
}

/** All three quantiles times a factor. */
export function scaleRates(rates: QuantileRps, factor: number): QuantileRps {
  return {p50Rps: rates.p50Rps * factor, p90Rps: rates.p90Rps * factor, p99Rps: rates.p99Rps * factor}
}
