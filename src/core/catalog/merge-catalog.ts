import type {Catalog} from '../../catalog/catalog.js'
import type {Ec2Instance} from '../../catalog/ec2-instances.js'
import type {Price} from '../../catalog/price.js'
import {shippedRegion} from '../../catalog/price.js'
import type {QuotaDefault} from '../../catalog/quotas.js'
import {isClusterFamily, type RdsClass} from '../../catalog/rds-classes.js'
import type {CatalogOverlay} from '../../documents/catalog-overlay.js'
import {nearestName} from '../../documents/nearest-name.js'
import {PlanError} from '../../errors.js'
import {classFromOffers, ec2TypeOf, mergeInstance} from './merge-instances.js'
import {priceKeys} from './price-keys.js'

/**
 * The catalogue with an overlay on it. `name` is what the overlay is called in an error. What the overlay does not have
 * stays as it was; of two overlays the one that is laid on later wins. The base is not changed.
 *
 * Throws CATALOG_KEY_UNKNOWN for a price that the catalogue has no place for and CATALOG_UNIT for one in another unit,
 * both with the place in the overlay.
 */
export function mergeCatalog({base, overlay, name}: {base: Catalog; overlay: CatalogOverlay; name: string}): Catalog {
  const withTypes = mergeTypes(base, overlay)
  checkPrices(withTypes, overlay, name)
  const own = new Map(
    overlay.prices.map(({key, region, amountUsd, unit, source, checkedOn, note}): [string, Price] => [
      `${region} ${key}`,
      {
        value: amountUsd,
        unit,
        source,
        checkedOn: checkedOn as Price['checkedOn'],
        ...(note === undefined ? {} : {note}),
      },
    ]),
  )
  return {
    ...withTypes,
    quotas: mergeQuotas(base.quotas, overlay),
    prices: mergeScalars(base, own),
    price: (key, region) => own.get(`${region} ${key}`) ?? base.price(key, region),
  }
}

function mergeTypes(base: Catalog, {region, instanceTypes, rdsOffers}: CatalogOverlay): Catalog {
  const instances = new Map<string, Ec2Instance>(base.ec2Instances().map((known) => [known.name, known]))
  for (const facts of instanceTypes) instances.set(facts.name, mergeInstance(instances.get(facts.name), facts))
  const classes = new Map<string, RdsClass>(base.rdsClasses().map((known) => [known.name, known]))
  for (const offer of rdsOffers?.classes ?? []) {
    const instance = instances.get(ec2TypeOf(offer.class))
    if (classes.has(offer.class) || instance === undefined) continue
    const offers = (rdsOffers?.classes ?? []).filter((other) => other.class === offer.class)
    classes.set(offer.class, classFromOffers(instance, offer.class, offers))
  }
  return {
    ...base,
    ec2Instance: (wanted) => instances.get(wanted),
    ec2Instances: () => [...instances.values()],
    rdsClass: (wanted) => classes.get(wanted) ?? base.rdsClass(wanted),
    rdsClasses: () => [...classes.values()],
    clusterClasses: () => [
      ...base.clusterClasses().filter(({name}) => !classes.has(name)),
      ...[...classes.values()].filter(({family}) => isClusterFamily(family)),
    ],
    rdsOffers: rdsOffers === null ? base.rdsOffers : {region, ...rdsOffers},
  }
}

function checkPrices(catalog: Catalog, {prices}: CatalogOverlay, name: string): void {
  if (prices.length === 0) return
  const known = priceKeys(catalog)
  for (const [i, {key, unit}] of prices.entries()) {
    const expected = known.get(key)
    const field = `prices.${i}`
    if (expected === undefined) {
      const near = nearestName(key, [...known.keys()])
      throw new PlanError('data', 'CATALOG_KEY_UNKNOWN', `${name}: the catalogue has no price ${key}`, {
        suggestions: [near === undefined ? `remove ${key}` : `write ${near} in place of ${key}`],
        place: {file: name, field: `${field}.key`},
      })
    }
    if (unit !== expected) {
      throw new PlanError('data', 'CATALOG_UNIT', `${name}: ${key} is in ${expected}, not in ${unit}`, {
        suggestions: [`give ${key} in ${expected}`],
        place: {file: name, field: `${field}.unit`},
      })
    }
  }
}

function mergeQuotas(base: Catalog['quotas'], {quotas}: CatalogOverlay): Catalog['quotas'] {
  const own = new Map(quotas.map((quota) => [`${quota.serviceCode}/${quota.quotaCode}`, quota]))
  const merged = Object.entries(base).map(([key, known]: [string, QuotaDefault]) => {
    const live = own.get(`${known.serviceCode}/${known.quotaCode}`)
    if (live === undefined) return [key, known]
    const {source, checkedOn} = live
    return [key, {...known, value: live.limitCount, source, checkedOn, note: 'of this account and Region'}]
  })
  return Object.fromEntries(merged)
}

/** The prices that code reads by name are those of the shipped Region. */
function mergeScalars({prices}: Catalog, own: ReadonlyMap<string, Price>): Catalog['prices'] {
  const merged = Object.entries(prices).map(([name, known]) => [
    name,
    own.get(`${shippedRegion} prices.${name}`) ?? known,
  ])
  return Object.fromEntries(merged)
}
