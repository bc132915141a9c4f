import type {RdsClass} from '../../src/catalog/rds-classes.js'
import type {Run} from '../../src/documents/run.js'
import type {EstateTruth, TierTruth} from './estate-truth.js'
import {demandedOf, knownDatabase, knownTier} from './known-estate.js'
import {classUsdPerHour, type Demanded, fewestUnits, leastDatabase, volumeUsdPerMonth} from './least-plan.js'
import type {Volume} from './volume-offers.js'

/** Units of each tier in order, and the database. */
export type Shape = {counts: number[]; class: RdsClass; volume: Volume}

const hoursPerMonth = 730

/** Connections of a unit are kept while its successor starts: a service may run twice, a group a tenth more. */
export function replacedCount({kind}: EstateTruth['tiers'][number], count: number): number {
  return kind === 'ecs' ? 2 * count : count + Math.max(1, Math.floor(count / 10))
}

/**
 * The least that carries what is demanded, found by going through unit counts, classes and volumes. Tiers are searched
 * one by one: fewer units are cheaper and keep fewer connections, so no tier pays for another.
 */
export function leastPlan(
  estate: EstateTruth,
  demanded: Demanded,
): {counts: number[]; class: RdsClass | null; volume: Volume | null} {
  const counts = estate.tiers.map((tier) => fewestUnits(knownTier(tier), demanded, tier.maxCount))
  const pooledCount = estate.tiers.reduce(
    (sum, tier, i) => sum + (tier.calls?.poolSize ?? 0) * replacedCount(tier, counts[i] ?? 0),
    0,
  )
  return {counts, ...leastDatabase(knownDatabase(estate), demanded, pooledCount)}
}

/** What stands at the peak, an hour. */
export function planUsdPerHour(estate: EstateTruth, shape: Shape): number {
  const units = estate.tiers.reduce((sum, tier, i) => sum + (shape.counts[i] ?? 0) * knownTier(tier).unitUsdPerHour, 0)
  return units + databaseUsdPerHour(estate, shape)
}

function databaseUsdPerHour(estate: EstateTruth, shape: Pick<Shape, 'class' | 'volume'>): number {
  const known = knownDatabase(estate)
  const classUsd = classUsdPerHour(shape.class, known) ?? Number.NaN
  return classUsd + volumeUsdPerMonth(shape.volume, known.isMultiAz) / hoursPerMonth
}

/** What a scheduled action may be late, a unit takes to start, and a person wants to see: nothing comes at once. */
const leadHours = {asg: 11 / 60, ecs: 9 / 60}

/**
 * What the units of a tier cost at least in the window, beyond today's minimum: hour by hour what the hour needs and not
 * one more, there before the hour begins and gone when it ends. No hour gets more than `mostCount`.
 */
export function unitsUsdInWindow({
  estate,
  tier,
  run,
  factor = 1,
  mostCount,
}: {
  estate: EstateTruth
  tier: TierTruth
  run: Run
  /** Of the demand at the target. */
  factor?: number
  mostCount: number
}): number {
  const known = knownTier(tier)
  const factors = new Map([[tier.name, factor]])
  const needed = run.forecast.path.map((point) => fewestUnits(known, demandedOf(estate, point, {factors}), 1))
  const hours = needed.map((count) => Math.max(0, Math.min(count, mostCount) - tier.minCount))
  const risen = hours.map((count, hour) => Math.max(0, count - (hours[hour - 1] ?? 0)) * leadHours[tier.kind])
  return [...hours, ...risen].reduce((total, count) => total + count, 0) * known.unitUsdPerHour
}

/** What class and volume cost in the window beyond today's, where that is more. */
export function databaseUsdInWindow(estate: EstateTruth, run: Run, shape: Pick<Shape, 'class' | 'volume'>): number {
  const today = databaseUsdPerHour(estate, {class: knownDatabase(estate).class, volume: estate.database})
  return Math.max(0, databaseUsdPerHour(estate, shape) - today) * run.forecast.path.length
}

/** What the window costs at least, beyond today, with that much at the peak. */
export function planWindowUsd(
  estate: EstateTruth,
  run: Run,
  shape: Shape,
  factors: ReadonlyMap<string, number>,
): number {
  const units = estate.tiers.map((tier, i) =>
    unitsUsdInWindow({estate, tier, run, factor: factors.get(tier.name) ?? 1, mostCount: shape.counts[i] ?? 0}),
  )
  return units.reduce((sum, usd) => sum + usd, 0) + databaseUsdInWindow(estate, run, shape)
}
