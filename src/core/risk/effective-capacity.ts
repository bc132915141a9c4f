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

/** For each sample the demand at which the first of the limits breaks; infinite without a limit. */
export function lowestCapacity(limits: readonly Breaking[], draws: JointDraws): Float64Array {
  const lowest = new Float64Array(draws.count).fill(Number.POSITIVE_INFINITY)
  for (const limit of limits) {
    const factors = draws.loadFactorsOf(limit)
    for (let i = 0; i < draws.count; i++) {
      const capacity = limit.breaksAtRps / (factors[i] ?? 1)
      if (capacity < (lowest[i] ?? 0)) lowest[i] = capacity
    }
  }
  return lowest
}

/** 1 in each sample in which demand is above the rate at which one of the limits breaks. */
export function brokenSamples(limits: readonly Breaking[], draws: JointDraws): Uint8Array {
  const isBroken = new Uint8Array(draws.count)
  for (const limit of limits) {
    const factors = draws.loadFactorsOf(limit)
    for (let i = 0; i < draws.count; i++) {
      if ((draws.demandRps[i] ?? 0) * (factors[i] ?? 1) > limit.breaksAtRps) isBroken[i] = 1
    }
  }
  return isBroken
}

export function brokenCount(isBroken: Uint8Array): number {
  let count = 0
  for (let i = 0; i < isBroken.length; i++) count += isBroken[i] ?? 0
  return count
}
