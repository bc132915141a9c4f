import {
  DescribeContainerInstancesCommand,
  ECSClient,
  paginateListContainerInstances,
  paginateListServices,
} from '@aws-sdk/client-ecs'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {plain} from './plain.js'
import {readServices} from './read-ecs.js'
import {ask, readInGroups, readPages} from './read-pages.js'

const service = 'ecs'
const pageSize = 100

/** Every active service of the clusters, by their ARNs. */
export async function readNeighbours(clients: AwsClients, clusterArns: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(clusterArns, 1, async ([arn = '']) => {
    const cluster = nameOf(arn)
    const listed = await readPages(
      clients,
      {service, operation: 'ListServices', resource: `cluster ${cluster}`},
      paginateListServices({client: clients.of(ECSClient), pageSize}, {cluster}),
      (page) => page.serviceArns?.map((serviceArn) => ({name: nameOf(serviceArn)})),
    )
    return readServices(
      clients,
      cluster,
      listed.map(({name}) => String(name)),
    )
  })
}

/** The active hosts of the clusters, with what each registered for tasks. */
export async function readContainerInstances(
  clients: AwsClients,
  clusterArns: readonly string[],
): Promise<AwsObject[]> {
  return readInGroups(clusterArns, 1, async ([arn = '']) => {
    const cluster = nameOf(arn)
    const listed = await readPages(
      clients,
      {service, operation: 'ListContainerInstances', resource: `cluster ${cluster}`},
      paginateListContainerInstances({client: clients.of(ECSClient), pageSize}, {cluster, status: 'ACTIVE'}),
      (page) => page.containerInstanceArns?.map((hostArn) => ({hostArn})),
    )
    return readInGroups(listed, pageSize, async (group) => {
      const containerInstances = group.map(({hostArn}) => String(hostArn))
      const doing = {service, operation: 'DescribeContainerInstances', resource: `cluster ${cluster}`}
      const reply = await ask(clients, doing, () =>
        clients.of(ECSClient).send(new DescribeContainerInstancesCommand({cluster, containerInstances})),
      )
      return (reply.containerInstances ?? []).map(plain)
    })
  })
}

const nameOf = (arn: string) => arn.split('/').at(-1) ?? arn
