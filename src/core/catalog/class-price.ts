import type {Catalog} from '../../catalog/catalog.js'
import {shippedRegion} from '../../catalog/price.js'
import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'

/** What a class costs an hour with the zones of the database, and the key of the price that it was made from. */
export type ClassPrice = {usdPerHour: number; key: string}

type Asked = {candidate: RdsClass; database: Database; catalog: Catalog; region: string}

/**
 * The price of a DB class in a Region, or null where nobody told us. With a standby it is the list's own price for two
 * zones where that was read, else twice the price of one (`multiAzRatio`).
 */
export function classPrice({candidate, database, catalog, region}: Asked): ClassPrice | null {
  const engine = ['postgres', 'mariadb'].includes(database.engine) ? database.engine : 'mysql'
  const singleKey = `rds.${candidate.name}.${engine}UsdPerHour`
  const doubleKey = `rds.${candidate.name}.${engine}MultiAzUsdPerHour`
  const double = database.isMultiAz ? catalog.price(doubleKey, region) : undefined
  if (double !== undefined) return {usdPerHour: double.value, key: doubleKey}
  const single = catalog.price(singleKey, region)
  if (single === undefined) return null
  const zones = database.isMultiAz ? catalog.prices.multiAzRatio.value : 1
  return {usdPerHour: single.value * zones, key: singleKey}
}

/**
 * The Region by whose prices classes are put in order: the plan's own where it prices every class that us-east-1
 * prices, else us-east-1, of which the catalogue knows most. Prices of two Regions are never mixed.
 */
export function orderingRegion({
  candidates,
  database,
  catalog,
  region,
}: {
  candidates: readonly RdsClass[]
  database: Database
  catalog: Catalog
  region: string
}): string {
  const isPriced = (candidate: RdsClass, where: string) =>
    classPrice({candidate, database, catalog, region: where}) !== null
  const isWhole = candidates.every((candidate) => !isPriced(candidate, shippedRegion) || isPriced(candidate, region))
  return isWhole ? region : shippedRegion
}
