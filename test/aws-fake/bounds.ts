import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure} from './estate.js'

/**
 * What AWS takes of a member of an operation's input: so many elements of a list, or a number between two. `code` is
 * how that service refuses, where its reference says it; moto checks next to none of these.
 */
export type Bound = {
  service: string
  operation: string
  /** A member's name; `Filters` stands for the values of each filter. */
  member: string
  least: number
  most: number
  code: string
  source: `https://docs.aws.amazon.com/${string}`
}

const reference = {
  autoscaling: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference',
  'application-autoscaling': 'https://docs.aws.amazon.com/autoscaling/application/APIReference',
  ecs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference',
  elasticloadbalancing: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference',
  rds: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference',
  ec2: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference',
  monitoring: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference',
  cloudfront: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference',
} as const satisfies Record<string, Bound['source']>

/** `Operation.Member least most` of a service, all from its API reference's page of that operation. */
function boundsOf(service: keyof typeof reference, code: string, rows: readonly string[]): Bound[] {
  return rows.map((row) => {
    const [place = '', least = '', most = ''] = row.split(' ')
    const [operation = '', member = ''] = place.split('.')
    const source = `${reference[service]}/API_${operation}.html` as const
    return {service, operation, member, least: Number(least), most: Number(most), code, source}
  })
}

export const bounds: readonly Bound[] = [
  ...boundsOf('autoscaling', 'ValidationError', [
    // "By default, you can only specify up to 50 names"; MaxRecords lets there be more.
    'DescribeAutoScalingGroups.AutoScalingGroupNames 0 100',
    'DescribeAutoScalingGroups.MaxRecords 1 100',
    'DescribePolicies.PolicyNames 0 50',
    'DescribePolicies.MaxRecords 1 100',
    'DescribeScheduledActions.ScheduledActionNames 0 50',
    'DescribeScheduledActions.MaxRecords 1 100',
  ]),
  ...boundsOf('application-autoscaling', 'ValidationException', [
    'DescribeScalableTargets.ResourceIds 0 50',
    'DescribeScalableTargets.MaxResults 1 50',
    'DescribeScalingPolicies.MaxResults 1 10',
    'DescribeScheduledActions.MaxResults 1 50',
  ]),
  ...boundsOf('ecs', 'InvalidParameterException', [
    'DescribeServices.services 1 10',
    'ListServices.maxResults 1 100',
    'ListClusters.maxResults 1 100',
    'DescribeCapacityProviders.capacityProviders 0 100',
    'DescribeCapacityProviders.maxResults 1 10',
  ]),
  ...boundsOf('elasticloadbalancing', 'ValidationError', [
    'DescribeLoadBalancers.LoadBalancerArns 0 20',
    'DescribeLoadBalancers.PageSize 1 400',
    // The reference gives no number for target groups; that of load balancers is held against them too.
    'DescribeTargetGroups.TargetGroupArns 0 20',
    'DescribeTargetGroups.PageSize 1 400',
  ]),
  ...boundsOf('rds', 'InvalidParameterValue', ['DescribeDBInstances.MaxRecords 20 100']),
  ...boundsOf('ec2', 'InvalidParameterValue', [
    'DescribeInstanceTypes.InstanceTypes 0 100',
    'DescribeInstanceTypes.MaxResults 5 100',
    'DescribeSecurityGroups.MaxResults 5 1000',
    'DescribeInstances.MaxResults 5 1000',
  ]),
  // "You can have up to 200 filter values": https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
  ...boundsOf('ec2', 'FilterLimitExceeded', [
    'DescribeInstances.Filters 1 200',
    'DescribeSecurityGroups.Filters 1 200',
  ]),
  ...boundsOf('monitoring', 'ValidationError', [
    'GetMetricData.MetricDataQueries 1 500',
    'GetMetricData.MaxDatapoints 1 100800',
  ]),
  ...boundsOf('cloudfront', 'InvalidArgument', ['ListDistributions.MaxItems 1 100']),
]

/** Refuses an input that is out of any of the operation's bounds. */
export function checkBounds({service, operation, input}: {service: string; operation: string; input: AwsObject}): void {
  for (const bound of bounds) {
    if (bound.service !== service || bound.operation !== operation) continue
    for (const size of sizesOf(bound.member, input)) {
      if (size >= bound.least && size <= bound.most) continue
      throw new FakeFailure(bound.code, `${bound.member}: ${size} is not between ${bound.least} and ${bound.most}.`)
    }
  }
}

function sizesOf(member: string, input: AwsObject): number[] {
  const value = input[member]
  if (value === undefined) return []
  if (member === 'Filters') return (value as {Values: unknown[]}[]).map(({Values}) => Values.length)
  return [Array.isArray(value) ? value.length : Number(value)]
}
