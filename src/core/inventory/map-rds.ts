import type {Database} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {
  type AwsElement,
  elementsOf,
  flagAt,
  numberAt,
  optionalNumberAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from './aws-field.js'

/** The RDS instances of a snapshot. Throws SNAPSHOT_INVALID. */
export function mapDatabases(snapshot: Snapshot): Database[] {
  return elementsOf('dbInstances', snapshot.dbInstances)
    .map(mapDatabase)
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)))
}

function mapDatabase(database: AwsElement): Database {
  const maxAllocatedGib = optionalNumberAt(database, 'MaxAllocatedStorage')
  const cluster = optionalTextAt(database, 'DBClusterIdentifier')
  return {
    id: textAt(database, 'DBInstanceIdentifier'),
    ...(cluster === null ? {} : {cluster}),
    class: textAt(database, 'DBInstanceClass'),
    engine: textAt(database, 'Engine'),
    engineVersion: textAt(database, 'EngineVersion'),
    status: textAt(database, 'DBInstanceStatus'),
    isMultiAz: flagAt(database, 'MultiAZ'),
    storageType: textAt(database, 'StorageType'),
    allocatedGib: numberAt(database, 'AllocatedStorage'),
    provisionedIops: optionalNumberAt(database, 'Iops'),
    provisionedMibPerS: optionalNumberAt(database, 'StorageThroughput'),
    ...(maxAllocatedGib === null ? {} : {maxAllocatedGib}),
    replicaOf: optionalTextAt(database, 'ReadReplicaSourceDBInstanceIdentifier'),
    replicas: textsAt(database, 'ReadReplicaDBInstanceIdentifiers').sort(),
    pendingChanges: Object.keys(optionalObjectAt(database, 'PendingModifiedValues')?.value ?? {}).sort(),
    maintenanceWindow: optionalTextAt(database, 'PreferredMaintenanceWindow'),
    backupWindow: optionalTextAt(database, 'PreferredBackupWindow'),
    ...insightsOf(database),
  }
}

function insightsOf(database: AwsElement): Pick<Database, 'insightsId'> {
  const isOn = flagAt(database, 'PerformanceInsightsEnabled')
  const insightsId = optionalTextAt(database, 'DbiResourceId')
  return isOn && insightsId !== null ? {insightsId} : {}
}
