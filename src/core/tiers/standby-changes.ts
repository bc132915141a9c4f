import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database, DatabaseCluster} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change, Cost, Limit} from '../../documents/plan.js'
import {counted, figure, percent} from '../figure.js'
import {clusterClassPatch, clusterStoragePatch} from '../patch/cluster-patches.js'
import type {ClassChoice} from './choose-class.js'
import {classCost, firstOf} from './rds-changes.js'
import {storageChange} from './rds-storage-change.js'
import type {StorageSetting} from './rds-storage-rules.js'
import {instanceCountOf} from './standby-class.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** A database change wants a day to be undone in before the window opens. */
const graceS = 86_400

type Asked = {
  tier: string
  cluster: DatabaseCluster
  database: Database
  limits: readonly Limit[]
  setting: Setting
}

/** The change of class of all three instances, one after the other and a failover, with its call. */
export function standbyClassChange({
  tier,
  cluster,
  choice,
  today,
  lost,
  limits,
  setting,
}: Asked & {
  choice: ClassChoice
  today: RdsClass
  /** What of a lost zone today's class does not carry, in words; null where it does. */
  lost: string | null
}): {change: Change; patch: DraftPatch} {
  const patch = clusterClassPatch({tier, cluster, from: today.name, to: choice.class.name})
  const leadTimeS = setting.judgement('classChangeLeadTimeS') * instanceCountOf(setting)
  const broken = limits.filter(({now}) => ratioAt(now, setting.target) > 1)
  const first = firstOf(broken.length > 0 ? broken : limits)
  for (const price of [choice.price, choice.todayPrice]) if (price !== null) setting.cite(price.key, setting.region)
  setting.cite(`rds.${choice.class.name}.ebsBaselineIops`)
  setting.cite('auroraCapacity.clusterFailoverS')
  const how = choice.price === null ? 'the first in order' : 'the cheapest class'
  const why =
    broken.length === 0 && lost !== null
      ? `With a zone lost ${lost} on ${today.name}`
      : `At ${setting.target.toUpperCase()} ${first?.measure ?? 'its load'} is at ${percent(first ? ratioAt(first.now, setting.target) : 0)} of what ${today.name} is planned for`
  const change: Change = {
    id: patch.id,
    tier,
    resource: cluster.id,
    setting: 'instance class',
    from: today.name,
    to: choice.class.name,
    because: `${why}; ${choice.class.name} is ${how} that stays within every limit.`,
    evidence: [
      ...broken.flatMap(({derivation}) => derivation.slice(0, 1)),
      `all ${counted(instanceCountOf(setting), 'instance')} of a Multi-AZ DB cluster have one class: RDS changes the readers, then fails over`,
    ],
    after: first?.after ?? null,
    cost: costOf({choice, today, setting}),
    leadTimeS,
    latestAt: new Date((setting.windowStartS - leadTimeS - graceS) * 1000).toISOString(),
    downtime: `a failover, typically under ${figure(setting.catalog.auroraCapacity.clusterFailoverS.value)} s; longer where the readers lag`,
    route: 'manual',
    rejected: choice.rejected,
    patchIds: [patch.id],
  }
  return {change, patch}
}

function costOf({choice, today, setting}: {choice: ClassChoice; today: RdsClass; setting: Setting}): Cost {
  const cost = classCost({choice, today, setting})
  if (cost.windowUsd === null) {
    return {...cost, because: `${cost.because}; classes of unknown price stand in the order of their vCPUs`}
  }
  return {...cost, because: `${cost.because} (${counted(instanceCountOf(setting), 'instance')})`}
}

/** The change of the volumes, of which each instance has one, with its call. */
export function standbyStorageChange({
  tier,
  cluster,
  database,
  storage,
  volume,
  limits,
  setting,
}: Asked & {storage: StorageSetting; volume: {iops: number; mibPerS: number}}): {change: Change; patch: DraftPatch} {
  const patch = clusterStoragePatch({tier, cluster, to: storage})
  const copyCount = instanceCountOf(setting)
  setting.cite('auroraCapacity.clusterReaderCount')
  return {
    patch,
    change: storageChange({tier, database, storage, volume, limits, setting, copyCount, patchId: patch.id}),
  }
}
