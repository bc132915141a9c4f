import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {valueAt} from '../calibrate/load-line.js'
import {figure} from '../figure.js'
import type {DatabaseShape, Measure, NamedMeasure} from './measure.js'
import {neededIops} from './needed-iops.js'
import {type StorageSetting, storageFor} from './rds-storage-rules.js'
import type {Setting} from './tier-finding.js'
import type {WorkingSet} from './working-set.js'

const diskNames: readonly Measure['name'][] = ['IOPS', 'disk queue', 'throughput']

/** Whether the disk is asked for more than volume and class give. */
export function isDiskShort(measures: readonly Measure[], targetRps: number): boolean {
  return measures.some(({name, shareOf}) => diskNames.includes(name) && shareOf(targetRps) > 1)
}

/**
 * Which limit a class breaks at the peak, in words; null where it breaks none. What the volume limits is left to the
 * storage; a working set that binds asks for its memory first.
 */
export function brokenBy({
  measures,
  hardware,
  bindingSet,
  targetRps,
}: {
  measures: readonly NamedMeasure[]
  hardware: RdsClass
  bindingSet: WorkingSet | null
  targetRps: number
}): string | null {
  if (bindingSet !== null && hardware.memoryGib < bindingSet.neededGib) {
    return `${figure(hardware.memoryGib)} GiB where the working set is taken to need ${figure(bindingSet.neededGib)}`
  }
  const broken = measures.find(({limitedBy, shareOf}) => limitedBy === 'class' && shareOf(targetRps) > 1)
  return broken === undefined ? null : `${broken.name} at ${figure(broken.shareOf(targetRps) * 100)} % of its limit`
}

/**
 * The storage change that is needed; null when none is, a reason when none is possible. Credits of a gp2 volume that last
 * through the window are as good as IOPS.
 */
export function storageStep({
  database,
  today,
  volume,
  measures,
  load,
  targetRps,
  setting,
}: {
  database: Database
  today: RdsClass
  volume: {iops: number; mibPerS: number}
  measures: (shape: DatabaseShape) => Measure[]
  load: DatabaseLoad
  targetRps: number
  setting: Setting
}): StorageSetting | {impossible: string} | null {
  const neededMibPerS = load.mibPerS ? valueAt(load.mibPerS, targetRps) / setting.judgement('throughputLimitRatio') : 0
  const iops = load.iops ? neededIops({iops: Math.max(0, valueAt(load.iops, targetRps)), setting}) : 0
  if (iops <= volume.iops && neededMibPerS <= volume.mibPerS) return null
  if (!isDiskShort(measures({class: withoutLimit(today), ...volume}), targetRps)) return null
  const {engine, storageType, allocatedGib} = database
  return storageFor({
    engine,
    storageType,
    allocatedGib,
    neededIops: Math.max(iops, volume.iops),
    neededMibPerS: Math.max(neededMibPerS, volume.mibPerS),
    catalog: setting.catalog,
  })
}

/** A class that limits no disk, to see what the volume alone does. */
function withoutLimit(hardware: RdsClass): RdsClass {
  const none = Number.POSITIVE_INFINITY
  return {...hardware, ebsBaselineIops: none, ebsMaxIops: none, ebsBaselineMibPerS: none, ebsMaxMibPerS: none}
}
