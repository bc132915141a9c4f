import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database, DatabaseCluster, DatabaseProxy} from '../../documents/inventory.js'
import type {Limit} from '../../documents/plan.js'
import type {StandbyLoad} from '../calibrate/standby-load.js'
import {storageOfferBlockers} from '../catalog/rds-offered.js'
import {percent} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import type {NamedMeasure} from './measure.js'
import {databaseBlockers} from './rds-blockers.js'
import {brokenBy} from './rds-choice.js'
import type {PoolDemand} from './rds-connections.js'
import {databaseLimit} from './rds-limits.js'
import {isSetting, storageLimits} from './rds-storage-rules.js'
import {standbyBlockers} from './standby-blockers.js'
import {standbyClassChange, standbyStorageChange} from './standby-changes.js'
import {chooseStandbyClass} from './standby-class.js'
import {asInstance, lastMeasures, readerMeasures, type StandbyAsked, writerMeasures} from './standby-measures.js'
import {standbyStorage} from './standby-storage.js'
import {at, designRps, nothingFound, type Setting, type TierFinding} from './tier-finding.js'

export type AssessedStandby = {
  tier: string
  cluster: DatabaseCluster
  load: StandbyLoad
  pools: PoolDemand
  proxies: readonly DatabaseProxy[]
  maxConnections: number | undefined
  setting: Setting
}

/** What a Multi-AZ DB cluster runs on, or a sentence on what of it is not known. */
export function standbyHardware(
  cluster: DatabaseCluster,
  {catalog}: Setting,
): {database: Database; today: RdsClass; volume: {iops: number; mibPerS: number}} | {missing: string} {
  const database = asInstance(cluster)
  if (database === null) return {missing: `neither class nor storage of ${cluster.id} was read`}
  const today = catalog.rdsClass(database.class)
  if (today === undefined) return {missing: `${database.class} of ${cluster.id} is not known to the catalogue`}
  const volume = storageLimits({...database, catalog})
  if (volume === null) {
    return {missing: `the limits of ${database.engine} with ${database.storageType} storage are not known`}
  }
  return {database, today, volume}
}

/**
 * Assesses a Multi-AZ DB cluster at the peak: the writer as an RDS instance is, the busier of its two readable standbys by
 * CPU, connections, IOPS and throughput, and one standby that is left with all reads when a zone is lost; the cheapest
 * class and the least storage that carry them, which all three instances share; and the calls, which a person sends.
 *
 * `missing` in place of a finding says what of the cluster is not known. A reader cannot be added, so that nothing but
 * the class answers reads. A working set that memory no longer holds is not looked for here.
 */
export function assessStandby(asked: AssessedStandby): TierFinding | {missing: string} {
  const {tier, cluster, load, pools, proxies, maxConnections, setting} = asked
  const hardware = standbyHardware(cluster, setting)
  if ('missing' in hardware) return hardware
  const {database, today, volume} = hardware
  const origin = scaleRates(setting.peak, setting.originRatio)
  const [targetRps, lostRps] = [designRps(origin, setting), at(origin, setting.azLoss.quantile)]
  const base = {database, today, load, pools, proxies, givenMaxCount: maxConnections ?? null, setting}
  const atPeak: StandbyAsked = {...base, targetRps}
  const measuresOn = (one: RdsClass, {iops, mibPerS}: typeof volume): NamedMeasure[] => {
    const shape = {class: one, iops, mibPerS}
    return [...writerMeasures(atPeak, shape), ...readerMeasures(atPeak, shape)]
  }
  const lastOn = (one: RdsClass, {iops, mibPerS}: typeof volume) =>
    lastMeasures({...base, targetRps: lostRps}, {class: one, iops, mibPerS})
  const storage = standbyStorage({database, volume, load, targetRps, lostRps, setting})
  const volumeAfter = isSetting(storage) ? storage : volume
  const lostOn = (one: RdsClass) =>
    brokenBy({measures: lastOn(one, volumeAfter), hardware: one, bindingSet: null, targetRps: lostRps})
  const choice = chooseStandbyClass({
    database,
    today,
    setting,
    brokenBy: (one) =>
      brokenBy({measures: measuresOn(one, volumeAfter), hardware: one, bindingSet: null, targetRps}) ?? lostOn(one),
  })
  const now = measuresOn(today, volume)
  const after = measuresOn(choice.class, volumeAfter)
  const [lastNow, lastAfter] = [lastOn(today, volume), lastOn(choice.class, volumeAfter)]
  const limits = now.map((measure, i) =>
    withLoss({
      limit: databaseLimit({
        ...{tier, database, measure, after: after[i] ?? measure, origin, setting},
        kind: 'rds-cluster',
      }),
      last: lastNow.find(({name}) => isOf(name, measure.name)),
      lostRps,
      setting,
    }),
  )
  const frame = {tier, cluster, database, limits, setting}
  const made = [
    ...(choice.class.name === today.name ? [] : [standbyClassChange({...frame, choice, today, lost: lostOn(today)})]),
    ...(isSetting(storage) ? [standbyStorageChange({...frame, storage, volume})] : []),
  ]
  return {
    ...nothingFound,
    limits,
    changes: made.map(({change}) => change),
    patches: made.map(({patch}) => patch),
    blockers: [
      ...databaseBlockers({
        ...{tier, database, choice, storage, limits, setting, after, targetRps, volumeAfter},
        measures: ({class: one, iops, mibPerS}) => measuresOn(one, {iops, mibPerS}),
      }),
      ...storageOfferBlockers({tier, database, to: storage, catalog: setting.catalog}),
      ...standbyBlockers({
        ...{tier, cluster, database, load, setting, lostRps, last: lastAfter},
        className: choice.class.name,
        plannedGib: isSetting(storage) ? storage.allocatedGib : database.allocatedGib,
        hasClassChange: choice.class.name !== today.name,
      }),
    ],
  }
}

/** `the last reader’s CPU` is what `reader CPU` becomes when a zone is lost. */
const isOf = (last: string, reader: string) => reader.startsWith('reader ') && last.endsWith(reader.slice(7))

/** A row of a reader says what is left of it when a zone is lost, and is tight where that is too little. */
function withLoss({
  limit,
  last,
  lostRps,
  setting: {azLoss},
}: {
  limit: Limit
  last: NamedMeasure | undefined
  lostRps: number
  setting: Setting
}): Limit {
  if (last === undefined) return limit
  const share = last.shareOf(lostRps)
  return {
    ...limit,
    verdict: limit.verdict === 'ok' && share > 1 ? 'tight' : limit.verdict,
    derivation: [
      ...limit.derivation,
      `with a zone lost ${last.name} would be at ${percent(share)} of its limit at ${azLoss.quantile.toUpperCase()}` +
        (last.name.endsWith('CPU') ? '; what each replays of the writer is counted with each' : ''),
    ],
  }
}
