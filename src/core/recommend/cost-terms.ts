import type {CostsConfig} from '../../documents/config-planning.js'
import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change, Cost} from '../../documents/plan.js'
import type {UsdRange} from '../../documents/plan-dates.js'
import {classPrice} from '../catalog/class-price.js'
import {dollars, figure, percent} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {databaseOf} from './database-of.js'

type Known = {costs: CostsConfig; patches: readonly DraftPatch[]; inventory: Inventory; setting: Setting}

/**
 * The changes at what the shop pays instead of the list price.
 *
 * `reservedCoverage` is the share of what runs today that is paid for already. It takes off the scheduled minimum those
 * units that run today above the resting minimum, by that share; what the event adds beyond them is on demand. A
 * database that leaves its family keeps paying its reservation, taken for one that stays with the family: that comes on
 * top. `discountRatio` is then taken off everything. Without either a change stays as it is.
 */
export function withCostTerms(changes: readonly Change[], known: Known): Change[] {
  const {discountRatio, reservedCoverage} = known.costs
  if (discountRatio === 0 && reservedCoverage === 0) return [...changes]
  return changes.map((change) => ({
    ...change,
    cost: discounted(idleReservation(change, coveredUnits(change, known), known), discountRatio),
  }))
}

/** Units that run today above the resting minimum are paid for already, by the share of the coverage. */
function coveredUnits({schedule, resource, cost}: Change, {costs, inventory}: Known): Cost {
  if (schedule === undefined || cost.windowUsd === null || costs.reservedCoverage === 0) return cost
  const places = [inventory, ...(inventory.elsewhere ?? [])]
  const group = places.flatMap(({autoScalingGroups}) => autoScalingGroups).find(({name}) => name === resource)
  const running = group === undefined ? 0 : Math.max(0, group.desiredCount - schedule.restingCount)
  const {hours, coveredHours} = hoursOf(schedule, running)
  const offUsd = hours === 0 ? 0 : (cost.windowUsd / hours) * coveredHours * costs.reservedCoverage
  if (offUsd === 0) return cost
  return {
    ...moved(cost, (usd) => usd - offUsd),
    because:
      `${cost.because}; less ${dollars(offUsd)}: ${percent(costs.reservedCoverage)} of the ${figure(running)} that run today ` +
      'above that minimum are paid for already',
  }
}

/** Unit-hours of the scheduled minimum, and those of them that are within the `running` units of today. */
function hoursOf({steps, restingCount}: NonNullable<Change['schedule']>, running: number) {
  return steps.reduce(
    (sum, {at, minCount}, i) => {
      const untilS = instantOf(steps[i + 1]?.at ?? at)
      const hours = Math.max(0, untilS - instantOf(at)) / 3600
      const more = Math.max(0, minCount - restingCount)
      return {hours: sum.hours + more * hours, coveredHours: sum.coveredHours + Math.min(more, running) * hours}
    },
    {hours: 0, coveredHours: 0},
  )
}

const familyOf = (className: string) => className.split('.')[1] ?? className

function idleReservation(change: Change, cost: Cost, known: Known): Cost {
  const {costs, setting} = known
  const found = databaseOf(change, known)
  if (costs.reservedCoverage === 0 || found?.kind !== 'class' || cost.windowUsd === null) return cost
  if (familyOf(change.from) === familyOf(change.to)) return cost
  const candidate = setting.catalog.rdsClass(change.from)
  const {catalog} = setting
  const price = candidate && classPrice({candidate, database: found.database, catalog, region: found.region})
  if (!price) return cost
  const hourUsd = price.usdPerHour * costs.reservedCoverage
  const monthUsd = cost.monthUsd === null ? null : cost.monthUsd + hourUsd * catalog.prices.hoursPerMonth.value
  const idleUsd = hourUsd * setting.windowHours
  return {
    ...moved(cost, (usd) => usd + idleUsd),
    monthUsd,
    because: `${cost.because}; ${dollars(idleUsd)} more: the ${percent(costs.reservedCoverage)} of ${change.from} that are reserved stay paid`,
  }
}

function discounted(cost: Cost, ratio: number): Cost {
  const isFree = (cost.windowUsd ?? 0) === 0 && (cost.monthUsd ?? 0) === 0
  if (ratio === 0 || isFree) return cost
  const less = (usd: number) => usd * (1 - ratio)
  const paid = moved(cost, less)
  const total = paid.windowUsd === null ? '' : `, ${dollars(paid.windowUsd)} in the window`
  return {
    ...paid,
    monthUsd: cost.monthUsd === null ? null : less(cost.monthUsd),
    because: `${cost.because}; with ${percent(ratio)} off${total}`,
  }
}

function moved(cost: Cost, move: (usd: number) => number): Cost {
  const range = (one: UsdRange): UsdRange => ({
    p50Usd: move(one.p50Usd),
    p90Usd: move(one.p90Usd),
    p99Usd: move(one.p99Usd),
  })
  return {
    ...cost,
    windowUsd: cost.windowUsd === null ? null : move(cost.windowUsd),
    ...(cost.rangeUsd === undefined ? {} : {rangeUsd: range(cost.rangeUsd)}),
  }
}
