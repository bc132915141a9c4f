import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Rejection} from '../../documents/plan.js'
import {type ClassPrice, classPrice, orderingRegion} from '../catalog/class-price.js'
import {notOffered} from '../catalog/rds-offered.js'
import type {ClassChoice} from './choose-class.js'
import type {Setting} from './tier-finding.js'

/** Enough losers to see why the winner won. */
const mostRejections = 6

/** Instances of a Multi-AZ DB cluster: the writer and its readable standbys. */
export function instanceCountOf({catalog}: Setting): number {
  return 1 + catalog.auroraCapacity.clusterReaderCount.value
}

/**
 * The cheapest class of a Multi-AZ DB cluster that breaks no limit: today's when it is enough, else by the price of its
 * three instances. Classes whose price nobody told us stand behind those that are priced, the fewer vCPUs first.
 *
 * Left out: classes of other families and engines, those with less memory or fewer vCPUs than today's, and those that
 * RDS said it does not sell for this engine version. In a Region whose prices are not known the order is that of
 * us-east-1, and no price is printed.
 */
export function chooseStandbyClass({
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
    .clusterClasses()
    .filter((one) => (database.engine === 'postgres' ? one.isPostgresSupported : one.isMysqlSupported))
    .filter(({name}) => notOffered({className: name, database, catalog, region}) === null)
  const largest = [today, ...offers].reduce((most, one) => (bySize(one, most) > 0 ? one : most))
  const orderRegion = orderingRegion({candidates: offers, database, catalog, region})
  const priceIn = (where: string) => (candidate: RdsClass) =>
    timesInstances(classPrice({candidate, database, catalog, region: where}), setting)
  const orderPrice = priceIn(orderRegion)
  const shownPrice = priceIn(region)
  const base = {todayPrice: shownPrice(today), largest, orderRegion}
  const broken = brokenBy(today)
  if (broken === null) return {...base, class: today, price: base.todayPrice, rejected: [], isEnough: true}
  const rejected: Rejection[] = [{candidate: today.name, because: broken}]
  const usdOf = (candidate: RdsClass) => orderPrice(candidate)?.usdPerHour ?? Number.MAX_VALUE
  const candidates = offers
    .filter(({name}) => name !== today.name)
    .filter(({memoryGib, vcpuCount}) => memoryGib >= today.memoryGib && vcpuCount >= today.vcpuCount)
    .sort((a, b) => usdOf(a) - usdOf(b) || bySize(a, b) || (a.name < b.name ? -1 : 1))
  for (const candidate of candidates) {
    const because = brokenBy(candidate)
    if (because === null) {
      return {...base, class: candidate, price: shownPrice(candidate), rejected: shorten(rejected), isEnough: true}
    }
    rejected.push({candidate: candidate.name, because})
  }
  return {...base, class: today, price: base.todayPrice, rejected: shorten(rejected), isEnough: false}
}

const bySize = (a: RdsClass, b: RdsClass) => a.vcpuCount - b.vcpuCount || a.memoryGib - b.memoryGib

function timesInstances(price: ClassPrice | null, setting: Setting): ClassPrice | null {
  return price === null ? null : {...price, usdPerHour: price.usdPerHour * instanceCountOf(setting)}
}

function shorten(rejected: readonly Rejection[]): Rejection[] {
  return rejected.length <= mostRejections
    ? [...rejected]
    : [...rejected.slice(0, 1), ...rejected.slice(-(mostRejections - 1))]
}
