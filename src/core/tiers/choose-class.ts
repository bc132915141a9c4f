import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Rejection} from '../../documents/plan.js'
import {type ClassPrice, classPrice, orderingRegion} from '../catalog/class-price.js'
import {notOffered} from '../catalog/rds-offered.js'
import type {Setting} from './tier-finding.js'

export type ClassChoice = {
  class: RdsClass
  /** Price an hour of the choice and of today's class with their zones; null where a price is not known. */
  price: ClassPrice | null
  todayPrice: ClassPrice | null
  /** The Region whose prices put the classes in order: the plan's, or us-east-1 where the plan's are not known. */
  orderRegion: string
  rejected: Rejection[]
  /** False when no class on offer is enough; `class` is then today's. */
  isEnough: boolean
  /** The largest class of the engine, by vCPU and memory. */
  largest: RdsClass
}

/** Enough losers to see why the winner won. */
const mostRejections = 6

/**
 * The cheapest class that breaks no limit: today's when it is enough, else by price an hour.
 *
 * `brokenBy` says which limit a candidate breaks, or null. Left out: classes of other engines, T classes (AWS advises
 * them for tests only), classes that RDS said it does not sell for this engine version, classes with less memory than
 * today's (the working set is not known to shrink), and classes whose price is not known, which are named as such.
 * Prices are on demand. In a Region whose prices are not known the order is that of us-east-1, and no price is printed.
 */
export function chooseClass({
  database,
  today,
  setting,
  brokenBy,
}: {
  database: Database
  today: RdsClass
  setting: Setting
  brokenBy: (candidate: RdsClass) => string | null
}): ClassChoice {
  const {catalog, region} = setting
  const offers = catalog
    .rdsClasses()
    .filter((candidate) => supports(candidate, database.engine) && !candidate.isBurstable)
    .filter((candidate) => notOffered({className: candidate.name, database, catalog, region}) === null)
  const largest = offers.reduce((most, candidate) => (sizeOf(candidate) > sizeOf(most) ? candidate : most), today)
  const orderRegion = orderingRegion({candidates: offers, database, catalog, region})
  const priceOf = (candidate: RdsClass) =>
    classPrice({candidate, database, catalog, region: orderRegion})?.usdPerHour ?? null
  const shownPrice = (candidate: RdsClass) => classPrice({candidate, database, catalog, region})
  const base = {todayPrice: shownPrice(today), largest, orderRegion}
  if (brokenBy(today) === null) {
    return {...base, class: today, price: base.todayPrice, rejected: [], isEnough: true}
  }
  const rejected: Rejection[] = [{candidate: today.name, because: brokenBy(today) ?? ''}]
  const candidates = offers
    .filter((candidate) => candidate.name !== today.name && candidate.memoryGib >= today.memoryGib)
    .sort((a, b) => (priceOf(a) ?? Number.MAX_VALUE) - (priceOf(b) ?? Number.MAX_VALUE) || (a.name < b.name ? -1 : 1))
  for (const candidate of candidates) {
    const broken = brokenBy(candidate)
    const price = priceOf(candidate)
    if (broken === null && price !== null) {
      const unpriced = candidates.filter((other) => priceOf(other) === null && brokenBy(other) === null)
      rejected.push(
        ...unpriced
          .slice(0, 2)
          .map((other) => ({candidate: other.name, because: 'would carry it; its price is not known here'})),
      )
      return {...base, class: candidate, price: shownPrice(candidate), rejected: shorten(rejected), isEnough: true}
    }
    rejected.push({candidate: candidate.name, because: broken ?? 'would carry it; its price is not known here'})
  }
  return {...base, class: today, price: base.todayPrice, rejected: shorten(rejected), isEnough: false}
}

function shorten(rejected: readonly Rejection[]): Rejection[] {
  return rejected.length <= mostRejections
    ? [...rejected]
    : [...rejected.slice(0, 1), ...rejected.slice(-(mostRejections - 1))]
}

function supports(candidate: RdsClass, engine: string): boolean {
  if (engine === 'postgres') return candidate.isPostgresSupported
  return engine === 'mariadb' ? candidate.isMariadbSupported : candidate.isMysqlSupported
}

function sizeOf(candidate: RdsClass): number {
  return candidate.vcpuCount * 1e6 + candidate.memoryGib
}
