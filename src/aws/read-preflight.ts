import {DescribeServicesCommand, ECSClient} from '@aws-sdk/client-ecs'
import {paginateDescribeEvents, RDSClient} from '@aws-sdk/client-rds'
import type {Patch} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {readAutoScalingGroups} from './read-auto-scaling.js'
import {ask, readInGroups, readPages} from './read-pages.js'
import {readDbInstances} from './read-rds.js'
import {objectsOf, textOf} from './snapshot-fields.js'

type Tags = Record<string, {key: string; value: string}[]>

/** Minutes that RDS is asked about: no second modification of storage is taken in that time. */
const lookBackMinutes = 360

/** The database instances that patches change, as RDS describes them, by their identifier. */
export async function readTouchedInstances(
  clients: AwsClients,
  patches: readonly Patch[],
): Promise<Record<string, AwsObject>> {
  const ids = patches
    .filter(({request: {service, operation}}) => service === 'rds' && operation === 'ModifyDBInstance')
    .map(({request}) => textOf(request.input, 'DBInstanceIdentifier'))
  const found = ids.length === 0 ? [] : await readDbInstances(clients, [...new Set(ids)])
  return Object.fromEntries(found.map((instance) => [textOf(instance, 'DBInstanceIdentifier'), instance]))
}

/**
 * When RDS last finished a change of an instance's storage, within six hours; null where it tells of none. RDS says so
 * in its events alone, in words.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export async function readStorageModifiedAt(clients: AwsClients, id: string): Promise<string | null> {
  const events = await readPages(
    clients,
    {service: 'rds', operation: 'DescribeEvents', resource: id},
    paginateDescribeEvents(
      {client: clients.of(RDSClient)},
      {SourceIdentifier: id, SourceType: 'db-instance', Duration: lookBackMinutes},
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
