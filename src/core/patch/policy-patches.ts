import type {AutoScalingGroup, EcsService} from '../../documents/inventory.js'
import type {DraftPatch, Fields} from '../../documents/patch.js'

/** A target-tracking policy and its whole configuration, in AWS's own spelling. */
export type TrackingPolicy = {name: string; configuration: Fields}

/**
 * The call that gives a group's target-tracking policy another configuration. PutScalingPolicy replaces the policy as a
 * whole, so what is not to change is sent as it was read: the metric, the scale-in switch, whatever else AWS told.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
 */
export function groupPolicyPatch({
  tier,
  group,
  policy: {name, configuration},
  to,
}: {
  tier: string
  group: Pick<AutoScalingGroup, 'name'>
  policy: TrackingPolicy
  to: Fields
}): DraftPatch {
  const call = (TargetTrackingConfiguration: Fields) => ({
    service: 'autoscaling' as const,
    operation: 'PutScalingPolicy',
    input: {
      AutoScalingGroupName: group.name,
      PolicyName: name,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration,
    },
  })
  return {
    id: `${tier}-policy-${name}`,
    tier,
    resource: group.name,
    summary: `policy ${name}: ${changeOf(configuration, to)}`,
    route: 'automatic',
    request: call(to),
    before: {TargetTrackingConfiguration: configuration},
    after: {TargetTrackingConfiguration: to},
    undo: call(configuration),
    ends: 'restore',
  }
}

/**
 * The same of a service. A policy that follows metrics of 20 seconds needs a service that publishes them: see
 * `resolutionPatch`, which is sent first.
 *
 * @source https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function servicePolicyPatch({
  tier,
  service,
  policy: {name, configuration},
  to,
}: {
  tier: string
  service: Pick<EcsService, 'cluster' | 'name'>
  policy: TrackingPolicy
  to: Fields
}): DraftPatch {
  const call = (TargetTrackingScalingPolicyConfiguration: Fields) => ({
    service: 'application-autoscaling' as const,
    operation: 'PutScalingPolicy',
    input: {
      ServiceNamespace: 'ecs',
      ResourceId: `service/${service.cluster}/${service.name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
      PolicyName: name,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration,
    },
  })
  return {
    id: `${tier}-policy-${name}`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    summary: `policy ${name}: ${changeOf(configuration, to)}`,
    route: 'automatic',
    request: call(to),
    before: {TargetTrackingScalingPolicyConfiguration: configuration},
    after: {TargetTrackingScalingPolicyConfiguration: to},
    undo: call(configuration),
    ends: 'restore',
  }
}

/** What of a configuration changes, in AWS's words. */
function changeOf(from: Fields, to: Fields): string {
  const metricOf = ({PredefinedMetricSpecification: metric}: Fields) =>
    (metric as Fields | undefined)?.['PredefinedMetricType'] ?? null
  const parts = [
    ...(from['TargetValue'] === to['TargetValue'] ? [] : [`TargetValue ${from['TargetValue']} → ${to['TargetValue']}`]),
    ...(metricOf(from) === metricOf(to) ? [] : [`${metricOf(from)} → ${metricOf(to)}`]),
  ]
  return parts.join(', ')
}

/**
 * The call that gives a group a predictive scaling policy of its own name, and the one that takes it away. AWS's
 * defaults are written out, so that what is read back is what was sent. It never scales in, looks 48 hours ahead and
 * learns from 14 days: it is for the daily shape, and knows of no event.
 *
 * `targetPercent` is the CPU utilization that it holds, in percent as AWS takes it. `forecast-only` forecasts and
 * changes nothing.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html
 */
export function predictivePatch({
  tier,
  group,
  mode,
  targetPercent,
  planId,
}: {
  tier: string
  group: Pick<AutoScalingGroup, 'name'>
  mode: 'forecast-only' | 'forecast-and-scale'
  targetPercent: number
  planId: string
}): DraftPatch {
  const own = {AutoScalingGroupName: group.name, PolicyName: `ecom-plan-${planId}-predictive`}
  const PredictiveScalingConfiguration = {
    MetricSpecifications: [
      {
        TargetValue: targetPercent,
        PredefinedMetricPairSpecification: {PredefinedMetricType: 'ASGCPUUtilization'},
      },
    ],
    Mode: mode === 'forecast-only' ? 'ForecastOnly' : 'ForecastAndScale',
    SchedulingBufferTime: 300,
    // Anything else raises the maximum and leaves it raised.
    MaxCapacityBreachBehavior: 'HonorMaxCapacity',
  }
  return {
    id: `${tier}-predictive`,
    tier,
    resource: group.name,
    summary: `predictive scaling of CPU at ${targetPercent} %, ${PredictiveScalingConfiguration.Mode}`,
    route: 'automatic',
    request: {
      service: 'autoscaling',
      operation: 'PutScalingPolicy',
      input: {...own, PolicyType: 'PredictiveScaling', PredictiveScalingConfiguration},
    },
    before: {PredictiveScalingConfiguration: null},
    after: {PredictiveScalingConfiguration},
    undo: {service: 'autoscaling', operation: 'DeletePolicy', input: own},
    ends: 'restore',
  }
}
