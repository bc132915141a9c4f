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

/** Whether the catalog has rules for it: not for Aurora, Oracle, SQL Server or magnetic storage. */
export function isKnown({engine, storageType}: {engine: string; storageType: string}): boolean {
  return knownEngines.includes(engine) && knownTypes.includes(storageType)
}

/** Below the size from which a volume is four. */
export function isSmall({allocatedGib}: {allocatedGib: number}, rules: Rules): boolean {
  return allocatedGib < rules.stripedFromGib.value
}

/** EBS volumes that a volume of RDS consists of: one, or those side by side from the striping size on. */
export function stripeCountOf(volume: {allocatedGib: number}, rules: Rules): number {
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

/** What a gp3 volume has: fixed when small, else what is set or included. */
export function gp3Limits(volume: Volume, rules: Rules): StorageLimits {
  if (isSmall(volume, rules)) return {iops: rules.gp3SmallIops.value, mibPerS: rules.gp3SmallMibPerS.value}
  const iops = volume.provisionedIops ?? rules.gp3MinIops.value
  const least = Math.max(rules.gp3MinMibPerS.value, throughputFloor({engine: volume.engine, iops, rules}))
  return {iops, mibPerS: volume.provisionedMibPerS ?? least}
}

/** MiB/s that RDS forces upon MySQL and MariaDB with many IOPS; 0 otherwise. */
export function throughputFloor({engine, iops, rules}: {engine: string; iops: number; rules: Rules}): number {
  if (engine === 'postgres' || iops <= rules.gp3MysqlFloorAboveIops.value) return 0
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
export function ioRules(volume: {storageType: string; allocatedGib: number}, rules: Rules): IoRules {
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
