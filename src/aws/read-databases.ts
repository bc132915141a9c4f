import type {Config} from '../documents/config.js'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {readAllDbClusters, readDbClusters, readReaderScaling} from './read-db-clusters.js'
import {noProxies, readDbProxies} from './read-db-proxies.js'
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
  | 'unread'
>

type Asked = {
  clients: AwsClients
  config: Config
  place: Place
  wantedBy: (config: Config, kind: 'rds' | 'aurora' | 'rds-cluster') => Wanted[]
}

/**
 * The databases that a config names: instances with their replicas, clusters with their members and the scaling of
 * their readers, and the proxies before any of them. A name of the other kind (a cluster where the config says rds, an
 * instance where it says a kind of cluster) is read as what it is, for whoever maps it to say so. A plan can do without
 * the proxies: where they may not be read the snapshot says so.
 *
 * Throws RESOURCE_NOT_FOUND, and what `explainFailure` makes of a failure.
 */
export async function readDatabases(asked: Asked): Promise<ReadDatabases> {
  const {clients, config, wantedBy} = asked
  const {clusters: dbClusters, instances: named} = await readClusters(asked)
  const others = await readInstances(asked)
  dbClusters.push(...others.clusters)
  const names = dbClusters.map(clusterIdOf)
  const auroraNames = unique(wantedBy(config, 'aurora').map(({name}) => name))
  const members = dbClusters.flatMap((cluster) => objectsOf(cluster, 'DBClusterMembers').map(idOf))
  const instances = [...others.instances, ...named]
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
    ...(await readProxies(clients, new Set([...names, ...dbInstances.map(idOf)]))),
  }
}

type Named = {clusters: AwsObject[]; instances: AwsObject[]}

async function readClusters({clients, config, place, wantedBy}: Asked): Promise<Named> {
  const wanted = [...wantedBy(config, 'aurora'), ...wantedBy(config, 'rds-cluster')]
  const clusters = await readDbClusters(clients, unique(wanted.map(({name}) => name)))
  const missing = missingOf(wanted, clusters.map(clusterIdOf))
  const instances = await readDbInstances(clients, missing)
  const found = [...clusters, ...instances]
  const readAll = (there: AwsClients) => readAllDbClusters(there)
  await requireFound({kind: 'database cluster', wanted, found, nameOf, readAll, clients, place})
  return {clusters, instances}
}

async function readInstances({clients, config, place, wantedBy}: Asked): Promise<Named> {
  const wanted = wantedBy(config, 'rds')
  const instances = await readDbInstances(clients, unique(wanted.map(({name}) => name)))
  const missing = missingOf(wanted, instances.map(idOf))
  // A config without clusters needs no permission to read them.
  const clusters = (await unlessDenied(() => readDbClusters(clients, missing))) ?? []
  const readAll = (there: AwsClients) => readAllDbInstances(there)
  const found = [...instances, ...clusters]
  await requireFound({kind: 'RDS instance', wanted, found, nameOf, readAll, clients, place})
  const known = new Set(instances.map(idOf))
  const replicas = instances
    .flatMap((database) => textsOf(database, 'ReadReplicaDBInstanceIdentifiers'))
    // A replica in another region is given by ARN and cannot be read here.
    .filter((id) => !id.startsWith('arn:') && !known.has(id))
  return {clusters, instances: [...instances, ...(await readDbInstances(clients, unique(replicas)))]}
}

async function readProxies(
  clients: AwsClients,
  databases: ReadonlySet<string>,
): Promise<Pick<Snapshot, 'dbProxies' | 'dbProxyTargets' | 'dbProxyTargetGroups' | 'unread'>> {
  const proxies = await unlessDenied(() => readDbProxies(clients, databases))
  return proxies ?? {...noProxies, unread: ['dbProxies']}
}

async function unlessDenied<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof PlanError && error.code === 'ACCESS_DENIED') return null
    throw error
  }
}

const missingOf = (wanted: readonly Wanted[], found: readonly string[]) =>
  unique(wanted.map(({name}) => name).filter((name) => !found.includes(name)))

const idOf = (database: AwsObject) => textOf(database, 'DBInstanceIdentifier')
const clusterIdOf = (cluster: AwsObject) => textOf(cluster, 'DBClusterIdentifier')
/** An instance of a cluster has the names of both. */
const nameOf = (found: AwsObject) => idOf(found) || clusterIdOf(found)
const unique = (names: readonly string[]) => [...new Set(names)]
