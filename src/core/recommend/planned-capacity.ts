import type {Limit} from '../../documents/plan.js'

/** The rate at which the first of the limits breaks today; null when none has such a rate. */
export function capacityToday(limits: readonly Limit[]): number | null {
  return lowest(limits.map((limit) => limit.breaksAtRps))
}

/** The rate at which the first of the limits breaks after the plan; null when none does. */
export function capacityPlanned(limits: readonly Limit[]): number | null {
  return lowest(limits.map((limit) => limit.plannedBreaksAtRps))
}

function lowest(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null)
  return known.length === 0 ? null : Math.min(...known)
}
