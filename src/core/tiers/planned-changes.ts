import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Change, Limit, Rejection} from '../../documents/plan.js'
import {figure} from '../figure.js'
import {classPatch, storagePatch} from '../patch/rds-patches.js'
import {replicaPatches} from '../patch/spare-instance-patches.js'
import type {ClassChoice} from './choose-class.js'
import {classChange} from './rds-changes.js'
import {storageChange} from './rds-storage-change.js'
import {isSetting, type StorageSetting} from './rds-storage-rules.js'
import {type ReplicaOption, replicaChange, replicaRejection} from './read-replicas.js'
import type {Setting, TierFinding} from './tier-finding.js'
import type {WorkingSet} from './working-set.js'

type Storage = StorageSetting | {impossible: string} | null

/**
 * The changes of a database and their calls: class, storage, and replicas where no class is enough. `wanted` is the
 * storage that the I/O would ask for, `storage` what is planned of it: nothing where a working set binds.
 */
export function plannedChanges({
  tier,
  database,
  today,
  volume,
  limits,
  setting,
  choice,
  storage,
  wanted,
  bindingSet,
  option,
  databases,
}: {
  tier: string
  database: Database
  today: RdsClass
  volume: {iops: number; mibPerS: number}
  limits: readonly Limit[]
  setting: Setting
  choice: ClassChoice
  storage: Storage
  wanted: Storage
  bindingSet: WorkingSet | null
  option: ReplicaOption | null
  databases: readonly Database[]
}): Pick<TierFinding, 'changes' | 'patches'> {
  const changes: Change[] = []
  const patches = []
  if (choice.class.name !== today.name) {
    const rejected = [...choice.rejected, ...otherWays({wanted, bindingSet, option})]
    const patch = classPatch({tier, database, toClass: choice.class.name})
    const change = classChange({
      tier,
      database,
      choice: {...choice, rejected},
      today,
      limits,
      setting,
      patchId: patch.id,
    })
    patches.push(patch)
    changes.push(bindingSet === null ? change : {...change, because: memoryWords(choice, bindingSet.because)})
  }
  if (isSetting(storage)) {
    const patch = storagePatch({tier, database, to: storage})
    patches.push(patch)
    changes.push(storageChange({tier, database, storage, volume, limits, setting, patchId: patch.id}))
  }
  if (!choice.isEnough && option !== null) {
    const source = databases.find(({id}) => id === database.replicaOf) ?? database
    const made = replicaPatches({
      tier,
      source,
      className: today.name,
      count: option.moreCount,
      planId: setting.planId,
      taken: new Set(databases.map(({id}) => id)),
    })
    patches.push(...made)
    const route = made.every((patch) => patch.route === 'automatic') ? ('automatic' as const) : ('manual' as const)
    changes.push({...replicaChange({tier, database, option, setting}), route, patchIds: made.map(({id}) => id)})
  }
  return {changes, patches}
}

/** What was not chosen beside other classes. */
function otherWays({
  wanted,
  bindingSet,
  option,
}: {
  wanted: Storage
  bindingSet: WorkingSet | null
  option: ReplicaOption | null
}): Rejection[] {
  const iops =
    bindingSet !== null && isSetting(wanted)
      ? [
          {
            candidate: `${figure(wanted.iops)} IOPS`,
            because: `${bindingSet.because}: more IOPS would only be read away`,
          },
        ]
      : []
  return [...iops, ...(option === null ? [] : [replicaRejection(option)])]
}

function memoryWords({class: {name, memoryGib}}: ClassChoice, because: string): string {
  return `${because.charAt(0).toUpperCase()}${because.slice(1)}; ${name} with ${figure(memoryGib)} GiB is the cheapest class with enough memory that stays within every limit.`
}
