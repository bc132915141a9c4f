import type {CapacityModel} from '../../documents/capacity-model.js'
import type {QuantileRps} from '../../documents/units.js'
import {counted, figure, percent} from '../figure.js'
import {azStaticStability} from '../laws/az-static-stability.js'
import {at, designRps, type Setting} from './tier-finding.js'
import {highestCapacityRps, leastUnits, totalCapacityRps} from './total-capacity.js'

type Capacity = Pick<CapacityModel, 'unitRps' | 'scaling'>

/** What no number of units carries: the rate asked for, and the most that they do. */
export type OutOfReach = {neededRps: number; highestRps: number}

export type UnitNeed = {unitCount: number; because: string[]; outOfReach: OutOfReach | null}

/** Of the most that any number of units carries: the last hundredth takes many of them. */
const nearlyAllRatio = 0.99

/**
 * Units (instances or tasks) that carry a rate.
 *
 * Two requirements, the larger counts: the target quantile with every zone up at `targetUtilizationRatio` of what the
 * units carry within the SLO; and, with a zone lost, the quantile asked for in the remaining zones at the full SLO
 * rate (static stability: nothing has to be started when the zone goes). The count is rounded up to whole units in
 * every zone, unless `todayCount`, which is there anyway, holds both as it is: an uneven count is no reason for a change.
 * `rates` are requests per second at the tier. Where something that units share bounds them below a rate,
 * the units are those that carry nearly all that any number does, and `outOfReach` says so. Says nothing of the time
 * it takes to start them.
 */
export function unitsNeeded({
  rates,
  capacity,
  unit,
  zoneCount,
  todayCount = 0,
  setting,
}: {
  rates: QuantileRps
  capacity: Capacity
  unit: string
  zoneCount: number
  todayCount?: number
  setting: Setting
}): UnitNeed {
  const zones = Math.max(1, zoneCount)
  const {target, targetUtilizationRatio, designFactor, azLoss} = setting
  const steadyRps = designRps(rates, setting) / targetUtilizationRatio
  const steady = reached(capacity, steadyRps)
  const even = Math.ceil(steady / zones) * zones
  const because = [
    `${target.toUpperCase()}: ${figure(at(rates, target))} req/s ${designFactor === 1 ? '' : `× ${figure(designFactor)} (${designFactor > 0 ? 'risk' : 'left as it is'}) `}` +
      `${dividedBy(capacity, targetUtilizationRatio, steadyRps)} = ${counted(steady, unit)}, ${figure(even)} in ${counted(zones, 'zone')}`,
  ]
  if (azLoss.zoneCount === 0 || zones < 2) {
    const outOfReach = beyond(capacity, steadyRps)
    return leastChange({unitCount: Math.max(1, even), because, outOfReach, todayCount, leastCount: steady, unit})
  }
  const lostRps = at(rates, azLoss.quantile)
  const need = reached(capacity, lostRps)
  const {totalCount} = azStaticStability({neededCount: need, zoneCount: zones})
  because.push(
    `one zone lost, ${azLoss.quantile.toUpperCase()}: ${figure(lostRps)} req/s ${dividedBy(capacity, 1, lostRps)} = ` +
      `${figure(need)} in ${counted(zones - 1, 'zone')}, so ${figure(totalCount)} in ${figure(zones)}`,
  )
  return leastChange({
    unitCount: Math.max(1, even, totalCount),
    because,
    outOfReach: beyond(capacity, Math.max(steadyRps, lostRps)),
    todayCount,
    leastCount: todayCount - Math.ceil(todayCount / zones) >= need ? steady : Number.POSITIVE_INFINITY,
    unit,
  })
}

/** Today's count where it is enough and only whole zones would ask for more. */
function leastChange({
  todayCount,
  leastCount,
  unit,
  ...need
}: UnitNeed & {todayCount: number; leastCount: number; unit: string}): UnitNeed {
  if (todayCount < Math.max(1, leastCount) || todayCount >= need.unitCount) return need
  const because = [...need.because, `the ${counted(todayCount, unit)} of today hold that as they stand`]
  return {...need, unitCount: todayCount, because}
}

function reached(capacity: Capacity, rps: number): number {
  return leastUnits(capacity, rps) ?? leastUnits(capacity, highestCapacityRps(capacity) * nearlyAllRatio) ?? 1
}

function beyond(capacity: Capacity, neededRps: number): OutOfReach | null {
  return leastUnits(capacity, neededRps) === null ? {neededRps, highestRps: highestCapacityRps(capacity)} : null
}

/** `÷ (410 × 80 %)`, or what so many units carry together where they are not in proportion. */
function dividedBy(capacity: Capacity, usedRatio: number, neededRps: number): string {
  if (capacity.scaling === undefined) {
    return `÷ ${usedRatio === 1 ? figure(capacity.unitRps) : `(${figure(capacity.unitRps)} × ${percent(usedRatio)})`}`
  }
  const most = highestCapacityRps(capacity)
  const used = usedRatio === 1 ? '' : `÷ ${percent(usedRatio)} = ${figure(neededRps)}, `
  const units = reached(capacity, neededRps)
  return neededRps > most
    ? `${used}more than the ${figure(most)} that any number of them carries; nearly all of that`
    : `${used}carried together (${figure(totalCapacityRps(capacity, units))})`
}
