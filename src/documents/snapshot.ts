import * as z from 'zod'
import {timeSchema} from './units.js'

/**
 * The estate as AWS describes it: each list holds the elements of one API's reply, in AWS's own spelling, times as
 * ISO strings. A file of this shape and a live read carry the same elements; `core/inventory` maps either.
 */
const awsObject = z.record(z.string(), z.unknown())
export type AwsObject = z.infer<typeof awsObject>

const placeSchema = z.strictObject({
  schema: z.literal('ecom-plan.snapshot/v1'),
  capturedAt: timeSchema,
  account: z.string().regex(/^\d{12}$/, 'expected a 12-digit account id'),
  region: z.string().min(1),
  /** CloudFront DistributionSummary. Described for the reader; the live read takes the id from the config. */
  distributions: z.array(awsObject).default([]),
  /** elbv2:DescribeLoadBalancers */
  loadBalancers: z.array(awsObject).default([]),
  /** elbv2:DescribeTargetGroups */
  targetGroups: z.array(awsObject).default([]),
  /** autoscaling:DescribeAutoScalingGroups */
  autoScalingGroups: z.array(awsObject).default([]),
  /** autoscaling:DescribePolicies */
  autoScalingPolicies: z.array(awsObject).default([]),
  /** autoscaling:DescribeScheduledActions */
  autoScalingScheduledActions: z.array(awsObject).default([]),
  /** ecs:DescribeServices */
  services: z.array(awsObject).default([]),
  /** ecs:DescribeTaskDefinition */
  taskDefinitions: z.array(awsObject).default([]),
  /** ecs:DescribeCapacityProviders */
  capacityProviders: z.array(awsObject).default([]),
  /** application-autoscaling:DescribeScalableTargets */
  scalableTargets: z.array(awsObject).default([]),
  /** application-autoscaling:DescribeScalingPolicies */
  scalingPolicies: z.array(awsObject).default([]),
  /** application-autoscaling:DescribeScheduledActions */
  scheduledActions: z.array(awsObject).default([]),
  /** rds:DescribeDBInstances */
  dbInstances: z.array(awsObject).default([]),
  /** ec2:DescribeInstanceTypes */
  instanceTypes: z.array(awsObject).default([]),
  /** servicequotas:GetServiceQuota */
  quotas: z.array(awsObject).default([]),
  /** autoscaling:DescribeWarmPool, with the group's name: the pool's settings and its instances. */
  warmPools: z.array(awsObject).default([]),
  /** autoscaling:DescribeScalingActivities: the last ones of each group. */
  scalingActivities: z.array(awsObject).default([]),
  /** ec2:DescribeLaunchTemplateVersions */
  launchTemplates: z.array(awsObject).default([]),
  /** ec2:DescribeSubnets: among others, how many addresses are free. */
  subnets: z.array(awsObject).default([]),
  /** ecs:DescribeContainerInstances: hosts with what they registered, and the capacity provider that they belong to. */
  containerInstances: z.array(awsObject).default([]),
  /** ecs:DescribeClusters with their settings. */
  clusters: z.array(awsObject).default([]),
  /** rds:DescribeDBClusters */
  dbClusters: z.array(awsObject).default([]),
  /** rds:DescribeDBProxies */
  dbProxies: z.array(awsObject).default([]),
  /** rds:DescribeDBProxyTargets, with the proxy's name. */
  dbProxyTargets: z.array(awsObject).default([]),
  /** rds:DescribeDBProxyTargetGroups: what a proxy may take of max_connections. */
  dbProxyTargetGroups: z.array(awsObject).default([]),
  /** Lists of this file that a missing permission kept empty; absent where all were read. */
  unread: z.array(z.enum(['dbProxies'])).optional(),
  /** rds:DescribeDBParameters that differ from the engine's own, with the name of the parameter group. */
  dbParameters: z.array(awsObject).default([]),
  /** rds:DescribePendingMaintenanceActions */
  pendingMaintenance: z.array(awsObject).default([]),
  /** elbv2:DescribeCapacityReservation, with the load balancer's ARN. */
  capacityReservations: z.array(awsObject).default([]),
  /** cloudwatch:DescribeAlarms, metric and composite ones. Absent, as all that follows, where it was not read. */
  alarms: z.array(awsObject).optional(),
  /** ec2:DescribeNatGateways that are available, and ec2:DescribeSubnets of those that they lie in. */
  natGateways: z.array(awsObject).optional(),
  natSubnets: z.array(awsObject).optional(),
  /** servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota of the vCPU quotas. */
  quotaRequests: z.array(awsObject).optional(),
})

export const snapshotSchema = z.strictObject({
  ...placeSchema.shape,
  /** The same of other accounts and Regions that tiers of the config lie in. */
  elsewhere: z.array(placeSchema).optional(),
})
export type Snapshot = z.infer<typeof snapshotSchema>
/** As a file may hold it: lists that are empty may be left out. */
export type SnapshotFile = z.input<typeof snapshotSchema>

/** What only a readiness report looks at; a list that is absent was not read. */
export type Watch = Partial<Pick<Snapshot, 'alarms' | 'natGateways' | 'natSubnets' | 'quotaRequests'>>

/** What a plan can do without: how units start, where they fit, what is reserved and pending. */
export type Surroundings = Pick<
  Snapshot,
  | 'distributions'
  | 'warmPools'
  | 'scalingActivities'
  | 'launchTemplates'
  | 'subnets'
  | 'containerInstances'
  | 'clusters'
  | 'dbClusters'
  | 'dbParameters'
  | 'pendingMaintenance'
  | 'capacityReservations'
>

/** Of a snapshot for which nothing but the estate itself was read. */
export const noSurroundings: Surroundings = {
  distributions: [],
  warmPools: [],
  scalingActivities: [],
  launchTemplates: [],
  subnets: [],
  containerInstances: [],
  clusters: [],
  dbClusters: [],
  dbParameters: [],
  pendingMaintenance: [],
  capacityReservations: [],
}
