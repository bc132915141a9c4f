import type {AwsObject} from '../../src/documents/snapshot.js'
import {type FakeEstate, FakeFailure, type Handler} from './estate.js'

/**
 * Policies, warm pools and metrics of groups. A policy that is put again is replaced as a whole: what the request does
 * not say is AWS's default again, not what it was.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html
 */
const policiesPerGroup = 50

export const writeGroupPolicies: Record<string, Handler> = {
  PutScalingPolicy: (input, estate) => {
    groupOf(input, estate)
    checkPolicy(input)
    const {snapshot} = estate
    const others = snapshot.autoScalingPolicies.filter((policy) => !isSame(policy, input, 'PolicyName'))
    const own = others.filter((policy) => policy['AutoScalingGroupName'] === input['AutoScalingGroupName'])
    if (own.length >= policiesPerGroup) throw new FakeFailure('LimitExceeded', `More than ${policiesPerGroup}.`)
    const PolicyARN = `arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:${input['PolicyName']}`
    snapshot.autoScalingPolicies = [...others, {...input, PolicyARN, Enabled: true, Alarms: []}]
    return {PolicyARN, Alarms: []}
  },
  DeletePolicy: (input, estate) => {
    groupOf(input, estate)
    const {snapshot} = estate
    const left = snapshot.autoScalingPolicies.filter((policy) => !isSame(policy, input, 'PolicyName'))
    if (left.length === snapshot.autoScalingPolicies.length) refuse('Policy name not found')
    snapshot.autoScalingPolicies = left
    return {}
  },
  PutWarmPool: (input, estate) => {
    const group = groupOf(input, estate)
    if (group['MixedInstancesPolicy'] !== undefined) refuse('A group with a mixed instances policy takes no warm pool.')
    const {MaxGroupPreparedCapacity, MinSize, PoolState, InstanceReusePolicy} = input
    if (MaxGroupPreparedCapacity !== undefined && Number(MaxGroupPreparedCapacity) < -1) refuse('At least -1.')
    const others = estate.snapshot.warmPools.filter((pool) => !isSame(pool, input, 'AutoScalingGroupName'))
    const known = estate.snapshot.warmPools.find((pool) => isSame(pool, input, 'AutoScalingGroupName'))
    const WarmPoolConfiguration = {
      MinSize: MinSize ?? 0,
      PoolState: PoolState ?? 'Stopped',
      // -1 clears it.
      ...(MaxGroupPreparedCapacity === undefined || MaxGroupPreparedCapacity === -1 ? {} : {MaxGroupPreparedCapacity}),
      ...(InstanceReusePolicy === undefined ? {} : {InstanceReusePolicy}),
    }
    const pool = {
      AutoScalingGroupName: group['AutoScalingGroupName'],
      WarmPoolConfiguration,
      Instances: known?.['Instances'] ?? [],
    }
    estate.snapshot.warmPools = [...others, pool]
    group['WarmPoolConfiguration'] = WarmPoolConfiguration
    return {}
  },
  DeleteWarmPool: (input, estate) => {
    const group = groupOf(input, estate)
    const pool = estate.snapshot.warmPools.find((one) => isSame(one, input, 'AutoScalingGroupName'))
    if (pool === undefined) refuse('No warm pool found')
    const isEmpty = ((pool?.['Instances'] ?? []) as unknown[]).length === 0
    if (!isEmpty && input['ForceDelete'] !== true) {
      // Its instances go first, and the pool with the last of them.
      Object.assign(pool?.['WarmPoolConfiguration'] as AwsObject, {Status: 'PendingDelete'})
      return {}
    }
    estate.snapshot.warmPools = estate.snapshot.warmPools.filter((one) => one !== pool)
    delete group['WarmPoolConfiguration']
    return {}
  },
  EnableMetricsCollection: (input, estate) => {
    const group = groupOf(input, estate)
    if (input['Granularity'] !== '1Minute') refuse('The only valid value for Granularity is 1Minute.')
    const known = (group['EnabledMetrics'] ?? []) as AwsObject[]
    const wanted = (input['Metrics'] ?? allMetrics) as string[]
    const more = wanted.filter((name) => !known.some(({Metric}) => Metric === name))
    group['EnabledMetrics'] = [...known, ...more.map((Metric) => ({Metric, Granularity: '1Minute'}))]
    return {}
  },
  DisableMetricsCollection: (input, estate) => {
    const group = groupOf(input, estate)
    const gone = (input['Metrics'] ?? allMetrics) as string[]
    group['EnabledMetrics'] = ((group['EnabledMetrics'] ?? []) as AwsObject[]).filter(
      ({Metric}) => !gone.includes(String(Metric)),
    )
    return {}
  },
}

/** The group's own; those of warm pools come on top. */
const allMetrics = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
]

const configurations: Record<string, string> = {
  TargetTrackingScaling: 'TargetTrackingConfiguration',
  PredictiveScaling: 'PredictiveScalingConfiguration',
  StepScaling: 'StepAdjustments',
}

function checkPolicy(input: AwsObject): void {
  const type = String(input['PolicyType'] ?? 'SimpleScaling')
  const wanted = configurations[type]
  if (wanted !== undefined && input[wanted] === undefined) refuse(`${wanted} must be specified for ${type}`)
  const predictive = input['PredictiveScalingConfiguration'] as AwsObject | undefined
  if (type === 'PredictiveScaling' && predictive !== undefined) checkPredictive(predictive)
  const tracking = input['TargetTrackingConfiguration'] as AwsObject | undefined
  const metrics = ['PredefinedMetricSpecification', 'CustomizedMetricSpecification']
  if (tracking !== undefined && metrics.filter((name) => tracking[name] !== undefined).length !== 1) {
    refuse('Exactly one metric specification must be given.')
  }
}

function checkPredictive(configuration: AwsObject): void {
  const {MetricSpecifications, SchedulingBufferTime, MaxCapacityBreachBehavior, MaxCapacityBuffer} = configuration
  if ((MetricSpecifications as unknown[]).length !== 1) refuse('Exactly one metric specification must be given.')
  if (Number(SchedulingBufferTime ?? 300) >= 3600) refuse('SchedulingBufferTime must be less than 3600.')
  if (MaxCapacityBreachBehavior === 'IncreaseMaxCapacity' && MaxCapacityBuffer === undefined) {
    refuse('MaxCapacityBuffer is required with IncreaseMaxCapacity.')
  }
}

const isSame = (one: AwsObject, other: AwsObject, name: string) =>
  one['AutoScalingGroupName'] === other['AutoScalingGroupName'] && one[name] === other[name]

/** Throws what AWS says of a group that is not there. */
export function groupOf(input: AwsObject, {snapshot}: FakeEstate): AwsObject {
  const name = input['AutoScalingGroupName']
  const group = snapshot.autoScalingGroups.find((one) => one['AutoScalingGroupName'] === name)
  if (!group) throw new FakeFailure('ValidationError', `AutoScalingGroup name not found - no such group: ${name}`)
  return group
}

function refuse(message: string): never {
  throw new FakeFailure('ValidationError', message)
}
