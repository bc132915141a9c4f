import type {Catalog} from '../../catalog/catalog.js'
import {figure} from '../figure.js'
import {checkStorage} from './check-storage.js'
import {
  gp2Limits,
  gp3Limits,
  gp3Rules,
  grownGib,
  ioRules,
  isKnown,
  isSmall,
  type Rules,
  type StorageLimits,
  throughputFloor,
  type Volume,
} from './rds-volume.js'

/** A setting that RDS accepts. `provisioned…` is what the request has to say, null where it may not say anything. */
export type StorageSetting = StorageLimits & {
  storageType: string
  allocatedGib: number
  provisionedIops: number | null
  provisionedMibPerS: number | null
  /** The volume becomes four: RDS copies all data, which means hours of higher latency. */
  isFullCopy: boolean
}

/** Whether there is a setting to change to. */
export function isSetting(storage: StorageSetting | {impossible: string} | null): storage is StorageSetting {
  return storage !== null && 'iops' in storage
}

/**
 * IOPS (of up to 16 KiB) and MiB/s that an RDS volume of MySQL, MariaDB or PostgreSQL sustains; of Oracle and SQL Server
 * with gp3 too.
 *
 * `provisionedIops` and `provisionedMibPerS` are as AWS reports them, null where it reports nothing; then the volume
 * has what its size includes. The instance class has limits of its own: what is to be had is the smaller of the two.
 * Null for an engine or a storage type of which the catalog has no rules (Aurora, magnetic).
 */
export function storageLimits({catalog, ...volume}: Volume & {catalog: Catalog}): StorageLimits | null {
  const rules = catalog.rdsStorage
  if (!isKnown(volume)) return null
  if (volume.storageType === 'gp2') return gp2Limits(volume, rules)
  if (volume.storageType === 'gp3') return gp3Limits(volume, rules)
  const io = ioRules(volume, rules)
  const iops = volume.provisionedIops ?? Math.max(io.minIops, io.minPerGib * volume.allocatedGib)
  return {iops, mibPerS: Math.min(io.maxMibPerS, iops * io.mibPerSPerIops)}
}

/**
 * The least setting of a gp3, io1 or io2 volume that gives `neededIops` and `neededMibPerS`, from a volume of
 * `allocatedGib` that never shrinks and grows by at least a tenth. A gp2 volume becomes gp3, in place: its performance
 * cannot be set, and what would have to grow for ever costs more.
 *
 * The result passes `checkStorage`; `impossible` says which rule stands in the way. Least in GiB, then
 * in IOPS, then in MiB/s.
 */
export function storageFor({
  engine,
  storageType,
  allocatedGib,
  neededIops,
  neededMibPerS,
  catalog,
}: {
  engine: string
  storageType: string
  allocatedGib: number
  neededIops: number
  neededMibPerS: number
  catalog: Catalog
}): StorageSetting | {impossible: string} {
  const rules = catalog.rdsStorage
  if (!isKnown({engine, storageType})) return {impossible: `no rules are known for ${storageType} storage of ${engine}`}
  const type = storageType === 'gp2' ? 'gp3' : storageType
  const need = {
    engine,
    storageType: type,
    allocatedGib,
    neededIops: Math.ceil(neededIops),
    // A small gp2 volume moves 128 MiB/s and a small gp3 volume 125: no reason to grow to 400 GiB.
    neededMibPerS:
      storageType === 'gp2' && neededMibPerS <= rules.gp2VolumeMinMibPerS.value
        ? Math.min(neededMibPerS, rules.gp3SmallMibPerS.value)
        : neededMibPerS,
  }
  const volume = {engine, storageType: type, ...(type === 'gp3' ? gp3For(need, rules) : ioFor(need, rules))}
  const limits = storageLimits({...volume, catalog})
  const broken = checkStorage({...volume, currentGib: allocatedGib, catalog})
  if (limits === null || broken.length > 0) return {impossible: broken.join('; ')}
  if (limits.mibPerS < need.neededMibPerS) {
    return {impossible: `${type} gives at most ${figure(limits.mibPerS)} MiB/s, not ${figure(neededMibPerS)}`}
  }
  const {provisionedIops, provisionedMibPerS} = volume
  const isFullCopy = isSmall({engine, allocatedGib}, rules) && !isSmall(volume, rules)
  return {
    ...limits,
    storageType: type,
    allocatedGib: volume.allocatedGib,
    provisionedIops,
    provisionedMibPerS,
    isFullCopy,
  }
}

type Need = {engine: string; storageType: string; allocatedGib: number; neededIops: number; neededMibPerS: number}
type Provisioned = Omit<Volume, 'engine' | 'storageType'>

function gp3For(need: Need, rules: Rules): Provisioned {
  const range = gp3Rules(need.engine, rules)
  const isEnough = need.neededIops <= rules.gp3SmallIops.value && need.neededMibPerS <= rules.gp3SmallMibPerS.value
  const iopsGib = Math.ceil(need.neededIops / rules.gp3MaxIopsPerGibRatio.value)
  const leastGib = isEnough ? rules.gp3MinGib.value : Math.max(range.settableFromGib, iopsGib)
  const allocatedGib = grown(need.allocatedGib, leastGib, rules)
  if (allocatedGib < range.settableFromGib) return {allocatedGib, provisionedIops: null, provisionedMibPerS: null}
  const iopsForMibPerS = Math.ceil(Math.ceil(need.neededMibPerS) / rules.gp3MaxMibPerSPerIopsRatio.value)
  const floorIops = Math.ceil(allocatedGib * range.minIopsPerGib)
  const iops = Math.max(range.minIops, floorIops, need.neededIops, iopsForMibPerS)
  const floor = throughputFloor({engine: need.engine, iops, rules})
  return {
    allocatedGib,
    provisionedIops: iops,
    provisionedMibPerS: Math.max(range.minMibPerS, Math.ceil(need.neededMibPerS), floor),
  }
}

function ioFor(need: Need, rules: Rules): Provisioned {
  const io = ioRules(need, rules)
  const iops = Math.max(io.minIops, need.neededIops, iopsFor(need.neededMibPerS, io.mibPerSPerIops))
  const stripedGib = need.neededMibPerS > io.maxMibPerS ? rules.stripedFromGib.value : 0
  const leastGib = Math.max(rules.provisionedMinGib.value, Math.ceil(iops / io.maxPerGib), stripedGib)
  const allocatedGib = grown(need.allocatedGib, leastGib, rules)
  return {
    allocatedGib,
    provisionedIops: Math.max(iops, Math.ceil(allocatedGib * io.minPerGib)),
    provisionedMibPerS: null,
  }
}

/** Fewest whole IOPS that carry a throughput, without the one too many or too few that rounding 1 / 0.256 can give. */
function iopsFor(mibPerS: number, mibPerSPerIops: number): number {
  let iops = Math.max(0, Math.floor(mibPerS / mibPerSPerIops) - 1)
  while (iops * mibPerSPerIops < mibPerS) iops += 1
  return iops
}

/** The size that holds `leastGib`, a tenth more than now if it has to grow at all. */
function grown(currentGib: number, leastGib: number, rules: Rules): number {
  if (currentGib >= leastGib) return currentGib
  return Math.max(leastGib, grownGib(currentGib, rules))
}
