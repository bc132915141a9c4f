import type {Limit} from '../../documents/plan.js'
import type {JointDraws} from './joint-draws.js'

/** A limit as the joint sample sees it: the rate where demand is counted at which it breaks, and what moves that. */
export type Breaking = Pick<Limit, 'tier' | 'measure' | 'drivers'> & {
  breaksAtRps: number
  /** Zones over which its units are spread; absent where a zone's loss takes nothing from it. */
  zoneCount?: number
}

/** The limits that some rate breaks, today's or the plan's. */
export function breakingOf(limits: readonly Limit[], when: 'today' | 'planned'): Breaking[] {
  return limits.flatMap(({tier, measure, drivers, breaksAtRps, plannedBreaksAtRps, zoneCount}) => {
    const rate = when === 'today' ? breaksAtRps : plannedBreaksAtRps
    return rate === null ? [] : [{tier, measure, drivers, breaksAtRps: rate, ...(zoneCount ? {zoneCount} : {})}]
  })
}

/**
 * For each sample the demand at which a limit breaks: its own rate over the product of its drivers' factors, and with a
 * zone lost only the share of the zones that are left.
 */
export function capacityOf({drivers, breaksAtRps, zoneCount}: Breaking, draws: JointDraws): Float64Array {
  const capacity = new Float64Array(draws.count).fill(breaksAtRps)
  for (const driver of drivers) {
    if (driver.logSpreadRatio === 0) continue
    const factors = draws.factorsOf(driver)
    for (let i = 0; i < draws.count; i++) capacity[i] = (capacity[i] ?? 0) / (factors[i] ?? 1)
  }
  if (draws.lostZone !== null && zoneCount !== undefined && zoneCount > 1) {
    const left = (zoneCount - 1) / zoneCount
    for (let i = 0; i < draws.count; i++) if (draws.lostZone[i] === 1) capacity[i] = (capacity[i] ?? 0) * left
  }
  return capacity
}

/** For each sample the demand at which the first of the limits breaks; infinite without a limit. */
export function lowestCapacity(limits: readonly Breaking[], draws: JointDraws): Float64Array {
  const lowest = new Float64Array(draws.count).fill(Number.POSITIVE_INFINITY)
  for (const limit of limits) {
    const capacity = capacityOf(limit, draws)
    for (let i = 0; i < draws.count; i++) lowest[i] = Math.min(lowest[i] ?? 0, capacity[i] ?? 0)
  }
  return lowest
}
