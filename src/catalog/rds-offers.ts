/** A class that RDS sells for one engine version with one kind of storage. */
export type RdsOffer = {
  readonly engine: string
  readonly engineVersion: string
  readonly class: string
  readonly storageType: string
  readonly isMultiAzCapable: boolean
}

/** What RDS would let one database become with one kind of storage. Null where RDS gives no bound. */
export type StorageOffer = {
  readonly database: string
  readonly storageType: string
  readonly minGib: number | null
  readonly maxGib: number | null
  readonly minIops: number | null
  readonly maxIops: number | null
  readonly minIopsPerGibRatio: number | null
  readonly maxIopsPerGibRatio: number | null
  readonly minMibPerS: number | null
  readonly maxMibPerS: number | null
}

/** DescribeOrderableDBInstanceOptions and DescribeValidDBInstanceModifications, as they were on a day. */
export type RdsOffers = {
  readonly region: string
  readonly source: string
  readonly checkedOn: string
  readonly classes: readonly RdsOffer[]
  readonly storage: readonly StorageOffer[]
}
