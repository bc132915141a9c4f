import type {Database} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {valueAt} from '../calibrate/load-line.js'
import {busierLoad, type StandbyLoad, togetherLoad} from '../calibrate/standby-load.js'
import {figure} from '../figure.js'
import {neededIops} from './needed-iops.js'
import {type StorageSetting, storageFor} from './rds-storage-rules.js'
import type {Setting} from './tier-finding.js'

/**
 * The storage change that the volumes of a Multi-AZ DB cluster need; null when none is, a reason when none is possible.
 * All instances have the same setting, so that the busiest of them counts, and what a reader that is left alone reads
 * when a zone is lost.
 *
 * RDS sets the throughput of such a volume itself: that of io1 and io2 follows their IOPS, that of gp3 cannot be asked
 * for.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html (StorageThroughput)
 */
export function standbyStorage({
  database,
  volume,
  load,
  targetRps,
  lostRps,
  setting,
}: {
  database: Database
  volume: {iops: number; mibPerS: number}
  load: StandbyLoad
  targetRps: number
  lostRps: number
  setting: Setting
}): StorageSetting | {impossible: string} | null {
  const {writer, readers} = load
  const asked = [
    {one: writer, rps: targetRps},
    {one: busierLoad(readers, targetRps), rps: targetRps},
    {one: togetherLoad(setting.azLoss.zoneCount > 1 ? [writer, ...readers] : readers), rps: lostRps},
  ]
  const iops = Math.max(...asked.map(({one, rps}) => neededIops({iops: lineAt(one.iops, rps), setting})))
  const throughputRatio = setting.judgement('throughputLimitRatio')
  const neededMibPerS = Math.max(...asked.map(({one, rps}) => lineAt(one.mibPerS, rps) / throughputRatio))
  if (iops <= volume.iops && neededMibPerS <= volume.mibPerS) return null
  const {engine, storageType, allocatedGib} = database
  const found = storageFor({
    engine,
    storageType,
    allocatedGib,
    neededIops: Math.max(iops, volume.iops),
    neededMibPerS: storageType === 'gp3' ? volume.mibPerS : Math.max(neededMibPerS, volume.mibPerS),
    catalog: setting.catalog,
  })
  if ('impossible' in found || found.mibPerS >= neededMibPerS) return found
  return {
    impossible:
      `${figure(neededMibPerS)} MiB/s are needed, and RDS sets the throughput of a gp3 volume of a Multi-AZ DB cluster itself ` +
      `(${figure(volume.mibPerS)} MiB/s today)`,
  }
}

function lineAt(line: DatabaseLoad['iops'], rps: number): number {
  return line === null ? 0 : Math.max(0, valueAt(line, rps))
}
