import type {Limit} from '../../documents/plan.js'
import type {QuantileRps} from '../../documents/units.js'

/** The rate at which the first of the limits breaks today; null when none has such a rate. */
export function capacityToday(limits: readonly Limit[]): number | null {
  return lowest(limits.map((limit) => limit.breaksAtRps))
}

/**
 * The rate at which the first of the limits breaks after the plan; null when none does.
 *
 * Each limit's share is known at the three quantiles of the peak; where it reaches 1 is read off the straight lines
 * between them, and beyond them off the nearer line. Exact for shares that follow a straight line, also one that does
 * not begin at zero; a queue bends upward, so its rate is put too low.
 */
export function capacityPlanned(limits: readonly Limit[], peak: QuantileRps): number | null {
  return lowest(limits.map((limit) => (limit.breaksAtRps === null ? null : plannedBreak(limit, peak))))
}

function plannedBreak({after}: Limit, {p50Rps, p90Rps, p99Rps}: QuantileRps): number | null {
  const low = {rps: p50Rps, share: after.p50Ratio}
  const middle = {rps: p90Rps, share: after.p90Ratio}
  const high = {rps: p99Rps, share: after.p99Ratio}
  const [from, to] = middle.share >= 1 ? [low, middle] : [middle, high]
  const slope = (to.share - from.share) / (to.rps - from.rps)
  // A share that does not rise with traffic never breaks.
  return slope > 0 ? from.rps + (1 - from.share) / slope : null
}

function lowest(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null)
  return known.length === 0 ? null : Math.min(...known)
}
