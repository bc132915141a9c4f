import * as z from 'zod'
import {timeSchema} from './units.js'

/**
 * The estate as AWS describes it: each list holds the elements of one API's reply, in AWS's own spelling, times as
 * ISO strings. A file of this shape and a live read carry the same elements; `core/inventory` maps either.
 */
const awsObject = z.record(z.string(), z.unknown())
export type AwsObject = z.infer<typeof awsObject>

export const snapshotSchema = z.strictObject({
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
})
export type Snapshot = z.infer<typeof snapshotSchema>
