import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  paginateListClusters,
  paginateListServices,
} from '@aws-sdk/client-ecs'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {ask, readInGroups, readPages} from './read-pages.js'

const service = 'ecs'
/** DescribeServices takes no more, so this is the one list that needs ten calls for a hundred. */
const servicesPerCall = 10
const pageSize = 100

/** Every active ECS service of the region with its tags: clusters and names come 100 in a call, services 10. */
export async function readAllServices(clients: AwsClients): Promise<AwsObject[]> {
  const clusters = await readPages(
    clients,
    {service, operation: 'ListClusters'},
    paginateListClusters({client: clients.of(ECSClient), pageSize}, {}),
    (page) => page.clusterArns?.map((arn) => ({arn})),
  )
  return readInGroups(clusters, 1, async ([cluster]) => readCluster(clients, String(cluster?.['arn'])))
}

async function readCluster(clients: AwsClients, arn: string): Promise<AwsObject[]> {
  const cluster = arn.split('/').at(-1) ?? arn
  const listed = await readPages(
    clients,
    {service, operation: 'ListServices', resource: `cluster ${cluster}`},
    paginateListServices({client: clients.of(ECSClient), pageSize}, {cluster}),
    (page) => page.serviceArns?.map((serviceArn) => ({name: serviceArn.split('/').at(-1)})),
  )
  const found = await readInGroups(listed, servicesPerCall, async (group) => {
    const services = group.map(({name}) => String(name))
    const doing = {service, operation: 'DescribeServices', resource: `cluster ${cluster}`}
    const reply = await ask(clients, doing, () =>
      clients.of(ECSClient).send(new DescribeServicesCommand({cluster, services, include: ['TAGS']})),
    )
    return (reply.services ?? []).map(plain)
  })
  return found.filter((one) => one['status'] === 'ACTIVE')
}

/** Clusters with their settings: whether Container Insights is on, and which capacity providers are theirs. */
export async function readClusters(clients: AwsClients, arns: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(arns, pageSize, async (clusters) => {
    const doing = {service, operation: 'DescribeClusters', resource: clusters.join(', ')}
    const input = {clusters, include: ['SETTINGS' as const, 'STATISTICS' as const]}
    const reply = await ask(clients, doing, () => clients.of(ECSClient).send(new DescribeClustersCommand(input)))
    return (reply.clusters ?? []).map(plain)
  })
}

/** Every capacity provider of the region, Fargate's own two among them. The API gives 10 in a call and no more. */
export async function readAllCapacityProviders(clients: AwsClients): Promise<AwsObject[]> {
  const found: AwsObject[] = []
  let nextToken: string | undefined
  do {
    const token = nextToken
    const reply = await ask(clients, {service, operation: 'DescribeCapacityProviders'}, () =>
      clients.of(ECSClient).send(new DescribeCapacityProvidersCommand(token === undefined ? {} : {nextToken: token})),
    )
    found.push(...(reply.capacityProviders ?? []).map(plain))
    nextToken = reply.nextToken
  } while (nextToken !== undefined && nextToken !== '')
  return found
}
