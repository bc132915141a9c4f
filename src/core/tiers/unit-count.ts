import type {QuantileRps} from '../../documents/units.js'
import {counted, figure, percent} from '../figure.js'
import {azStaticStability} from '../laws/az-static-stability.js'
import {at, designRps, type Setting} from './tier-finding.js'

export type UnitNeed = {unitCount: number; because: string[]}

/**
 * Units (instances or tasks) that carry a rate.
 *
 * Two requirements, the larger counts: the target quantile with every zone up at `targetUtilizationRatio` of what a
 * unit carries within the SLO; and, with a zone lost, the quantile asked for in the remaining zones at the full SLO
 * rate (static stability: nothing has to be started when the zone goes). The count is rounded up to whole units in
 * every zone. `rates` are requests per second at the tier. Says nothing of the time it takes to start them.
 */
export function unitsNeeded({
  rates,
  unitRps,
  unit,
  zoneCount,
  setting,
}: {
  rates: QuantileRps
  unitRps: number
  unit: string
  zoneCount: number
  setting: Setting
}): UnitNeed {
  const usableRps = unitRps * setting.targetUtilizationRatio
  const zones = Math.max(1, zoneCount)
  const steady = Math.ceil(designRps(rates, setting) / usableRps - 1e-9)
  const even = Math.ceil(steady / zones) * zones
  const because = [
    `${setting.target.toUpperCase()}: ${figure(at(rates, setting.target))} req/s ` +
      `${setting.designFactor === 1 ? '' : `× ${figure(setting.designFactor)} (risk) `}÷ ` +
      `(${figure(unitRps)} × ${percent(setting.targetUtilizationRatio)}) = ${counted(steady, unit)}, ` +
      `${figure(even)} in ${counted(zones, 'zone')}`,
  ]
  if (setting.azLoss.zoneCount === 0 || zones < 2) return {unitCount: Math.max(1, even), because}
  const lostRps = at(rates, setting.azLoss.quantile)
  const need = Math.ceil(lostRps / unitRps - 1e-9)
  const {totalCount} = azStaticStability({neededCount: need, zoneCount: zones})
  because.push(
    `one zone lost, ${setting.azLoss.quantile.toUpperCase()}: ${figure(lostRps)} req/s ÷ ${figure(unitRps)} = ` +
      `${figure(need)} in ${counted(zones - 1, 'zone')}, so ${figure(totalCount)} in ${figure(zones)}`,
  )
  return {unitCount: Math.max(1, even, totalCount), because}
}
