import type {AutoScalingGroup, CapacityProvider, EcsService, WarmPool} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import {poolStates} from './estate-fields.js'

type OfGroup = {tier: string; group: Pick<AutoScalingGroup, 'name'>}

/**
 * The call that gives a group a warm pool, and the one that takes it away; for a group without one. Its instances leave
 * one after the other when it is deleted: none that serves is touched.
 *
 * `minCount` is what the pool holds at least. It is filled up to MaxSize less what runs, which the plan has raised.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteWarmPool.html
 */
export function warmPoolPatch({
  tier,
  group,
  state,
  minCount,
}: OfGroup & {state: WarmPool['state']; minCount: number}): DraftPatch {
  const WarmPoolConfiguration = {PoolState: poolStates[state], MinSize: minCount}
  return {
    id: `${tier}-warm-pool`,
    tier,
    resource: group.name,
    summary: `a warm pool of ${minCount} at least, ${state}`,
    route: 'automatic',
    request: {
      service: 'autoscaling',
      operation: 'PutWarmPool',
      input: {AutoScalingGroupName: group.name, ...WarmPoolConfiguration},
    },
    before: {WarmPoolConfiguration: null},
    after: {WarmPoolConfiguration},
    undo: {service: 'autoscaling', operation: 'DeleteWarmPool', input: {AutoScalingGroupName: group.name}},
    ends: 'restore',
  }
}

/**
 * The call that sets after how many seconds an instance counts in the group's metrics. -1 takes the setting away again
 * where there was none.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
export function defaultWarmupPatch({
  tier,
  group,
  fromS,
  toS,
}: OfGroup & {fromS: number | null; toS: number}): DraftPatch {
  const call = (DefaultInstanceWarmup: number) => ({
    service: 'autoscaling' as const,
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: group.name, DefaultInstanceWarmup},
  })
  return {
    id: `${tier}-warmup`,
    tier,
    resource: group.name,
    summary: `DefaultInstanceWarmup ${fromS ?? 'none'} → ${toS}`,
    route: 'automatic',
    request: call(toS),
    before: {DefaultInstanceWarmup: fromS},
    after: {DefaultInstanceWarmup: toS},
    undo: call(fromS ?? -1),
    ends: 'restore',
  }
}

/**
 * The call that has a group publish its own metrics, and the one that stops those again. `names` are those that it does
 * not publish yet. Detailed monitoring of its instances is no setting of the group but of its launch template, and is
 * not written.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html
 */
export function groupMetricsPatch({tier, group, names}: OfGroup & {names: readonly string[]}): DraftPatch {
  const Metrics = [...names].sort()
  const own = {AutoScalingGroupName: group.name, Metrics}
  return {
    id: `${tier}-group-metrics`,
    tier,
    resource: group.name,
    summary: `${Metrics.length} metrics of the group, each minute`,
    route: 'automatic',
    request: {
      service: 'autoscaling',
      operation: 'EnableMetricsCollection',
      input: {...own, Granularity: '1Minute'},
    },
    before: {EnabledMetrics: []},
    after: {EnabledMetrics: Metrics},
    undo: {service: 'autoscaling', operation: 'DisableMetricsCollection', input: own},
    ends: 'restore',
  }
}

/**
 * The call that has a service publish CPU and memory every 20 seconds instead of every 60: the first of the two edits
 * that make its scaling follow them. Nothing but `monitoring` is sent. It is a setting of the service's revision, so that
 * ECS makes a new revision of it, and may deploy that: one more reason to send it well before the window. A service that
 * publishes one of the two so already is neither as before nor as after, and is left to a person.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MetricConfiguration.html
 */
export function resolutionPatch({
  tier,
  service,
}: {
  tier: string
  service: Pick<EcsService, 'cluster' | 'name'>
}): DraftPatch {
  const before = Object.fromEntries(metricNames.map((name) => [name, 60]))
  const after = Object.fromEntries(metricNames.map((name) => [name, 20]))
  const call = (seconds: Readonly<Record<string, number>>) => ({
    service: 'ecs' as const,
    operation: 'UpdateService',
    input: {
      cluster: service.cluster,
      service: service.name,
      monitoring: {
        metricConfigurations: metricNames.map((name) => ({metricNames: [name], resolutionSeconds: seconds[name]})),
      },
    },
  })
  return {
    id: `${tier}-resolution`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    summary: 'CPU and memory every 20 seconds',
    route: 'automatic',
    request: call(after),
    before: {monitoring: before},
    after: {monitoring: after},
    undo: call(before),
    ends: 'restore',
  }
}

const metricNames = ['CPUUtilization', 'MemoryUtilization']

/**
 * The call that sets how full a capacity provider keeps its hosts. The whole of managed scaling is sent, as it was but
 * for the target; `toRatio` is of what is needed over what runs, 0.9 for a tenth spare.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
 */
export function providerTargetPatch({
  tier,
  provider,
  toRatio,
}: {
  tier: string
  provider: CapacityProvider
  toRatio: number
}): DraftPatch {
  const managed = (ratio: number) => ({
    status: 'ENABLED',
    targetCapacity: Math.round(ratio * 100),
    minimumScalingStepSize: provider.minimumStepCount,
    maximumScalingStepSize: provider.maximumStepCount,
    instanceWarmupPeriod: provider.warmupS,
  })
  const [before, after] = [managed(provider.targetCapacityRatio), managed(toRatio)]
  const call = (managedScaling: object) => ({
    service: 'ecs' as const,
    operation: 'UpdateCapacityProvider',
    input: {name: provider.name, autoScalingGroupProvider: {managedScaling}},
  })
  return {
    id: `${tier}-provider-target`,
    tier,
    resource: provider.name,
    summary: `targetCapacity ${before.targetCapacity} → ${after.targetCapacity}`,
    route: 'automatic',
    request: call(after),
    before: {managedScaling: before},
    after: {managedScaling: after},
    undo: call(before),
    ends: 'restore',
  }
}
