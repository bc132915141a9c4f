import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts'
import {type AwsObject, noSurroundings, type Snapshot} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import type {AwsClients} from './clients.js'
import {readAllAutoScalingGroups} from './read-auto-scaling.js'
import {readAllDbClusters} from './read-db-clusters.js'
import {readAllDistributions} from './read-distributions.js'
import {readTaskDefinitions} from './read-ecs.js'
import {readAllCapacityProviders, readAllServices} from './read-ecs-estate.js'
import {readAllLoadBalancers, readAllTargetGroups} from './read-load-balancers.js'
import {readInstances, readSecurityGroups} from './read-network.js'
import {ask} from './read-pages.js'
import {readAllDbInstances} from './read-rds.js'
import {objectsOf, textOf, textsOf} from './snapshot-fields.js'

/** A region as it is, what its security groups admit, and what could not be read. */
export type DiscoveredEstate = {
  snapshot: Snapshot
  network: {securityGroups: AwsObject[]; instances: AwsObject[]}
  warnings: {code: string; message: string}[]
}

/**
 * Reads the whole region, as far as links between resources need it, in the account that the credentials belong to.
 *
 * Load balancers, target groups, Auto Scaling groups, services, databases, capacity providers and distributions come
 * in pages as large as the API gives. Task definitions in use are read one a call, since the API has no other way.
 * Limits, policies, schedules, instance types and quotas are not read: `readSnapshot` does that for what the config
 * names. `capturedAt` is a UTC time. A missing permission on CloudFront, task definitions or EC2 is a warning; on the
 * rest it throws what `explainFailure` makes of it.
 */
export async function discoverEstate({
  clients,
  capturedAt,
  onProgress,
}: {
  clients: AwsClients
  capturedAt: string
  onProgress: (text: string) => void
}): Promise<DiscoveredEstate> {
  const warnings: DiscoveredEstate['warnings'] = []
  const optional = optionalRead(warnings)
  const account = await readOwnAccount(clients)
  onProgress(`account ${account}, ${clients.region}: load balancers and groups`)
  const loadBalancers = await readAllLoadBalancers(clients)
  const targetGroups = await readAllTargetGroups(clients)
  const autoScalingGroups = await readAllAutoScalingGroups(clients)
  onProgress('ECS services and databases')
  const services = await readAllServices(clients)
  const capacityProviders = services.length > 0 ? await readAllCapacityProviders(clients) : []
  const inUse = unique(services.map((one) => textOf(one, 'taskDefinition')))
  const taskDefinitions = await optional('what tasks talk to is not known', () => readTaskDefinitions(clients, inUse))
  const dbInstances = await readAllDbInstances(clients)
  const hasClusters = dbInstances.some((one) => textOf(one, 'DBClusterIdentifier') !== '')
  const dbClusters = hasClusters
    ? await optional('clusters are known by their instances alone', () => readAllDbClusters(clients))
    : []
  onProgress('CloudFront and security groups')
  const distributions = await optional('requests are counted at the load balancer', () => readAllDistributions(clients))
  const ids = autoScalingGroups.flatMap((group) => objectsOf(group, 'Instances').slice(0, 1))
  const instances = await optional('links by security group are not known', () =>
    readInstances(clients, unique(ids.map((one) => textOf(one, 'InstanceId')))),
  )
  const guards = [
    ...dbInstances.flatMap((one) =>
      objectsOf(one, 'VpcSecurityGroups').map((group) => textOf(group, 'VpcSecurityGroupId')),
    ),
    ...loadBalancers.filter((one) => one['Scheme'] === 'internal').flatMap((one) => textsOf(one, 'SecurityGroups')),
  ]
  const securityGroups = await optional('links by security group are not known', () =>
    readSecurityGroups(clients, unique(guards)),
  )
  return {
    snapshot: {
      ...noSurroundings,
      ...notRead,
      schema: 'ecom-plan.snapshot/v1',
      capturedAt,
      account,
      region: clients.region,
      distributions,
      loadBalancers,
      targetGroups,
      autoScalingGroups,
      services,
      taskDefinitions,
      capacityProviders,
      dbInstances,
      dbClusters,
    },
    network: {securityGroups, instances},
    warnings,
  }
}

const notRead = {
  autoScalingPolicies: [],
  autoScalingScheduledActions: [],
  scalableTargets: [],
  scalingPolicies: [],
  scheduledActions: [],
  instanceTypes: [],
  quotas: [],
  dbProxies: [],
  dbProxyTargets: [],
  dbProxyTargetGroups: [],
}

async function readOwnAccount(clients: AwsClients): Promise<string> {
  const {Account} = await ask(clients, {service: 'sts', operation: 'GetCallerIdentity'}, () =>
    clients.of(STSClient).send(new GetCallerIdentityCommand({})),
  )
  return Account ?? ''
}

/** Reads what the walk can do without: a denied permission becomes a warning with what that means. */
function optionalRead(warnings: DiscoveredEstate['warnings']) {
  return async (meaning: string, read: () => Promise<AwsObject[]>): Promise<AwsObject[]> => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof PlanError) || error.code !== 'ACCESS_DENIED') throw error
      warnings.push({code: error.code, message: `${error.message}, so ${meaning}`})
      return []
    }
  }
}

const unique = (names: readonly string[]) => [...new Set(names)].filter((name) => name !== '')
