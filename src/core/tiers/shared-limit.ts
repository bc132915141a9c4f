import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Blocker} from '../../documents/plan.js'
import type {QuantileRps} from '../../documents/units.js'
import {figure} from '../figure.js'
import {at, type Setting} from './tier-finding.js'
import type {UnitNeed} from './unit-count.js'

/**
 * Blocks where something that all units share bounds them below the target quantile of the event's peak, and warns where
 * only the room beside it is lost; none where units carry what is needed. Names what binds where the tests do.
 */
export function sharedLimitBlockers({
  tier: {tier, unit, model},
  need,
  rates,
  setting,
}: {
  tier: {tier: string; unit: 'instance' | 'task'; model: CapacityModel}
  need: UnitNeed
  rates: QuantileRps
  setting: Setting
}): Blocker[] {
  if (need.outOfReach === null) return []
  const {neededRps, highestRps} = need.outOfReach
  const targetRps = at(rates, setting.target)
  const isShort = targetRps > highestRps
  const name = model.scaling?.sharedLimit?.name ?? null
  const asked = isShort
    ? `the ${figure(targetRps)} req/s of ${setting.target.toUpperCase()}`
    : `${figure(neededRps)} req/s, which ${setting.target.toUpperCase()} needs with room left`
  return [
    {
      severity: isShort ? 'block' : 'warn',
      code: 'SHARED_LIMIT',
      message:
        `No number of ${unit}s of ${tier} carries ${asked}: ${name ?? 'something that they share'} binds at ` +
        `${figure(highestRps)} req/s (load tests against ${model.scaling?.testedCounts.map(figure).join(' and ')} ${unit}s).`,
      next:
        name === null
          ? `find what the ${unit}s of ${tier} share (a database, its pool, a lock), and note its utilization under shared in loadTests`
          : `raise ${name} or take load off it, then test ${tier} again: more ${unit}s do not help`,
    },
  ]
}
