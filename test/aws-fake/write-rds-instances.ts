import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler} from './estate.js'

/**
 * Replicas, readers and their end. What is made is `creating`, what is deleted stays as `deleting`; `settle` finishes
 * both.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
 */
const replicasPerSource = 15

export const writeRdsInstances: Record<string, Handler> = {
  CreateDBInstanceReadReplica: (input, estate) => {
    const source = instanceOf(input['SourceDBInstanceIdentifier'], estate)
    checkFree(input, estate)
    if (source['DBInstanceStatus'] !== 'available') throw notAvailable(source)
    if (source['BackupRetentionPeriod'] === 0) {
      throw new FakeFailure('InvalidDBInstanceState', 'Automated backups are not enabled for this database instance.')
    }
    const replicas = (source['ReadReplicaDBInstanceIdentifiers'] ?? []) as unknown[]
    if (replicas.length >= replicasPerSource) {
      throw new FakeFailure('InstanceQuotaExceeded', `More than ${replicasPerSource} read replicas.`)
    }
    source['ReadReplicaDBInstanceIdentifiers'] = [...replicas, input['DBInstanceIdentifier']]
    const {DBInstanceIdentifier, DBInstanceClass = source['DBInstanceClass'], Tags = []} = input
    const {ReadReplicaDBInstanceIdentifiers: _, PendingModifiedValues: __, ...same} = source
    const made = {
      ...same,
      DBInstanceIdentifier,
      DBInstanceClass,
      MultiAZ: input['MultiAZ'] ?? false,
      TagList: Tags,
      DBInstanceStatus: 'creating',
      PendingModifiedValues: {},
      ReadReplicaDBInstanceIdentifiers: [],
      ReadReplicaSourceDBInstanceIdentifier: source['DBInstanceIdentifier'],
    }
    estate.snapshot.dbInstances.push(made)
    return {DBInstance: made}
  },
  CreateDBInstance: (input, estate) => {
    checkFree(input, estate)
    const id = input['DBClusterIdentifier']
    const cluster = estate.snapshot.dbClusters.find((one) => one['DBClusterIdentifier'] === id)
    if (!cluster) throw new FakeFailure('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404)
    if (input['Engine'] !== cluster['Engine']) {
      throw new FakeFailure('InvalidParameterCombination', 'The engine is not that of the cluster.')
    }
    const {Tags = [], ...given} = input
    const made = {...given, TagList: Tags, DBInstanceStatus: 'creating', PendingModifiedValues: {}}
    estate.snapshot.dbInstances.push(made)
    cluster['DBClusterMembers'] = [
      ...((cluster['DBClusterMembers'] ?? []) as AwsObject[]),
      {DBInstanceIdentifier: input['DBInstanceIdentifier'], IsClusterWriter: false, PromotionTier: 1},
    ]
    return {DBInstance: made}
  },
  DeleteDBInstance: (input, estate) => {
    const database = instanceOf(input['DBInstanceIdentifier'], estate)
    const isReplica = database['ReadReplicaSourceDBInstanceIdentifier'] !== undefined
    const isSkipped = input['SkipFinalSnapshot'] === true
    if (isSkipped === (input['FinalDBSnapshotIdentifier'] !== undefined)) {
      throw new FakeFailure(
        'InvalidParameterCombination',
        'FinalDBSnapshotIdentifier or SkipFinalSnapshot, one of them.',
      )
    }
    if (isReplica && !isSkipped) {
      throw new FakeFailure('InvalidParameterCombination', 'Cannot create a final snapshot of a read replica.')
    }
    if (database['DeletionProtection'] === true) {
      throw new FakeFailure('InvalidParameterCombination', 'Cannot delete protected DB Instance.')
    }
    if (database['DBInstanceStatus'] === 'deleting') throw notAvailable(database)
    database['DBInstanceStatus'] = 'deleting'
    return {DBInstance: database}
  },
}

/** Finishes what RDS has begun: changes are made, what was to be created is there, and what was to go is gone. */
export function settle({snapshot}: FakeEstate): void {
  const gone = snapshot.dbInstances.filter(({DBInstanceStatus}) => DBInstanceStatus === 'deleting')
  const isGone = (id: unknown) => gone.some(({DBInstanceIdentifier}) => DBInstanceIdentifier === id)
  snapshot.dbInstances = snapshot.dbInstances.filter((one) => !gone.includes(one))
  for (const one of snapshot.dbInstances) {
    one['DBInstanceStatus'] = 'available'
    const replicas = (one['ReadReplicaDBInstanceIdentifiers'] ?? []) as unknown[]
    one['ReadReplicaDBInstanceIdentifiers'] = replicas.filter((id) => !isGone(id))
  }
  for (const one of snapshot.dbClusters) {
    one['Status'] = 'available'
    const members = (one['DBClusterMembers'] ?? []) as AwsObject[]
    one['DBClusterMembers'] = members.filter(({DBInstanceIdentifier}) => !isGone(DBInstanceIdentifier))
  }
}

function instanceOf(id: unknown, {snapshot}: FakeEstate): AwsObject {
  const found = snapshot.dbInstances.find((one) => one['DBInstanceIdentifier'] === id)
  if (!found) throw new FakeFailure('DBInstanceNotFound', `DBInstance ${id} not found.`, 404)
  return found
}

function checkFree({DBInstanceIdentifier: id}: AwsObject, {snapshot}: FakeEstate): void {
  if (!snapshot.dbInstances.some((one) => one['DBInstanceIdentifier'] === id)) return
  throw new FakeFailure('DBInstanceAlreadyExists', 'DB instance already exists')
}

function notAvailable({DBInstanceIdentifier: id, DBInstanceStatus: status}: AwsObject): FakeFailure {
  return new FakeFailure('InvalidDBInstanceState', `Database instance ${id} is ${status}.`)
}
