import {
  ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {readInGroups, readPages} from './read-pages.js'

const service = 'elasticloadbalancing'
const namesPerCall = 20
/** From here on the region's list, 400 in a call, takes fewer calls than the names. */
const manyNames = 100

function among(arns: readonly string[], all: AwsObject[], field: string): AwsObject[] {
  const wanted = new Set(arns)
  return all.filter((element) => wanted.has(String(element[field])))
}

export async function readLoadBalancersByArn(clients: AwsClients, arns: readonly string[]): Promise<AwsObject[]> {
  if (arns.length > manyNames) return among(arns, await readAllLoadBalancers(clients), 'LoadBalancerArn')
  return readInGroups(arns, namesPerCall, (LoadBalancerArns) => describeLoadBalancers(clients, {LoadBalancerArns}))
}

/** The load balancer of that name, in a list; an empty one when there is none. */
export async function readLoadBalancerByName(clients: AwsClients, name: string): Promise<AwsObject[]> {
  return noneWhenMissing(() => describeLoadBalancers(clients, {Names: [name]}))
}

/** Every load balancer of the region, 400 in a call. */
export async function readAllLoadBalancers(clients: AwsClients): Promise<AwsObject[]> {
  return describeLoadBalancers(clients, {PageSize: 400})
}

export async function readTargetGroupsByArn(clients: AwsClients, arns: readonly string[]): Promise<AwsObject[]> {
  if (arns.length > manyNames) return among(arns, await readAllTargetGroups(clients), 'TargetGroupArn')
  return readInGroups(arns, namesPerCall, (TargetGroupArns) => describeTargetGroups(clients, {TargetGroupArns}))
}

/** The target group of that name, in a list; an empty one when there is none. */
export async function readTargetGroupByName(clients: AwsClients, name: string): Promise<AwsObject[]> {
  return noneWhenMissing(() => describeTargetGroups(clients, {Names: [name]}))
}

/** Every target group of the region, 400 in a call. */
export async function readAllTargetGroups(clients: AwsClients): Promise<AwsObject[]> {
  return describeTargetGroups(clients, {PageSize: 400})
}

function describeLoadBalancers(
  clients: AwsClients,
  input: {Names?: string[]; LoadBalancerArns?: string[]; PageSize?: number},
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {
      service,
      operation: 'DescribeLoadBalancers',
      resource: (input.Names ?? input.LoadBalancerArns)?.join(', '),
    },
    paginateDescribeLoadBalancers({client: clients.of(ElasticLoadBalancingV2Client)}, input),
    (page) => page.LoadBalancers,
  )
}

function describeTargetGroups(
  clients: AwsClients,
  input: {Names?: string[]; TargetGroupArns?: string[]; PageSize?: number},
): Promise<AwsObject[]> {
  return readPages(
    clients,
    {service, operation: 'DescribeTargetGroups', resource: (input.Names ?? input.TargetGroupArns)?.join(', ')},
    paginateDescribeTargetGroups({client: clients.of(ElasticLoadBalancingV2Client)}, input),
    (page) => page.TargetGroups,
  )
}

async function noneWhenMissing(read: () => Promise<AwsObject[]>): Promise<AwsObject[]> {
  try {
    return await read()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    if (cause instanceof LoadBalancerNotFoundException || cause instanceof TargetGroupNotFoundException) return []
    throw error
  }
}
