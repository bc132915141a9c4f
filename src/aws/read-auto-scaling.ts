import {
  AutoScalingClient,
  paginateDescribeAutoScalingGroups,
  paginateDescribePolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-auto-scaling'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const service = 'autoscaling'
/** DescribeAutoScalingGroups answers at most this many names in a call. */
const namesPerCall = 50

/** Those of the named groups that exist. */
export async function readAutoScalingGroups(clients: AwsClients, names: readonly string[]): Promise<AwsObject[]> {
  return readInGroups(names, namesPerCall, (AutoScalingGroupNames) =>
    describeGroups(clients, AutoScalingGroupNames.join(', '), {AutoScalingGroupNames}),
  )
}

/** Every group of the region, 100 in a call. */
export async function readAllAutoScalingGroups(clients: AwsClients): Promise<AwsObject[]> {
  return describeGroups(clients, undefined, {MaxRecords: 100})
}

/** The scheduled actions of one group. */
export async function readGroupScheduledActions(
  clients: AwsClients,
  AutoScalingGroupName: string,
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeScheduledActions', resource: AutoScalingGroupName},
    paginateDescribeScheduledActions({client: clients.of(AutoScalingClient)}, {AutoScalingGroupName}),
    (page) => page.ScheduledUpdateGroupActions,
  )
}

/** The policies and scheduled actions of the named groups. */
export async function readGroupScaling(
  clients: AwsClients,
  names: readonly string[],
): Promise<Pick<Snapshot, 'autoScalingPolicies' | 'autoScalingScheduledActions'>> {
  const perGroup = (read: (name: string) => Promise<AwsObject[]>) =>
    readInGroups(names, 1, async ([name]) => (name === undefined ? [] : read(name)))
  return {
    autoScalingPolicies: await perGroup((name) => readPolicies(clients, name)),
    autoScalingScheduledActions: await perGroup((name) => readGroupScheduledActions(clients, name)),
  }
}

function readPolicies(clients: AwsClients, AutoScalingGroupName: string): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribePolicies', resource: AutoScalingGroupName},
    paginateDescribePolicies({client: clients.of(AutoScalingClient)}, {AutoScalingGroupName}),
    (page) => page.ScalingPolicies,
  )
}

function describeGroups(
  clients: AwsClients,
  resource: string | undefined,
  input: {AutoScalingGroupNames?: string[]; MaxRecords?: number},
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeAutoScalingGroups', resource},
    paginateDescribeAutoScalingGroups({client: clients.of(AutoScalingClient)}, input),
    (page) => page.AutoScalingGroups,
  )
}
