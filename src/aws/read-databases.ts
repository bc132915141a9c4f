import type {Config} from '../documents/config.js'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readAllDbClusters, readDbClusters, readReaderScaling} from './read-db-clusters.js'
import {readDbProxies} from './read-db-proxies.js'
import {readAllDbInstances, readDbInstances} from './read-rds.js'
import {type Place, requireFound, type Wanted} from './require-found.js'
import {objectsOf, textOf, textsOf} from './snapshot-fields.js'

export type ReadDatabases = Pick<
  Snapshot,
  | 'dbInstances'
  | 'dbClusters'
  | 'dbProxies'
  | 'dbProxyTargets'
  | 'dbProxyTargetGroups'
  | 'scalableTargets'
  | 'scalingPolicies'
>

type Asked = {
  clients: AwsClients
  config: Config
  place: Place
  wantedBy: (config: Config, kind: 'rds' | 'aurora' | 'rds-cluster') => Wanted[]
}

/**
 * The databases that a config names: instances with their replicas, clusters with their members and the scaling of
 * their readers, and the proxies before any of them. Throws RESOURCE_NOT_FOUND, and what `explainFailure` makes of a
 * failure.
 */
export async function readDatabases(asked: Asked): Promise<ReadDatabases> {
  const {clients, config, wantedBy} = asked
  const dbClusters = await readClusters(asked)
  const names = dbClusters.map((cluster) => textOf(cluster, 'DBClusterIdentifier'))
  const auroraNames = unique(wantedBy(config, 'aurora').map(({name}) => name))
  const members = dbClusters.flatMap((cluster) => objectsOf(cluster, 'DBClusterMembers').map(idOf))
  const instances = await readInstances(asked)
  const known = new Set(instances.map(idOf))
  const dbInstances = [
    ...instances,
    ...(await readDbInstances(
      clients,
      unique(members).filter((id) => !known.has(id)),
    )),
  ]
  return {
    dbClusters,
    dbInstances,
    ...(await readReaderScaling(clients, auroraNames)),
    ...(await readDbProxies(clients, new Set([...names, ...dbInstances.map(idOf)]))),
  }
}

async function readClusters({clients, config, place, wantedBy}: Asked): Promise<AwsObject[]> {
  const wanted = [...wantedBy(config, 'aurora'), ...wantedBy(config, 'rds-cluster')]
  const found = await readDbClusters(clients, unique(wanted.map(({name}) => name)))
  const nameOf = (cluster: AwsObject) => textOf(cluster, 'DBClusterIdentifier')
  const readAll = (there: AwsClients) => readAllDbClusters(there)
  await requireFound({kind: 'database cluster', wanted, found, nameOf, readAll, clients, place})
  return found
}

async function readInstances({clients, config, place, wantedBy}: Asked): Promise<AwsObject[]> {
  const wanted = wantedBy(config, 'rds')
  const found = await readDbInstances(clients, unique(wanted.map(({name}) => name)))
  const readAll = (there: AwsClients) => readAllDbInstances(there)
  await requireFound({kind: 'RDS instance', wanted, found, nameOf: idOf, readAll, clients, place})
  const known = new Set(found.map(idOf))
  const replicas = found
    .flatMap((database) => textsOf(database, 'ReadReplicaDBInstanceIdentifiers'))
    // A replica in another region is given by ARN and cannot be read here.
    .filter((id) => !id.startsWith('arn:') && !known.has(id))
  return [...found, ...(await readDbInstances(clients, unique(replicas)))]
}

const idOf = (database: AwsObject) => textOf(database, 'DBInstanceIdentifier')
const unique = (names: readonly string[]) => [...new Set(names)]
