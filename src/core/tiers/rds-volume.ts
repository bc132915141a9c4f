import type {Catalog} from '../../catalog/catalog.js'

/** An RDS volume as AWS reports it. */
export type Volume = {
  engine: string
  storageType: string
  allocatedGib: number
  provisionedIops: number | null
  provisionedMibPerS: number | null
}

/** What a volume holds for hours, without burst credits. */
export type StorageLimits = {iops: number; mibPerS: number}

/** The storage facts of the catalog. */
export type Rules = Catalog['rdsStorage']

const knownEngines = ['mysql', 'mariadb', 'postgres']
const knownTypes = ['gp2', 'gp3', 'io1', 'io2']

const isOracle = (engine: string) => engine.startsWith('oracle')
const isSqlServer = (engine: string) => engine.startsWith('sqlserver')

/** Whether the catalog has rules for it: of Oracle and SQL Server those of gp3 only, none of Aurora or magnetic storage. */
export function isKnown({engine, storageType}: {engine: string; storageType: string}): boolean {
  if (isOracle(engine) || isSqlServer(engine)) return storageType === 'gp3'
  return knownEngines.includes(engine) && knownTypes.includes(storageType)
}

/** The size from which a volume of an engine is four: 200 GiB for Oracle, never for SQL Server, 400 GiB for the others. */
export function stripedFromGib(engine: string, rules: Rules): number {
  if (isSqlServer(engine)) return Number.POSITIVE_INFINITY
  return isOracle(engine) ? rules.oracleStripedFromGib.value : rules.stripedFromGib.value
}

/** Below the size from which a volume is four. */
export function isSmall({engine, allocatedGib}: {engine: string; allocatedGib: number}, rules: Rules): boolean {
  return allocatedGib < stripedFromGib(engine, rules)
}

/** EBS volumes that a volume of RDS consists of: one, or those side by side from the striping size on. */
export function stripeCountOf(volume: {engine: string; allocatedGib: number}, rules: Rules): number {
  return isSmall(volume, rules) ? 1 : rules.stripeCount.value
}

/** What a gp2 volume earns by its size. */
export function gp2Limits(volume: Volume, rules: Rules): StorageLimits {
  const volumeCount = stripeCountOf(volume, rules)
  const iops = between(
    rules.gp2MinIops.value,
    volume.allocatedGib * rules.gp2IopsPerGibRatio.value,
    rules.gp2MaxIops.value,
  )
  const perVolume = (iops / volumeCount) * rules.mibPerSPerIopsRatio.value
  const mibPerS = volumeCount * between(rules.gp2VolumeMinMibPerS.value, perVolume, rules.gp2VolumeMaxMibPerS.value)
  return {iops, mibPerS}
}

/** What may be set of a gp3 volume of an engine, from the size on from which anything may. */
export type Gp3Rules = {
  minIops: number
  maxIops: number
  minMibPerS: number
  maxMibPerS: number
  minIopsPerGib: number
  /** A smaller volume has what is fixed. */
  settableFromGib: number
}

/** The rules of gp3: SQL Server has its own, and may set them at any size. */
export function gp3Rules(engine: string, rules: Rules): Gp3Rules {
  if (isSqlServer(engine)) {
    return {
      minIops: rules.sqlServerGp3MinIops.value,
      maxIops: rules.sqlServerGp3MaxIops.value,
      minMibPerS: rules.sqlServerGp3MinMibPerS.value,
      maxMibPerS: rules.sqlServerGp3MaxMibPerS.value,
      minIopsPerGib: rules.sqlServerGp3MinIopsPerGibRatio.value,
      settableFromGib: rules.gp3MinGib.value,
    }
  }
  return {
    minIops: rules.gp3MinIops.value,
    maxIops: rules.gp3MaxIops.value,
    minMibPerS: rules.gp3MinMibPerS.value,
    maxMibPerS: rules.gp3MaxMibPerS.value,
    minIopsPerGib: 0,
    settableFromGib: stripedFromGib(engine, rules),
  }
}

/** What a gp3 volume has: fixed when small, else what is set or included. */
export function gp3Limits(volume: Volume, rules: Rules): StorageLimits {
  const {minIops, minMibPerS, minIopsPerGib, settableFromGib} = gp3Rules(volume.engine, rules)
  if (volume.allocatedGib < settableFromGib) {
    return {iops: rules.gp3SmallIops.value, mibPerS: rules.gp3SmallMibPerS.value}
  }
  const iops = volume.provisionedIops ?? Math.max(minIops, Math.ceil(volume.allocatedGib * minIopsPerGib))
  const least = Math.max(minMibPerS, throughputFloor({engine: volume.engine, iops, rules}))
  return {iops, mibPerS: volume.provisionedMibPerS ?? least}
}

/** MiB/s that RDS forces upon MySQL and MariaDB with many IOPS; 0 otherwise. */
export function throughputFloor({engine, iops, rules}: {engine: string; iops: number; rules: Rules}): number {
  if ((engine !== 'mysql' && engine !== 'mariadb') || iops <= rules.gp3MysqlFloorAboveIops.value) return 0
  return Math.ceil(iops * rules.gp3MysqlFloorRatio.value)
}

type IoRules = {
  minIops: number
  minPerGib: number
  maxPerGib: number
  maxMibPerS: number
  mibPerSPerIops: number
}

/** The rules of io1 and io2, which differ in numbers only. */
export function ioRules(volume: {engine: string; storageType: string; allocatedGib: number}, rules: Rules): IoRules {
  const common = {minIops: rules.provisionedMinIops.value, minPerGib: rules.provisionedMinIopsPerGibRatio.value}
  if (volume.storageType === 'io2') {
    return {
      ...common,
      maxPerGib: rules.io2MaxIopsPerGibRatio.value,
      maxMibPerS: rules.io2MaxMibPerS.value,
      mibPerSPerIops: rules.io2MibPerSPerIopsRatio.value,
    }
  }
  return {
    ...common,
    maxPerGib: rules.io1MaxIopsPerGibRatio.value,
    maxMibPerS: isSmall(volume, rules) ? rules.io1SmallMaxMibPerS.value : rules.io1MaxMibPerS.value,
    mibPerSPerIops: rules.mibPerSPerIopsRatio.value,
  }
}

function between(min: number, value: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** The least size a volume may grow to, in whole GiB: a tenth more, where 1,000 × 1.1 must not come out as 1,101. */
export function grownGib(currentGib: number, rules: Rules): number {
  return Math.ceil(currentGib * (1 + rules.minGrowthRatio.value) - 1e-9)
}
