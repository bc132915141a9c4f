import {DescribeServicesCommand, ECSClient} from '@aws-sdk/client-ecs'
import {paginateDescribeEvents, RDSClient} from '@aws-sdk/client-rds'
import type {Patch} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {readAutoScalingGroups} from './read-auto-scaling.js'
import {readDbClusters} from './read-db-clusters.js'
import {ask, readInGroups, readPages} from './read-pages.js'
import {readDbInstances} from './read-rds.js'
import {readPendingMaintenance} from './read-rds-surroundings.js'
import {objectsOf, textOf} from './snapshot-fields.js'

type Tags = Record<string, {key: string; value: string}[]>

/** Minutes that RDS is asked about: no second modification of storage is taken in that time. */
const lookBackMinutes = 360

/** The database instances and clusters that patches modify, as RDS describes them, by their identifier. */
export async function readTouchedDatabases(
  clients: AwsClients,
  patches: readonly Patch[],
): Promise<Record<string, AwsObject>> {
  const idsOf = (wanted: string, field: string) => [
    ...new Set(
      patches
        .filter(({request: {service, operation}}) => service === 'rds' && operation === wanted)
        .map(({request}) => textOf(request.input, field)),
    ),
  ]
  const [instanceIds, clusterIds] = [
    idsOf('ModifyDBInstance', 'DBInstanceIdentifier'),
    idsOf('ModifyDBCluster', 'DBClusterIdentifier'),
  ]
  const instances = instanceIds.length === 0 ? [] : await readDbInstances(clients, instanceIds)
  const clusters = clusterIds.length === 0 ? [] : await readDbClusters(clients, clusterIds)
  return Object.fromEntries([
    ...instances.map((one) => [textOf(one, 'DBInstanceIdentifier'), one] as const),
    ...clusters.map((one) => [textOf(one, 'DBClusterIdentifier'), {DBClusterMembers: [], ...one}] as const),
  ])
}

/**
 * Maintenance that AWS has announced for databases by name, for the members of clusters as well, each action with the
 * maintenance window of its resource.
 */
export async function readMaintenanceOf(
  clients: AwsClients,
  databases: readonly {name: string; isCluster: boolean}[],
): Promise<{id: string; action: AwsObject; window: string | null}[]> {
  const pending = await readPendingMaintenance(clients)
  if (pending.length === 0) return []
  const named = (isCluster: boolean) => databases.filter((one) => one.isCluster === isCluster).map(({name}) => name)
  const clusters = named(true).length === 0 ? [] : await readDbClusters(clients, named(true))
  const members = clusters.flatMap((one) => objectsOf(one, 'DBClusterMembers'))
  const ids = [...named(false), ...members.map((one) => textOf(one, 'DBInstanceIdentifier'))]
  const instances = ids.length === 0 ? [] : await readDbInstances(clients, ids)
  const windows = new Map(
    [...clusters, ...instances].map((one) => [
      textOf(one, 'DBInstanceIdentifier') || textOf(one, 'DBClusterIdentifier'),
      textOf(one, 'PreferredMaintenanceWindow') || null,
    ]),
  )
  return pending.flatMap((one) => {
    const id = textOf(one, 'ResourceIdentifier').split(':').at(-1) ?? ''
    const window = windows.get(id)
    return window === undefined
      ? []
      : objectsOf(one, 'PendingMaintenanceActionDetails').map((action) => ({id, action, window}))
  })
}

/**
 * When RDS last finished a change of a database's storage, within six hours; null where it tells of none. RDS says so
 * in its events alone, in words.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export async function readStorageModifiedAt(
  clients: AwsClients,
  id: string,
  SourceType: 'db-instance' | 'db-cluster',
): Promise<string | null> {
  const events = await readPages(
    clients,
    {service: 'rds', operation: 'DescribeEvents', resource: id},
    paginateDescribeEvents(
      {client: clients.of(RDSClient)},
      {SourceIdentifier: id, SourceType, Duration: lookBackMinutes},
    ),
    (page) => page.Events,
  )
  const times = events
    .filter((event) => /modification/i.test(textOf(event, 'Message')))
    .filter((event) => /storage|iops|throughput/i.test(textOf(event, 'Message')))
    .map((event) => textOf(event, 'Date'))
  return times.sort().at(-1) ?? null
}

/** Tags of the groups, services and database instances that patches change, by the patch's `resource`. */
export async function readTouchedTags(
  clients: AwsClients,
  patches: readonly Patch[],
  instances: Readonly<Record<string, AwsObject>>,
): Promise<Tags> {
  const groups = named(patches, 'autoscaling')
  const found = groups.length === 0 ? [] : await readAutoScalingGroups(clients, groups)
  return {
    ...Object.fromEntries(found.map((one) => [textOf(one, 'AutoScalingGroupName'), tagsOf(one, 'Tags')])),
    ...(await readServiceTags(clients, patches)),
    ...Object.fromEntries(Object.entries(instances).map(([id, one]) => [id, tagsOf(one, 'TagList')])),
  }
}

function named(patches: readonly Patch[], service: string): string[] {
  const own = patches.filter(({request}) => request.service === service)
  return [
    ...new Set(own.map(({request}) => textOf(request.input, 'AutoScalingGroupName')).filter((name) => name !== '')),
  ]
}

async function readServiceTags(clients: AwsClients, patches: readonly Patch[]): Promise<Tags> {
  const byCluster = new Map<string, Set<string>>()
  for (const {request} of patches) {
    const [, cluster, name] = /^service\/([^/]+)\/(.+)$/.exec(textOf(request.input, 'ResourceId')) ?? []
    if (cluster === undefined || name === undefined) continue
    byCluster.set(cluster, (byCluster.get(cluster) ?? new Set()).add(name))
  }
  const tags: Tags = {}
  for (const [cluster, names] of byCluster) {
    const doing = {service: 'ecs', operation: 'DescribeServices', resource: `cluster ${cluster}`}
    const services = await readInGroups([...names], 10, async (group) => {
      const input = {cluster, services: group, include: ['TAGS' as const]}
      const reply = await ask(clients, doing, () => clients.of(ECSClient).send(new DescribeServicesCommand(input)))
      return (reply.services ?? []).map(plain)
    })
    for (const one of services) tags[`${cluster}/${textOf(one, 'serviceName')}`] = tagsOf(one, 'tags')
  }
  return tags
}

/** Tags in either spelling: `Key` of most services, `key` of ECS. */
function tagsOf(element: AwsObject, field: string): {key: string; value: string}[] {
  return objectsOf(element, field).map((tag) => ({
    key: textOf(tag, 'Key') || textOf(tag, 'key'),
    value: textOf(tag, 'Value') || textOf(tag, 'value'),
  }))
}
