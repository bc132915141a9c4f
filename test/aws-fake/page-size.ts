import type {AwsObject} from '../../src/documents/snapshot.js'

/** How many elements a page has when the call does not say; from each operation's page in the API references. */
const usualSizes: Record<string, number> = {
  'autoscaling.DescribeAutoScalingGroups': 50,
  'autoscaling.DescribePolicies': 50,
  'autoscaling.DescribeScheduledActions': 50,
  'application-autoscaling.DescribeScalableTargets': 50,
  'application-autoscaling.DescribeScalingPolicies': 10,
  'application-autoscaling.DescribeScheduledActions': 50,
  'ecs.ListServices': 10,
  'ecs.ListClusters': 100,
  'ecs.DescribeCapacityProviders': 10,
  'rds.DescribeDBInstances': 100,
  'ec2.DescribeInstanceTypes': 100,
  'cloudfront.ListDistributions': 100,
}

/** The names that services give to the wish for a page of some size. */
const wishes = ['MaxRecords', 'MaxResults', 'maxResults', 'PageSize', 'MaxItems']

/** Elements of a page of that call: what it asks for, or what is usual, and never more than the estate gives. */
export function pageSizeOf(
  {service, operation, input}: {service: string; operation: string; input: AwsObject},
  most: number,
): number {
  const [asked] = wishes.flatMap((name) => (input[name] === undefined ? [] : [Number(input[name])]))
  return Math.min(most, asked ?? usualSizes[`${service}.${operation}`] ?? most)
}
