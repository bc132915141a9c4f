import type {CatalogOverlay} from '../../documents/catalog-overlay.js'
import type {AwsObject} from '../../documents/snapshot.js'
import {
  type AwsElement,
  elementsOf,
  flagAt,
  numberAt,
  objectsAt,
  optionalTextAt,
  textAt,
} from '../inventory/aws-field.js'

type Offers = NonNullable<CatalogOverlay['rdsOffers']>

/** What RDS says of one database: the reply of DescribeValidDBInstanceModifications. */
export type ValidModifications = {database: string; reply: AwsObject}

/**
 * The classes that RDS sells for the engine versions that were asked, each once, and what each database's storage may
 * become. Ranges with holes are kept as their ends. Throws SNAPSHOT_INVALID for a shape that cannot be read.
 */
export function mapRdsOffers({
  options,
  modifications,
  readOn,
}: {
  options: readonly AwsObject[]
  modifications: readonly ValidModifications[]
  readOn: string
}): Offers {
  const classes = new Map<string, Offers['classes'][number]>()
  for (const option of elementsOf('orderableDbInstanceOptions', options)) {
    const offer = {
      engine: textAt(option, 'Engine'),
      engineVersion: textAt(option, 'EngineVersion'),
      class: textAt(option, 'DBInstanceClass'),
      storageType: optionalTextAt(option, 'StorageType') ?? 'standard',
      isMultiAzCapable: flagAt(option, 'MultiAZCapable'),
    }
    const key = [offer.engine, offer.engineVersion, offer.class, offer.storageType].join(' ')
    const isMultiAzCapable = offer.isMultiAzCapable || classes.get(key)?.isMultiAzCapable === true
    classes.set(key, {...offer, isMultiAzCapable})
  }
  return {
    source: `rds:DescribeOrderableDBInstanceOptions and rds:DescribeValidDBInstanceModifications, read ${readOn}`,
    checkedOn: readOn,
    classes: [...classes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, offer]) => offer),
    storage: modifications.flatMap(storageOf).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  }
}

const keyOf = ({database, storageType}: Offers['storage'][number]) => `${database} ${storageType}`

function storageOf({database, reply}: ValidModifications): Offers['storage'] {
  const [element] = elementsOf(`validModifications of ${database}`, [reply])
  return (element === undefined ? [] : objectsAt(element, 'Storage')).map((storage) => {
    const size = ends(storage, 'StorageSize')
    const iops = ends(storage, 'ProvisionedIops')
    const perGib = ends(storage, 'IopsToStorageRatio')
    const throughput = ends(storage, 'ProvisionedStorageThroughput')
    return {
      database,
      storageType: textAt(storage, 'StorageType'),
      minGib: size.least,
      maxGib: size.most,
      minIops: iops.least,
      maxIops: iops.most,
      minIopsPerGibRatio: perGib.least,
      maxIopsPerGibRatio: perGib.most,
      minMibPerS: throughput.least,
      maxMibPerS: throughput.most,
    }
  })
}

function ends(storage: AwsElement, field: string): {least: number | null; most: number | null} {
  const ranges = objectsAt(storage, field)
  if (ranges.length === 0) return {least: null, most: null}
  return {
    least: Math.min(...ranges.map((range) => numberAt(range, 'From'))),
    most: Math.max(...ranges.map((range) => numberAt(range, 'To'))),
  }
}
