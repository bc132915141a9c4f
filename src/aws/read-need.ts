import type {Need} from '../documents/need.js'
import type {AwsRequest} from '../documents/patch.js'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {objectsOf, textOf} from './snapshot-fields.js'

/**
 * What a group or service needs now: no limit may be lowered below it. `runningCount` is what is in service or runs.
 * Of a cluster it is its readers. Null for a call that limits none of these, and for one that is gone. Reads only.
 */
export async function readNeed(
  clients: AwsClients,
  {service, input}: Pick<AwsRequest, 'service' | 'input'>,
): Promise<Need | null> {
  const group = textOf(input, 'AutoScalingGroupName')
  if (service === 'autoscaling' && group !== '') return needOfGroup(clients, group)
  const resource = textOf(input, 'ResourceId')
  if (service === 'application-autoscaling' && resource.startsWith('cluster:')) return needOfReaders(clients, resource)
  return service === 'application-autoscaling' && resource.startsWith('service/')
    ? needOfService(clients, resource)
    : null
}

async function needOfGroup(clients: AwsClients, name: string): Promise<Need | null> {
  const {readAutoScalingGroups} = await import('./read-auto-scaling.js')
  const [group] = await readAutoScalingGroups(clients, [name])
  if (group === undefined) return null
  const inService = objectsOf(group, 'Instances').filter((one) => textOf(one, 'LifecycleState') === 'InService')
  return {
    desiredCount: Number(group['DesiredCapacity']),
    runningCount: inService.reduce((sum, one) => sum + Number(one['WeightedCapacity'] ?? 1), 0),
    minCount: countOf(group, 'MinSize'),
    maxCount: countOf(group, 'MaxSize'),
  }
}

async function needOfService(clients: AwsClients, resource: string): Promise<Need | null> {
  const [, cluster = '', name = ''] = resource.split('/')
  const {readServices} = await import('./read-ecs.js')
  const {readScalableTargets} = await import('./read-service-scaling.js')
  const [service] = await readServices(clients, cluster, [name])
  const [target = {}] = await readScalableTargets(clients, [resource])
  if (service === undefined) return null
  return {
    desiredCount: Number(service['desiredCount']),
    runningCount: Number(service['runningCount']),
    minCount: countOf(target, 'MinCapacity'),
    maxCount: countOf(target, 'MaxCapacity'),
  }
}

async function needOfReaders(clients: AwsClients, resource: string): Promise<Need | null> {
  const {readDbClusters, readReaderTargets} = await import('./read-db-clusters.js')
  const [cluster] = await readDbClusters(clients, [resource.slice('cluster:'.length)])
  const [target = {}] = await readReaderTargets(clients, [resource])
  if (cluster === undefined) return null
  const readerCount = objectsOf(cluster, 'DBClusterMembers').filter((one) => one['IsClusterWriter'] !== true).length
  return {
    desiredCount: readerCount,
    runningCount: readerCount,
    minCount: countOf(target, 'MinCapacity'),
    maxCount: countOf(target, 'MaxCapacity'),
  }
}

const countOf = (element: AwsObject, field: string) => (field in element ? Number(element[field]) : null)
