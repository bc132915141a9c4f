import type {Catalog} from '../../catalog/catalog.js'
import type {StorageOffer} from '../../catalog/rds-offers.js'
import type {Database} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {figure} from '../figure.js'

/**
 * Why RDS does not sell a class for a database as it is (its engine version, storage and standby), or null when it does
 * or when RDS was not asked about that version in the Region.
 */
export function notOffered({
  className,
  database,
  catalog,
  region,
}: {
  className: string
  database: Database
  catalog: Catalog
  region: string
}): string | null {
  const offers = catalog.rdsOffers?.region === region ? catalog.rdsOffers.classes : []
  const asked = offers.filter(
    (offer) => offer.engine === database.engine && offer.engineVersion === database.engineVersion,
  )
  if (asked.length === 0) return null
  const own = asked.filter((offer) => offer.class === className && offer.storageType === database.storageType)
  const version = `${database.engine} ${database.engineVersion}`
  if (own.length === 0) return `RDS does not offer it for ${version} with ${database.storageType} storage`
  if (!database.isMultiAz || own.some((offer) => offer.isMultiAzCapable)) return null
  return `RDS does not offer it for ${version} with a standby`
}

type Wanted = {allocatedGib: number; provisionedIops: number | null; provisionedMibPerS: number | null}

/**
 * A warning where a planned storage setting is outside what RDS said this database's storage may become. A warning and
 * no block: the ranges are those of today's class and size, and the plan may change both.
 */
export function storageOfferBlockers({
  tier,
  database,
  to,
  catalog,
}: {
  tier: string
  database: Database
  to: Wanted | {impossible: string} | null
  catalog: Catalog
}): Blocker[] {
  const offer = catalog.rdsOffers?.storage.find(
    (candidate) => candidate.database === database.id && candidate.storageType === database.storageType,
  )
  if (offer === undefined || to === null || 'impossible' in to) return []
  const beyond = [
    outside('GiB', to.allocatedGib, offer, ['minGib', 'maxGib']),
    outside('IOPS', to.provisionedIops, offer, ['minIops', 'maxIops']),
    outside('MiB/s', to.provisionedMibPerS, offer, ['minMibPerS', 'maxMibPerS']),
  ].filter((problem) => problem !== null)
  if (beyond.length === 0) return []
  return [
    {
      severity: 'warn',
      code: 'STORAGE_NOT_OFFERED',
      message:
        `${tier}: the plan asks ${beyond.join(' and ')} for ${database.storageType} storage of ${database.id} ` +
        `(${catalog.rdsOffers?.source}).`,
      next: `aws rds describe-valid-db-instance-modifications --db-instance-identifier ${database.id}`,
    },
  ]
}

type Bound = {[K in keyof StorageOffer]: StorageOffer[K] extends number | null ? K : never}[keyof StorageOffer]

function outside(unit: string, wanted: number | null, offer: StorageOffer, [low, high]: [Bound, Bound]): string | null {
  const least = offer[low]
  const most = offer[high]
  if (wanted === null || ((least === null || wanted >= least) && (most === null || wanted <= most))) return null
  const range = `${least === null ? 'up' : figure(least)} to ${most === null ? 'any' : figure(most)}`
  return `${figure(wanted)} ${unit} where RDS offers ${range}`
}
