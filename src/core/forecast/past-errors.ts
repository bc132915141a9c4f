import {quantileSorted} from 'simple-statistics'
import type {QuantileRps} from '../../documents/units.js'

/** With fewer past errors a method has no quantiles: the 90th of seven is a guess. */
const fewestErrors = 8

/**
 * A point forecast with the quantiles that the same rule's past errors give it: `logErrors` are logs of actual over
 * forecast. P90 and P99 are never below P50. Null with fewer than eight errors.
 */
export function withPastErrors(pointRps: number, logErrors: readonly number[]): QuantileRps | null {
  if (logErrors.length < fewestErrors || !(pointRps > 0)) return null
  const sorted = [...logErrors].sort((a, b) => a - b)
  const at = (share: number) => pointRps * Math.exp(Math.max(0, quantileSorted(sorted, share)))
  return {p50Rps: pointRps, p90Rps: at(0.9), p99Rps: at(0.99)}
}
