import {
  ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
  paginateDescribeScalingPolicies,
} from '@aws-sdk/client-application-auto-scaling'
import {paginateDescribeDBClusters, RDSClient} from '@aws-sdk/client-rds'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const namesPerCall = 100
const targetsPerCall = 50
const scaling = 'application-autoscaling'

/** Aurora and Multi-AZ clusters by their names; those that do not exist are left out. */
export async function readDbClusters(clients: AwsClients, names: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(names, namesPerCall, (Values) =>
    describeClusters(clients, Values.join(', '), {Filters: [{Name: 'db-cluster-id', Values}]}),
  )
}

/** Every cluster of the region. */
export async function readAllDbClusters(clients: AwsClients): Promise<AwsObject[]> {
  return describeClusters(clients, undefined, {})
}

function describeClusters(
  clients: AwsClients,
  resource: string | undefined,
  input: {Filters?: {Name: string; Values: string[]}[]},
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service: 'rds', operation: 'DescribeDBClusters', resource},
    paginateDescribeDBClusters({client: clients.of(RDSClient)}, {...input, MaxRecords: 100}),
    (page) => page.DBClusters,
  )
}

/** Limits and policies of the readers of clusters, by the clusters' names. */
export async function readReaderScaling(
  clients: AwsClients,
  names: readonly string[],
): Promise<Pick<Snapshot, 'scalableTargets' | 'scalingPolicies'>> {
  const resources = names.map((name) => `cluster:${name}`)
  const scalableTargets = await readReaderTargets(clients, resources)
  return {
    scalableTargets,
    scalingPolicies: await readInGroups(scalableTargets.map(resourceOf), 1, async ([ResourceId]) =>
      ResourceId === undefined
        ? []
        : readPages(
            clients,
            {service: scaling, operation: 'DescribeScalingPolicies', resource: ResourceId},
            paginateDescribeScalingPolicies(
              {client: clients.of(ApplicationAutoScalingClient)},
              {ServiceNamespace: 'rds', ResourceId},
            ),
            (page) => page.ScalingPolicies,
          ),
    ),
  }
}

/** The registered limits of resources such as `cluster:shop-aurora`. */
export async function readReaderTargets(clients: AwsClients, resources: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(resources, targetsPerCall, (ResourceIds) =>
    readPages(
      clients,
      {service: scaling, operation: 'DescribeScalableTargets', resource: ResourceIds.join(', ')},
      paginateDescribeScalableTargets(
        {client: clients.of(ApplicationAutoScalingClient)},
        {ServiceNamespace: 'rds', ResourceIds},
      ),
      (page) => page.ScalableTargets,
    ),
  )
}

const resourceOf = (target: AwsObject) => String(target['ResourceId'])
