import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {objectOf, objectsOf, textOf, textsOf} from './snapshot-fields.js'

/**
 * Where the units of a snapshot start and what shares their hosts: the subnets of groups and services with their free
 * addresses; the launch templates that tell a type, a credit mode or a disk; and of clusters with services on hosts the
 * other services there (daemons among them) with their task definitions, and the hosts with what they registered.
 *
 * A plan can do without each of these and then says what it assumed, so a denied permission leaves the list as it was;
 * every other failure is thrown as `explainFailure` words it.
 */
export async function readPlacing(clients: AwsClients, snapshot: Snapshot): Promise<Snapshot> {
  const launchTemplates = await unlessDenied(async () => {
    const wanted = templatesToRead(snapshot.autoScalingGroups)
    if (wanted.length === 0) return []
    return (await import('./read-group-surroundings.js')).readLaunchTemplates(clients, wanted)
  })
  const instanceTypes = await typesOfTemplates(clients, snapshot, launchTemplates)
  const subnetIds = subnetsOf(snapshot)
  const subnets = await unlessDenied(async () =>
    subnetIds.length === 0 ? [] : (await import('./read-network.js')).readSubnets(clients, subnetIds),
  )
  const hosted = {...snapshot, launchTemplates, instanceTypes, subnets}
  const clusters = hostedClusters(snapshot)
  return clusters.length === 0 ? hosted : withNeighbours(clients, hosted, clusters)
}

async function withNeighbours(clients: AwsClients, snapshot: Snapshot, clusters: readonly string[]): Promise<Snapshot> {
  const {readNeighbours, readContainerInstances} = await import('./read-ecs-hosts.js')
  const {readTaskDefinitions} = await import('./read-ecs.js')
  const containerInstances = await unlessDenied(() => readContainerInstances(clients, clusters))
  const known = new Set(snapshot.services.map((service) => textOf(service, 'serviceArn')))
  const providers = new Set(snapshot.capacityProviders.map((provider) => textOf(provider, 'name')))
  const found = await unlessDenied(() => readNeighbours(clients, clusters))
  const sharing = found.filter(
    (service) => !known.has(textOf(service, 'serviceArn')) && sharesHosts(service, providers),
  )
  const definitions = new Set(snapshot.taskDefinitions.map((task) => textOf(task, 'taskDefinitionArn')))
  const missing = unique(sharing.map((service) => textOf(service, 'taskDefinition'))).filter(
    (arn) => !definitions.has(arn),
  )
  const taskDefinitions = await unlessDenied(() => readTaskDefinitions(clients, missing))
  const told = new Set([...definitions, ...taskDefinitions.map((task) => textOf(task, 'taskDefinitionArn'))])
  return {
    ...snapshot,
    containerInstances,
    services: [...snapshot.services, ...sharing.filter((service) => told.has(textOf(service, 'taskDefinition')))],
    taskDefinitions: [...snapshot.taskDefinitions, ...taskDefinitions],
  }
}

/** A daemon runs on every host of its cluster; any other service on those of its capacity providers. */
function sharesHosts(service: AwsObject, providers: ReadonlySet<string>): boolean {
  const isDaemon = service['schedulingStrategy'] === 'DAEMON'
  return (
    isDaemon ||
    objectsOf(service, 'capacityProviderStrategy').some((item) => providers.has(textOf(item, 'capacityProvider')))
  )
}

/** ARNs of clusters in which a service of the snapshot runs on the hosts of a capacity provider. */
function hostedClusters({services, capacityProviders}: Snapshot): string[] {
  const steering = new Set(
    capacityProviders
      .filter((provider) => Object.keys(objectOf(provider, 'autoScalingGroupProvider')).length > 0)
      .map((provider) => textOf(provider, 'name')),
  )
  return unique(
    services
      .filter((service) => sharesHosts({...service, schedulingStrategy: 'REPLICA'}, steering))
      .map((service) => textOf(service, 'clusterArn')),
  )
}

async function typesOfTemplates(
  clients: AwsClients,
  {instanceTypes}: Snapshot,
  launchTemplates: readonly AwsObject[],
): Promise<AwsObject[]> {
  const known = new Set(instanceTypes.map((type) => textOf(type, 'InstanceType')))
  const missing = unique(launchTemplates.map((one) => textOf(objectOf(one, 'LaunchTemplateData'), 'InstanceType')))
    .filter((name) => !known.has(name))
    .sort()
  if (missing.length === 0) return instanceTypes
  const {readInstanceTypes} = await import('./read-ec2.js')
  return [...instanceTypes, ...(await readInstanceTypes(clients, missing))]
}

/** Templates of groups of which nothing runs, of burstable types, and with a warm pool: of others nothing is needed. */
function templatesToRead(groups: readonly AwsObject[]): {id: string; version: string}[] {
  const wanted = groups.filter((group) => {
    const types = objectsOf(group, 'Instances').map((instance) => textOf(instance, 'InstanceType'))
    const hasPool = Object.keys(objectOf(group, 'WarmPoolConfiguration')).length > 0
    return types.length === 0 || hasPool || types.some((type) => /^t\d/.test(type))
  })
  return templatesOf(wanted)
}

/** Launch templates with the version that each group starts from. */
export function templatesOf(groups: readonly AwsObject[]): {id: string; version: string}[] {
  const found = groups.flatMap((group) => {
    const mixed = objectOf(objectOf(group, 'MixedInstancesPolicy'), 'LaunchTemplate')
    const template = [objectOf(group, 'LaunchTemplate'), objectOf(mixed, 'LaunchTemplateSpecification')]
    return template
      .map((one) => ({id: textOf(one, 'LaunchTemplateId'), version: textOf(one, 'Version') || '$Default'}))
      .filter(({id}) => id !== '')
  })
  return [...new Map(found.map((one) => [`${one.id} ${one.version}`, one])).values()]
}

/** The subnets that instances and tasks start in. */
export function subnetsOf({autoScalingGroups, services}: Snapshot): string[] {
  return unique([
    ...autoScalingGroups.flatMap((group) => textOf(group, 'VPCZoneIdentifier').split(',')),
    ...services.flatMap((service) =>
      textsOf(objectOf(objectOf(service, 'networkConfiguration'), 'awsvpcConfiguration'), 'subnets'),
    ),
  ])
}

async function unlessDenied(read: () => Promise<AwsObject[]>): Promise<AwsObject[]> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof PlanError && error.code === 'ACCESS_DENIED') return []
    throw error
  }
}

const unique = (names: readonly string[]) => [...new Set(names)].filter((name) => name !== '')
