import type {Database, DatabaseProxy} from '../../documents/inventory.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {type DatabaseState, unknownState} from '../calibrate/database-state.js'
import {storageOfferBlockers} from '../catalog/rds-offered.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {chooseClass} from './choose-class.js'
import type {DatabaseShape, Measure} from './measure.js'
import {plannedChanges} from './planned-changes.js'
import {databaseBlockers, unknownDatabase, workingSetBlockers} from './rds-blockers.js'
import {brokenBy, isDiskShort, storageStep} from './rds-choice.js'
import type {PoolDemand} from './rds-connections.js'
import {surplusCreditBlockers} from './rds-credits.js'
import {databaseLimit} from './rds-limits.js'
import {measuresOf} from './rds-measures.js'
import {storageGrowthBlockers} from './rds-storage-growth.js'
import {isSetting, storageLimits} from './rds-storage-rules.js'
import {databaseWindowBlockers} from './rds-windows.js'
import {replicaBlockers, replicaOption} from './read-replicas.js'
import {designRps, type Setting, type TierFinding} from './tier-finding.js'
import {workingSetOf} from './working-set.js'

/** Of other engines neither classes nor connections are known, whatever is known of their storage. */
const sizedEngines = ['mysql', 'mariadb', 'postgres']

/** What is known of one RDS instance. */
export type AssessedDatabase = {
  tier: string
  database: Database
  /** The class that the load was measured on, where `database` is assumed to have another. */
  measuredClass?: string
  load: DatabaseLoad
  pools: PoolDemand
  setting: Setting
  /** What was measured beside the load; nothing where it is left out. */
  state?: DatabaseState
  /** All databases of the estate: a replica is held against its primary. */
  databases?: readonly Database[]
  /** max_connections where a person says it; the engine's default for the class otherwise. */
  maxConnections?: number | undefined
  /** RDS Proxies before it, at which the pools of callers end. */
  proxies?: readonly DatabaseProxy[]
}

/**
 * Assesses an RDS instance: CPU, memory, connections, IOPS, throughput and disk queue at the peak; the cheapest class
 * and the least storage setting that carry them; and the calls, which a person sends, since a class change is a
 * failover and storage never shrinks.
 *
 * A working set that memory no longer holds is answered with memory and never with IOPS. A class that the catalogue does
 * not know makes the tier unmodelled, and a blocker says so. When no class on offer carries the peak nothing is
 * recommended for the class, a blocker names the rate up to which the largest holds, and read replicas are offered where
 * reads are what is too much.
 */
export function assessRds({
  state = unknownState,
  databases = [],
  proxies = [],
  ...asked
}: AssessedDatabase): TierFinding {
  const {tier, database, load, pools, setting, maxConnections} = asked
  const today = setting.catalog.rdsClass(database.class)
  if (today === undefined)
    return unknownDatabase(tier, database, `${database.class}, which the catalogue does not know`)
  const measured = setting.catalog.rdsClass(asked.measuredClass ?? database.class)
  if (measured === undefined)
    return unknownDatabase(tier, database, `${asked.measuredClass}, which the catalogue does not know`)
  const volume = storageLimits({...database, catalog: setting.catalog})
  const kind = `${database.engine} with ${database.storageType} storage`
  if (volume === null || !sizedEngines.includes(database.engine))
    return unknownDatabase(tier, database, `${kind}, whose limits are not known here`)
  const origin = scaleRates(setting.peak, setting.originRatio)
  const targetRps = designRps(origin, setting)
  const workingSet = workingSetOf({database, reads: state.reads, memoryGib: measured.memoryGib, setting})
  const givenMaxCount = maxConnections ?? null
  const measures = (shape: DatabaseShape): Measure[] =>
    measuresOf({database, shape, measured, load, state, workingSet, pools, proxies, givenMaxCount, targetRps, setting})
  const now = measures({class: today, ...volume})
  const bindingSet = workingSet !== null && isDiskShort(now, targetRps) ? workingSet : null
  const wanted = storageStep({database, today, volume, measures, load, targetRps, setting})
  const storage = bindingSet === null ? wanted : null
  const volumeAfter = isSetting(storage) ? storage : volume
  const {iops, mibPerS} = volumeAfter
  const choice = chooseClass({
    database,
    today,
    setting,
    brokenBy: (hardware) =>
      brokenBy({measures: measures({class: hardware, iops, mibPerS}), hardware, bindingSet, targetRps}),
  })
  const after = measures({class: choice.class, iops, mibPerS})
  const limits = now.map((measure, i) =>
    databaseLimit({tier, database, measure, after: after[i] ?? measure, origin, setting}),
  )
  const option = replicaOption({
    database,
    databases,
    hardware: today,
    measures: now,
    reads: state.reads,
    targetRps,
    setting,
  })
  const planned = plannedChanges({
    ...{tier, database, today, volume, limits, setting},
    ...{choice, storage, wanted, bindingSet, option, databases},
  })
  const plannedGib = isSetting(storage) ? storage.allocatedGib : database.allocatedGib
  return {
    limits,
    ...planned,
    blockers: [
      ...databaseBlockers({tier, database, choice, storage, limits, setting, measures, after, targetRps, volumeAfter}),
      ...(bindingSet === null ? [] : workingSetBlockers({tier, workingSet: bindingSet, after, targetRps})),
      ...storageOfferBlockers({tier, database, to: storage, catalog: setting.catalog}),
      ...storageGrowthBlockers({tier, database, storage: state.storage, plannedGib, setting}),
      ...replicaBlockers({
        tier,
        database,
        databases,
        hardware: choice.class,
        limitIops: Math.min(iops, choice.class.ebsBaselineIops),
        reads: state.reads,
        targetRps,
        setting,
      }),
      ...surplusCreditBlockers({tier, hardware: choice.class, cpuRatio: load.cpuRatio, setting}),
      ...databaseWindowBlockers({tier, database, hasClassChange: choice.class.name !== today.name, setting}),
    ],
    uses: [],
  }
}
