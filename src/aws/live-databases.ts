import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {type Comparable, type Comparables, missing, pick, wholeOrNone} from './comparable.js'
import {objectsOf, textOf} from './snapshot-fields.js'

/** The tag by which what a plan has made is known; its value is the plan's id. */
export const ownTag = 'ecom-plan'

function instanceSource(clients: AwsClients, input: AwsObject): ReturnType<Comparable['source']> {
  const id = textOf(input, 'DBInstanceIdentifier')
  return [`database ${id}`, async () => (await import('./read-rds.js')).readDbInstances(clients, [id])]
}

/** An instance that is yet to be, whose name has to be free, or one that is ours to take away. */
const made: Comparable = {
  source: instanceSource,
  fields: (patch, [database]) => wholeOrNone(patch, 'DBInstance', database && taggedOf(database)),
}

/** What is being deleted no longer counts as there, but its name is not free before it is gone. */
const deleted: Comparable = {
  source: instanceSource,
  fields: (patch, [database]) =>
    wholeOrNone(
      patch,
      'DBInstance',
      database === undefined || database['DBInstanceStatus'] === 'deleting' ? null : taggedOf(database),
    ),
}

/** With our tag alone: a shop's own tags come and go. */
function taggedOf(database: AwsObject): AwsObject {
  const Tags = objectsOf(database, 'TagList')
    .filter((tag) => textOf(tag, 'Key') === ownTag)
    .map((tag) => ({Key: ownTag, Value: textOf(tag, 'Value')}))
  return {...database, Tags}
}

/** What calls to RDS change, as it is now. A value that waits in PendingModifiedValues is not in force. */
export const liveDatabases: Comparables = {
  ModifyDBInstance: {
    source: instanceSource,
    fields: (patch, [database]) => pick(patch.before, database ?? missing(patch)),
  },
  ModifyDBCluster: {
    source: (clients, input) => {
      const id = textOf(input, 'DBClusterIdentifier')
      return [`cluster ${id}`, async () => (await import('./read-db-clusters.js')).readDbClusters(clients, [id])]
    },
    fields: (patch, [cluster]) => pick(patch.before, cluster ?? missing(patch)),
  },
  CreateDBInstance: made,
  CreateDBInstanceReadReplica: made,
  DeleteDBInstance: deleted,
}
