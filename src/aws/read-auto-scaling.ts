import {
  AutoScalingClient,
  paginateDescribeAutoScalingGroups,
  paginateDescribePolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-auto-scaling'
import type {AwsObject, Snapshot} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readOfEach, readPages} from './read-pages.js'
import {textOf} from './snapshot-fields.js'

const service = 'autoscaling'
/** DescribeAutoScalingGroups answers at most this many names in a call. */
const namesPerCall = 50

/** Those of the named groups that exist. */
export async function readAutoScalingGroups(clients: AwsClients, names: readonly string[]): Promise<AwsObject[]> {
  if (names.length > namesPerCall) {
    const wanted = new Set(names)
    return (await readAllAutoScalingGroups(clients)).filter((group) => wanted.has(nameOf(group)))
  }
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
  return describeActions(clients, {AutoScalingGroupName})
}

/** The policies of one group. */
export async function readGroupPolicies(clients: AwsClients, AutoScalingGroupName: string): Promise<AwsObject[]> {
  return describePolicies(clients, {AutoScalingGroupName})
}

/** The policies and scheduled actions of the named groups. */
export async function readGroupScaling(
  clients: AwsClients,
  names: readonly string[],
): Promise<Pick<Snapshot, 'autoScalingPolicies' | 'autoScalingScheduledActions'>> {
  return {
    autoScalingPolicies: await readOfEach(names, {
      readOne: (AutoScalingGroupName) => describePolicies(clients, {AutoScalingGroupName}),
      readAll: () => describePolicies(clients, {MaxRecords: 100}),
      nameOf,
    }),
    autoScalingScheduledActions: await readOfEach(names, {
      readOne: (AutoScalingGroupName) => describeActions(clients, {AutoScalingGroupName}),
      readAll: () => describeActions(clients, {MaxRecords: 100}),
      nameOf,
    }),
  }
}

type Of = {AutoScalingGroupName?: string; MaxRecords?: number}

function describePolicies(clients: AwsClients, input: Of): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribePolicies', resource: input.AutoScalingGroupName},
    paginateDescribePolicies({client: clients.of(AutoScalingClient)}, input),
    (page) => page.ScalingPolicies,
  )
}

function describeActions(clients: AwsClients, input: Of): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeScheduledActions', resource: input.AutoScalingGroupName},
    paginateDescribeScheduledActions({client: clients.of(AutoScalingClient)}, input),
    (page) => page.ScheduledUpdateGroupActions,
  )
}

const nameOf = (element: AwsObject) => textOf(element, 'AutoScalingGroupName')

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
