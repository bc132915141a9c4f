import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler} from './estate.js'
import {writeDbClusters} from './write-db-clusters.js'
import {writeRdsInstances} from './write-rds-instances.js'

/** What waits for the maintenance window unless it is to be applied at once. */
const waiting = [
  'DBInstanceClass',
  'AllocatedStorage',
  'Iops',
  'StorageThroughput',
  'StorageType',
  'MultiAZ',
  'EngineVersion',
]

/** Below this a gp3 volume of these engines has what AWS gives it, and takes no numbers of its own. */
const smallGib = 400

/**
 * ModifyDBInstance with PendingModifiedValues: what is not applied at once waits, and what is applied at once takes
 * along all that waited. moto applies everything at once, and shrinks storage.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 */
export const writeRds: Record<string, Handler> = {
  ...writeRdsInstances,
  ...writeDbClusters,
  ModifyDBInstance: (input, {snapshot}) => {
    const id = input['DBInstanceIdentifier']
    const database = snapshot.dbInstances.find((one) => one['DBInstanceIdentifier'] === id)
    if (!database) throw new FakeFailure('DBInstanceNotFound', `DBInstance ${id} not found.`, 404)
    if (database['DBInstanceStatus'] !== 'available') {
      throw new FakeFailure('InvalidDBInstanceState', `Database instance is not in available state: ${id}.`)
    }
    const asked = {...askedOf(input, database), ...lostWith(input, database)}
    checkStorage({...database, ...asked})
    const pending = {...(database['PendingModifiedValues'] as AwsObject | undefined), ...asked}
    if (input['ApplyImmediately'] === true) {
      Object.assign(database, pending, {PendingModifiedValues: {}, DBInstanceStatus: 'modifying'})
    } else {
      database['PendingModifiedValues'] = pending
    }
    // Its ceiling follows at once, whatever the flag says.
    if (input['MaxAllocatedStorage'] !== undefined) database['MaxAllocatedStorage'] = input['MaxAllocatedStorage']
    return {DBInstance: database}
  },
}

/** What differs from what is; storage grows by a tenth at least and never shrinks. */
function askedOf(input: AwsObject, database: AwsObject): AwsObject {
  const changed = waiting.filter((name) => input[name] !== undefined && input[name] !== database[name])
  const asked = Object.fromEntries(changed.map((name) => [name, input[name]]))
  if (asked['AllocatedStorage'] === undefined) return asked
  const [wanted, has] = [Number(asked['AllocatedStorage']), Number(database['AllocatedStorage'])]
  if (wanted < has) {
    throw new FakeFailure('InvalidParameterCombination', `The storage of ${has} GiB cannot be reduced to ${wanted}.`)
  }
  return {...asked, AllocatedStorage: Math.max(wanted, Math.ceil(has * 1.1))}
}

/** Throughput is a setting of gp3 alone: of a volume of another type RDS reports none. */
function lostWith({StorageType}: AwsObject, database: AwsObject): AwsObject {
  const leaves = StorageType !== undefined && StorageType !== 'gp3' && database['StorageType'] === 'gp3'
  return leaves ? {StorageThroughput: 0} : {}
}

function checkStorage({StorageType, AllocatedStorage, Iops, StorageThroughput, Engine}: AwsObject): void {
  const isSmall = StorageType === 'gp3' && Number(AllocatedStorage) < smallGib
  const isOwn = Number(Iops ?? 3000) > 3000 || Number(StorageThroughput ?? 125) > 125
  if (!isSmall || !isOwn) return
  const message = `You can't specify IOPS or storage throughput for engine ${Engine} and a storage size less than ${smallGib}.`
  throw new FakeFailure('InvalidParameterCombination', message)
}
