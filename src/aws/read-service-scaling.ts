import {
  ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
  paginateDescribeScalingPolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-application-auto-scaling'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const service = 'application-autoscaling'
const namesPerCall = 50

/** The registered limits of resources such as `service/shop/checkout`. */
export async function readScalableTargets(clients: AwsClients, resources: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(resources, namesPerCall, (ResourceIds) =>
    readPages(
      clients,
      {service, operation: 'DescribeScalableTargets', resource: ResourceIds.join(', ')},
      paginateDescribeScalableTargets(
        {client: clients.of(ApplicationAutoScalingClient)},
        {ServiceNamespace: 'ecs', ResourceIds},
      ),
      (page) => page.ScalableTargets,
    ),
  )
}

/** The scheduled actions of one ECS service. */
export async function readServiceScheduledActions(clients: AwsClients, ResourceId: string): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeScheduledActions', resource: ResourceId},
    paginateDescribeScheduledActions(
      {client: clients.of(ApplicationAutoScalingClient)},
      {ServiceNamespace: 'ecs', ResourceId},
    ),
    (page) => page.ScheduledActions,
  )
}

/** Limits, policies and scheduled actions of ECS services named `service/CLUSTER/NAME`. */
export async function readServiceScaling(
  clients: AwsClients,
  resources: readonly string[],
): Promise<Pick<Snapshot, 'scalableTargets' | 'scalingPolicies' | 'scheduledActions'>> {
  const perService = (read: (resource: string) => Promise<AwsObject[]>) =>
    readInGroups(resources, 1, async ([name]) => (name === undefined ? [] : read(name)))
  return {
    scalableTargets: await readScalableTargets(clients, resources),
    scalingPolicies: await perService((resource) => readPolicies(clients, resource)),
    scheduledActions: await perService((resource) => readServiceScheduledActions(clients, resource)),
  }
}

function readPolicies(clients: AwsClients, ResourceId: string): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeScalingPolicies', resource: ResourceId},
    paginateDescribeScalingPolicies(
      {client: clients.of(ApplicationAutoScalingClient)},
      {ServiceNamespace: 'ecs', ResourceId},
    ),
    (page) => page.ScalingPolicies,
  )
}
