import type {Config} from '../documents/config.js'
import {databaseKinds, type TierConfig} from '../documents/config-tier.js'
import {type AwsObject, noSurroundings, type Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import type {ReadDatabases} from './read-databases.js'
import {type Place, requireFound, type Wanted} from './require-found.js'
import {objectOf, objectsOf, textOf, textsOf} from './snapshot-fields.js'

/**
 * The estate as AWS describes it: what the config names, and what lies under it.
 *
 * The account is checked before anything else. Read are the named Auto Scaling groups, ECS services, RDS instances and
 * clusters;
 * the services' task definitions, capacity providers and those providers' groups; limits, policies and schedules of
 * all of them; RDS replicas, members of clusters and proxies; target groups in use and the load balancers that send to them; instance types in use; two
 * quotas. `capturedAt` is a UTC time, given by the caller. Distributions are not read: the config has the id.
 *
 * Throws PlanError of kind aws: WRONG_ACCOUNT, RESOURCE_NOT_FOUND, and whatever `explainFailure` makes of a failure.
 */
export async function readSnapshot({
  clients,
  config,
  capturedAt,
}: {
  clients: AwsClients
  config: Config
  capturedAt: string
}): Promise<Snapshot> {
  const {readAccount} = await import('./read-account.js')
  const {readQuotas} = await import('./read-quotas.js')
  const account = await readAccount({clients, expected: config.aws.account})
  const place = {account, region: clients.region}
  const asked = {clients, config, place}
  const ecs = await readEcs(asked)
  const groups = await readGroups({...asked, capacityProviders: ecs.capacityProviders})
  const balancing = await readBalancing({...asked, services: ecs.services, groups: groups.autoScalingGroups})
  const databases = await readDatabases(asked)
  return {
    schema: 'ecom-plan.snapshot/v1',
    capturedAt,
    ...place,
    ...noSurroundings,
    ...balancing,
    ...ecs,
    ...groups,
    ...databases,
    scalableTargets: [...ecs.scalableTargets, ...databases.scalableTargets],
    scalingPolicies: [...ecs.scalingPolicies, ...databases.scalingPolicies],
    quotas: await readQuotas(clients),
  }
}

type Asked = {clients: AwsClients; config: Config; place: Place}

async function readEcs({
  clients,
  config,
  place,
}: Asked): Promise<
  Pick<
    Snapshot,
    'services' | 'taskDefinitions' | 'capacityProviders' | 'scalableTargets' | 'scalingPolicies' | 'scheduledActions'
  >
> {
  const wanted = wantedBy(config, 'ecs')
  if (wanted.length === 0) return noEcs
  const {readCapacityProviders, readTaskDefinitions, readServices, listServices} = await import('./read-ecs.js')
  const {readServiceScaling} = await import('./read-service-scaling.js')
  const services: AwsObject[] = []
  for (const cluster of unique(wanted.map(({name}) => name.split('/')[0] ?? ''))) {
    const here = wanted.filter(({name}) => name.startsWith(`${cluster}/`))
    const found = await readServices(clients, cluster, unique(here.map(({name}) => name.slice(cluster.length + 1))))
    // The old form of the ARN has no cluster in it.
    const nameOf = (service: AwsObject) => `${cluster}/${textOf(service, 'serviceArn').split('/').at(-1)}`
    const readAll = (there: AwsClients) => listServices(there, cluster)
    await requireFound({kind: 'ECS service', wanted: here, found, nameOf, readAll, clients, place})
    services.push(...found)
  }
  const providers = services
    .flatMap((service) => objectsOf(service, 'capacityProviderStrategy'))
    .map((item) => textOf(item, 'capacityProvider'))
    .filter((name) => name !== 'FARGATE' && name !== 'FARGATE_SPOT')
  return {
    services,
    taskDefinitions: await readTaskDefinitions(clients, unique(services.map((one) => textOf(one, 'taskDefinition')))),
    capacityProviders: await readCapacityProviders(clients, unique(providers)),
    ...(await readServiceScaling(clients, unique(wanted.map(({name}) => `service/${name}`)))),
  }
}

const noEcs = {
  services: [],
  taskDefinitions: [],
  capacityProviders: [],
  scalableTargets: [],
  scalingPolicies: [],
  scheduledActions: [],
}

async function readGroups({
  clients,
  config,
  place,
  capacityProviders,
}: Asked & {capacityProviders: AwsObject[]}): Promise<
  Pick<Snapshot, 'autoScalingGroups' | 'autoScalingPolicies' | 'autoScalingScheduledActions' | 'instanceTypes'>
> {
  const steered = capacityProviders.flatMap((provider) => {
    const arn = textOf(objectOf(provider, 'autoScalingGroupProvider'), 'autoScalingGroupArn')
    const name = arn.split(':autoScalingGroupName/')[1]
    return name === undefined ? [] : [{asker: `capacity provider ${textOf(provider, 'name')}`, name}]
  })
  const wanted = [...wantedBy(config, 'asg'), ...steered]
  const names = unique(wanted.map(({name}) => name))
  if (names.length === 0) return noGroups
  const {readAutoScalingGroups, readAllAutoScalingGroups, readGroupScaling} = await import('./read-auto-scaling.js')
  const {readInstanceTypes} = await import('./read-ec2.js')
  const found = await readAutoScalingGroups(clients, names)
  const nameOf = (group: AwsObject) => textOf(group, 'AutoScalingGroupName')
  const readAll = (there: AwsClients) => readAllAutoScalingGroups(there)
  await requireFound({kind: 'Auto Scaling group', wanted, found, nameOf, readAll, clients, place})
  return {
    autoScalingGroups: found,
    ...(await readGroupScaling(clients, names)),
    instanceTypes: await readInstanceTypes(clients, unique(found.flatMap(instanceTypesOf)).sort()),
  }
}

const noGroups = {autoScalingGroups: [], autoScalingPolicies: [], autoScalingScheduledActions: [], instanceTypes: []}

/** The types that run, and those that a mixed group may start. */
function instanceTypesOf(group: AwsObject): string[] {
  const overrides = objectsOf(objectOf(objectOf(group, 'MixedInstancesPolicy'), 'LaunchTemplate'), 'Overrides')
  return [...objectsOf(group, 'Instances'), ...overrides]
    .map((element) => textOf(element, 'InstanceType'))
    .filter((name) => name !== '')
}

async function readDatabases(asked: Asked): Promise<ReadDatabases> {
  const hasDatabases = databaseKinds.some((kind) => wantedBy(asked.config, kind).length > 0)
  return hasDatabases ? (await import('./read-databases.js')).readDatabases({...asked, wantedBy}) : noDatabases
}

const noDatabases: ReadDatabases = {
  dbInstances: [],
  dbClusters: [],
  dbProxies: [],
  dbProxyTargets: [],
  dbProxyTargetGroups: [],
  scalableTargets: [],
  scalingPolicies: [],
}

async function readBalancing({
  clients,
  config,
  place,
  services,
  groups,
}: Asked & {services: AwsObject[]; groups: AwsObject[]}): Promise<Pick<Snapshot, 'loadBalancers' | 'targetGroups'>> {
  const reader = await import('./read-load-balancers.js')
  const attached = [
    ...groups.flatMap((group) => textsOf(group, 'TargetGroupARNs')),
    ...services
      .flatMap((service) => objectsOf(service, 'loadBalancers'))
      .map((balancer) => textOf(balancer, 'targetGroupArn'))
      .filter((arn) => arn !== ''),
  ]
  const targetGroups = await reader.readTargetGroupsByArn(clients, unique(attached))
  const groupName = (group: AwsObject) => textOf(group, 'TargetGroupName')
  for (const wanted of targetGroupsWantedBy(config)) {
    if (targetGroups.some((group) => groupName(group) === wanted.name)) continue
    const found = await reader.readTargetGroupByName(clients, wanted.name)
    const readAll = (there: AwsClients) => reader.readAllTargetGroups(there)
    await requireFound({kind: 'target group', wanted: [wanted], found, nameOf: groupName, readAll, clients, place})
    targetGroups.push(...found)
  }
  const senders = unique(targetGroups.flatMap((group) => textsOf(group, 'LoadBalancerArns')))
  const loadBalancers = await reader.readLoadBalancersByArn(clients, senders)
  const nameOf = (balancer: AwsObject) => textOf(balancer, 'LoadBalancerName')
  const name = config.loadBalancer
  if (name !== undefined && !loadBalancers.some((balancer) => nameOf(balancer) === name)) {
    const found = await reader.readLoadBalancerByName(clients, name)
    const readAll = (there: AwsClients) => reader.readAllLoadBalancers(there)
    const wanted = [{asker: 'loadBalancer', name}]
    await requireFound({kind: 'load balancer', wanted, found, nameOf, readAll, clients, place})
    loadBalancers.push(...found)
  }
  return {loadBalancers, targetGroups}
}

/** The resources of one kind that the config names. */
function wantedBy(config: Config, kind: Exclude<TierConfig['kind'], 'dependency'>): Wanted[] {
  return Object.entries(config.tiers).flatMap(([tierName, tier]) =>
    tier.kind === kind ? [{asker: `tier ${tierName}`, name: tier.resource}] : [],
  )
}

function targetGroupsWantedBy(config: Config): Wanted[] {
  return Object.entries(config.tiers).flatMap(([tierName, tier]) =>
    (tier.kind === 'asg' || tier.kind === 'ecs') && tier.targetGroup !== undefined
      ? [{asker: `tier ${tierName}`, name: tier.targetGroup}]
      : [],
  )
}

const unique = (names: readonly string[]) => [...new Set(names)]
