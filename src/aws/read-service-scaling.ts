import {
  ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
  paginateDescribeScalingPolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-application-auto-scaling'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readOfEach, readPages} from './read-pages.js'
import {textOf} from './snapshot-fields.js'

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
  return describeActions(clients, {ResourceId})
}

/** The policies of one ECS service. */
export async function readServicePolicies(clients: AwsClients, ResourceId: string): Promise<AwsObject[]> {
  return describePolicies(clients, {ResourceId})
}

/** Limits, policies and scheduled actions of ECS services named `service/CLUSTER/NAME`. */
export async function readServiceScaling(
  clients: AwsClients,
  resources: readonly string[],
): Promise<Pick<Snapshot, 'scalableTargets' | 'scalingPolicies' | 'scheduledActions'>> {
  return {
    scalableTargets: await readScalableTargets(clients, resources),
    scalingPolicies: await readOfEach(resources, {
      readOne: (ResourceId) => describePolicies(clients, {ResourceId}),
      readAll: () => describePolicies(clients, {}),
      nameOf,
    }),
    scheduledActions: await readOfEach(resources, {
      readOne: (ResourceId) => describeActions(clients, {ResourceId}),
      readAll: () => describeActions(clients, {}),
      nameOf,
    }),
  }
}

const nameOf = (element: AwsObject) => textOf(element, 'ResourceId')

function describePolicies(clients: AwsClients, of: {ResourceId?: string}): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeScalingPolicies', resource: of.ResourceId},
    paginateDescribeScalingPolicies(
      {client: clients.of(ApplicationAutoScalingClient)},
      {ServiceNamespace: 'ecs', ...of},
    ),
    (page) => page.ScalingPolicies,
  )
}

function describeActions(clients: AwsClients, of: {ResourceId?: string}): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeScheduledActions', resource: of.ResourceId},
    paginateDescribeScheduledActions(
      {client: clients.of(ApplicationAutoScalingClient)},
      {ServiceNamespace: 'ecs', ...of},
    ),
    (page) => page.ScheduledActions,
  )
}
