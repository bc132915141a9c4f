import {
  ClusterNotFoundException,
  DescribeCapacityProvidersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  paginateListServices,
} from '@aws-sdk/client-ecs'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {ask, readInGroups, readPages} from './read-pages.js'

const service = 'ecs'
/** DescribeServices and DescribeCapacityProviders take no more. */
const servicesPerCall = 10
const providersPerCall = 20

/**
 * Those of the named services of one cluster that are active: a deleted one stays visible as INACTIVE for a while. None
 * where the cluster is gone too.
 */
export async function readServices(
  clients: AwsClients,
  cluster: string,
  names: readonly string[],
): Promise<AwsObject[]> {
  const found = await readInGroups(names, servicesPerCall, async (services) => {
    const doing = {service, operation: 'DescribeServices', resource: `cluster ${cluster}`}
    return noneWithoutCluster(async () => {
      const reply = await ask(clients, doing, () =>
        clients.of(ECSClient).send(new DescribeServicesCommand({cluster, services})),
      )
      return (reply.services ?? []).map(plain)
    })
  })
  return found.filter((one) => one['status'] === 'ACTIVE')
}

/** Every service of a cluster, by ARN alone: what a mistyped name may have meant. */
export async function listServices(clients: AwsClients, cluster: string): Promise<AwsObject[]> {
  return noneWithoutCluster(() =>
    readPages(
      clients,
      {service, operation: 'ListServices', resource: `cluster ${cluster}`},
      paginateListServices({client: clients.of(ECSClient)}, {cluster}),
      (page) => page.serviceArns?.map((serviceArn) => ({serviceArn})),
    ),
  )
}

async function noneWithoutCluster(read: () => Promise<AwsObject[]>): Promise<AwsObject[]> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && error.cause instanceof ClusterNotFoundException) return []
    throw error
  }
}

export async function readTaskDefinitions(clients: AwsClients, arns: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(arns, 1, async ([taskDefinition]) => {
    const doing = {service, operation: 'DescribeTaskDefinition', resource: taskDefinition}
    const reply = await ask(clients, doing, () =>
      clients.of(ECSClient).send(new DescribeTaskDefinitionCommand({taskDefinition})),
    )
    return reply.taskDefinition ? [plain(reply.taskDefinition)] : []
  })
}

/** The named capacity providers; Fargate's own two are not asked for, they have no more to tell. */
export async function readCapacityProviders(clients: AwsClients, names: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(names, providersPerCall, async (capacityProviders) => {
    const doing = {service, operation: 'DescribeCapacityProviders', resource: capacityProviders.join(', ')}
    const reply = await ask(clients, doing, () =>
      clients.of(ECSClient).send(new DescribeCapacityProvidersCommand({capacityProviders})),
    )
    return (reply.capacityProviders ?? []).map(plain)
  })
}
