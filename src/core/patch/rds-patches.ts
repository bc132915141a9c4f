import type {Database} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import {fieldsAfter} from './fields-after.js'

/**
 * The call that changes a database's class: a failover, so that apply sends it only in a window that a person named. It
 * is made at once then, and not in the maintenance window, which may come after the event. ApplyImmediately takes along
 * all that waits in PendingModifiedValues, so apply looks first that nothing does.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html
 */
export function classPatch({tier, database, toClass}: {tier: string; database: Database; toClass: string}): DraftPatch {
  const call = (DBInstanceClass: string) => ({
    service: 'rds' as const,
    operation: 'ModifyDBInstance',
    input: {DBInstanceIdentifier: database.id, DBInstanceClass, ApplyImmediately: true},
  })
  return {
    id: `${tier}-class`,
    tier,
    resource: database.id,
    summary: `DBInstanceClass ${database.class} → ${toClass}`,
    route: 'manual',
    request: call(toClass),
    before: {DBInstanceClass: database.class},
    after: {DBInstanceClass: toClass},
    undo: call(database.class),
    ends: 'restore',
    consent: 'downtime',
  }
}

/**
 * The call that raises storage, IOPS and throughput. AWS wants AllocatedStorage and Iops together on gp3, io1 and io2;
 * StorageType is sent only where it changes.
 *
 * More IOPS and throughput change under the running database, which is slower at most while its volume is optimized:
 * apply sends them. Another type of storage may take hours of that, so that a person has to name it. Storage never
 * shrinks in place, so the undo is a reason and a route instead of a call when it grows.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 */
export function storagePatch({
  tier,
  database,
  to,
}: {
  tier: string
  database: Database
  to: {
    storageType: string
    allocatedGib: number
    iops: number
    provisionedIops: number | null
    provisionedMibPerS: number | null
  }
}): DraftPatch {
  const isOtherType = to.storageType !== database.storageType
  const call = (storageType: string, allocatedGib: number, iops: number | null, mibPerS: number | null) => ({
    service: 'rds' as const,
    operation: 'ModifyDBInstance',
    input: {
      DBInstanceIdentifier: database.id,
      ...(isOtherType ? {StorageType: storageType} : {}),
      AllocatedStorage: allocatedGib,
      ...(iops === null ? {} : {Iops: iops}),
      ...(mibPerS === null || storageType !== 'gp3' ? {} : {StorageThroughput: mibPerS}),
      ApplyImmediately: true,
    },
  })
  const grows = to.allocatedGib > database.allocatedGib
  const request = call(to.storageType, to.allocatedGib, to.provisionedIops, to.provisionedMibPerS)
  const before = {
    ...(isOtherType ? {StorageType: database.storageType} : {}),
    AllocatedStorage: database.allocatedGib,
    Iops: database.provisionedIops,
    StorageThroughput: database.provisionedMibPerS,
  }
  return {
    id: `${tier}-storage`,
    tier,
    resource: database.id,
    summary: storageSummary(database, to),
    route: grows || isOtherType ? 'manual' : 'automatic',
    request,
    before,
    after: fieldsAfter(before, request.input),
    undo: grows
      ? {impossible: 'storage cannot shrink in place; an RDS Blue/Green deployment to a smaller volume could'}
      : call(database.storageType, database.allocatedGib, database.provisionedIops, database.provisionedMibPerS),
    ends: grows ? 'never' : 'restore',
    ...(grows ? {consent: 'irreversible' as const} : isOtherType ? {consent: 'slow' as const} : {}),
  }
}

function storageSummary(
  from: Database,
  to: {storageType: string; allocatedGib: number; iops: number; provisionedMibPerS: number | null},
): string {
  const parts = [
    from.storageType === to.storageType ? [] : [`StorageType ${from.storageType} → ${to.storageType}`],
    from.allocatedGib === to.allocatedGib ? [] : [`AllocatedStorage ${from.allocatedGib} → ${to.allocatedGib} GiB`],
    from.provisionedIops === to.iops ? [] : [`Iops ${from.provisionedIops ?? 'baseline'} → ${to.iops}`],
    to.storageType !== 'gp3' || to.provisionedMibPerS === null || from.provisionedMibPerS === to.provisionedMibPerS
      ? []
      : [`StorageThroughput ${from.provisionedMibPerS ?? 'baseline'} → ${to.provisionedMibPerS} MiB/s`],
  ]
  return parts.flat().join(', ')
}
