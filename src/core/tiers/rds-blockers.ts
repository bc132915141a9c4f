import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import {figure, percent, span} from '../figure.js'
import type {DatabaseShape, Measure, NamedMeasure} from './measure.js'
import {breaksAt} from './rds-limits.js'
import {isSetting, type StorageSetting} from './rds-storage-rules.js'
import {nothingFound, type Setting, type TierFinding} from './tier-finding.js'
import type {WorkingSet} from './working-set.js'

const storageNames = ['AllocatedStorage', 'Iops', 'StorageThroughput', 'StorageType']

/** The finding of a database of which nothing can be sized. */
export function unknownDatabase(tier: string, database: Database, what: string): TierFinding {
  return {
    ...nothingFound,
    blockers: [
      {
        severity: 'block',
        code: 'DATABASE_UNKNOWN',
        message: `${tier} (${database.id}) runs on ${what}, so nothing of it was sized.`,
        next: 'watch its CPU, IOPS and connections by hand during the event',
      },
    ],
  }
}

/** What stands in the way of the recommended class and storage, and what is already waiting at AWS. */
export function databaseBlockers({
  tier,
  database,
  choice,
  storage,
  limits,
  setting,
  measures,
  after,
  targetRps,
  volumeAfter,
}: {
  tier: string
  database: Database
  choice: {class: RdsClass; isEnough: boolean; largest: RdsClass}
  storage: StorageSetting | {impossible: string} | null
  limits: readonly Limit[]
  setting: Setting
  measures: (shape: DatabaseShape) => NamedMeasure[]
  /** The measures after the plan. */
  after: readonly NamedMeasure[]
  targetRps: number
  volumeAfter: {iops: number; mibPerS: number}
}): Blocker[] {
  const blockers: Blocker[] = []
  if (storage !== null && 'impossible' in storage) {
    blockers.push({
      severity: 'block',
      code: 'STORAGE_IMPOSSIBLE',
      message: `${tier}: ${storage.impossible}.`,
      next: 'move reads to a replica or a cache, or change the storage type',
    })
  }
  if (!choice.isEnough) {
    const {iops, mibPerS} = volumeAfter
    const rates = measures({class: choice.largest, iops, mibPerS}).flatMap(
      (measure) => breaksAt(measure, setting) ?? [],
    )
    const most = rates.length === 0 ? null : Math.min(...rates)
    const short = limits.filter((limit) => limit.verdict === 'short').map((limit) => limit.measure)
    blockers.push({
      severity: 'block',
      code: 'NO_CLASS_CARRIES',
      message:
        `${tier}: no class on offer for ${database.engine} carries the ${setting.target.toUpperCase()} peak (${short.join(', ') || 'limits'}); ` +
        `the largest, ${choice.largest.name}, holds up to ${most === null ? 'more than was looked at' : `${figure(most)} req/s`}.`,
      next: 'admit no more than that (waiting room, rate rule), move reads to replicas or a cache, or split the database',
    })
  }
  if (isSetting(storage)) blockers.push(...lockedBlockers({tier, database, setting}))
  const held = after.find(({name, limitedBy}) => name === 'connections' && limitedBy === 'either')
  if (held !== undefined && held.shareOf(targetRps) > 1) {
    blockers.push({
      severity: 'block',
      code: 'CONNECTIONS_SHORT',
      message: `${tier}: connections reach ${percent(held.shareOf(targetRps))} of what is planned of max_connections (${held.limitText}), which no class changes.`,
      next: 'raise max_connections in the parameter group (a larger class may be needed for its memory), make pools smaller, or put RDS Proxy in front',
    })
  }
  if (database.pendingChanges.length > 0) {
    blockers.push({
      severity: 'warn',
      code: 'CHANGES_PENDING',
      message: `${tier} has changes pending at AWS (${database.pendingChanges.join(', ')}), which any change with ApplyImmediately would flush too.`,
      next: `aws rds describe-db-instances --db-instance-identifier ${database.id} --query 'DBInstances[].PendingModifiedValues'`,
    })
  }
  return blockers
}

/** That a storage change has to wait for another one that runs, or is pending. */
function lockedBlockers({tier, database, setting}: {tier: string; database: Database; setting: Setting}): Blocker[] {
  const isBusy = ['modifying', 'storage-optimization', 'storage-config-upgrade'].includes(database.status)
  const waiting = database.pendingChanges.filter((name) => storageNames.includes(name))
  if (!isBusy && waiting.length === 0) return []
  const lock = span(setting.catalog.rdsStorage.coolDownS.value)
  return [
    {
      severity: 'warn',
      code: 'STORAGE_LOCKED',
      message:
        `${tier}: ${database.id} ${isBusy ? `is ${database.status}` : `has ${waiting.join(', ')} pending`}, and RDS takes no further storage change ` +
        `until ${lock} after the optimization of the one before has ended: this plan's comes second.`,
      next: isBusy
        ? `wait until its status is available and ${lock} more, then order the change; only one fits before the event`
        : 'order both as one change, with the values of this plan',
    },
  ]
}

/**
 * What is to be known of a working set that binds: that IOPS are not the answer, what to look at after the change of
 * class, and what is still too much if the pages fit again.
 */
export function workingSetBlockers({
  tier,
  workingSet,
  after,
  targetRps,
}: {
  tier: string
  workingSet: WorkingSet
  /** The measures after the plan. */
  after: readonly Measure[]
  targetRps: number
}): Blocker[] {
  const still = after
    .filter(({limitedBy, shareOf}) => limitedBy === 'volume' && shareOf(targetRps) > 1)
    .map(({name, shareOf}) => `${name} at ${percent(shareOf(targetRps))}`)
  return [
    {
      severity: still.length > 0 ? 'block' : 'warn',
      code: 'WORKING_SET',
      message:
        `${tier}: ${workingSet.because}. More memory is planned for and no IOPS, which would only be read away` +
        (still.length > 0
          ? `; if the pages fit again ${still.join(' and ')} of the volume's limit would be left.`
          : '.'),
      next: 'change the class days before the event and see that ReadIOPS falls; if it goes on falling with the next larger one, take that, and only then look at IOPS',
    },
  ]
}
