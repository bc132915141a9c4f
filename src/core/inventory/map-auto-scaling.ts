import type {AutoScalingGroup, WarmPool} from '../../documents/inventory.js'
import type {ScalingPolicy, ScheduledAction} from '../../documents/scaling-policy.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {targetGroupName} from './arn.js'
import {
  type AwsElement,
  countAt,
  elementsOf,
  invalid,
  objectsAt,
  optionalCountAt,
  optionalNumberAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from './aws-field.js'
import {byName} from './by-name.js'
import {groupTypes, launchTemplateOf, mapTemplate, preferredType} from './map-group-types.js'
import {mapTargetTracking} from './map-target-tracking.js'

type Providers = ReadonlyMap<string, string>

/** AWS's own values where a distribution leaves them out: no base, and all above it on demand. */
const defaultBaseCount = 0
const defaultOnDemandPercent = 100

/** The Auto Scaling groups of a snapshot with their policies, schedules and owners. Throws SNAPSHOT_INVALID. */
export function mapAutoScalingGroups(snapshot: Snapshot): AutoScalingGroup[] {
  const policies = elementsOf('autoScalingPolicies', snapshot.autoScalingPolicies)
  const actions = elementsOf('autoScalingScheduledActions', snapshot.autoScalingScheduledActions)
  const providers: Providers = new Map(
    elementsOf('capacityProviders', snapshot.capacityProviders).flatMap((provider) => {
      const group = optionalObjectAt(provider, 'autoScalingGroupProvider')
      return group === null ? [] : [[textAt(group, 'autoScalingGroupArn'), textAt(provider, 'name')] as const]
    }),
  )
  const templates = elementsOf('launchTemplates', snapshot.launchTemplates)
  return elementsOf('autoScalingGroups', snapshot.autoScalingGroups)
    .map((group) => {
      const name = textAt(group, 'AutoScalingGroupName')
      const isOurs = (element: AwsElement) => textAt(element, 'AutoScalingGroupName') === name
      const tags = tagsOf(group)
      const template = launchTemplateOf(group, templates)
      const types = groupTypes(group, template)
      return {
        name,
        minCount: countAt(group, 'MinSize'),
        maxCount: countAt(group, 'MaxSize'),
        desiredCount: countAt(group, 'DesiredCapacity'),
        instanceType: preferredType(types),
        types,
        distribution: mapDistribution(group, template),
        warmPool: mapWarmPool(group),
        ...(template === null ? {cpuCreditMode: null, volumeGib: null} : mapTemplate(template)),
        isRebalanced: !objectsAt(group, 'SuspendedProcesses').some(
          (process) => optionalTextAt(process, 'ProcessName') === 'AZRebalance',
        ),
        zones: textsAt(group, 'AvailabilityZones').sort(),
        subnets: (optionalTextAt(group, 'VPCZoneIdentifier') ?? '').split(',').filter((id) => id !== ''),
        targetGroups: textsAt(group, 'TargetGroupARNs')
          .map((arn) => targetGroupName(group, 'TargetGroupARNs', arn))
          .sort(),
        warmupS: optionalNumberAt(group, 'DefaultInstanceWarmup'),
        policies: policies.filter(isOurs).map(mapPolicy).sort(byName),
        scheduledActions: actions.filter(isOurs).map(mapScheduledAction).sort(byName),
        ...collectedMetricsOf(group),
        owner: ownerOf(group, tags, providers),
        stack: tags.get('aws:cloudformation:stack-name') ?? null,
      }
    })
    .sort(byName)
}

function collectedMetricsOf(group: AwsElement): Pick<AutoScalingGroup, 'collectedMetrics'> {
  const names = objectsAt(group, 'EnabledMetrics').map((metric) => textAt(metric, 'Metric'))
  return names.length === 0 ? {} : {collectedMetrics: names.sort()}
}

function tagsOf(group: AwsElement): Map<string, string> {
  return new Map(objectsAt(group, 'Tags').map((tag) => [textAt(tag, 'Key'), optionalTextAt(tag, 'Value') ?? '']))
}

function ownerOf(group: AwsElement, tags: ReadonlyMap<string, string>, providers: Providers): string | null {
  const provider = providers.get(optionalTextAt(group, 'AutoScalingGroupARN') ?? '')
  if (provider !== undefined) return `ecs capacity provider ${provider}`
  if (tags.has('AmazonECSManaged')) return 'ecs capacity provider'
  if (tags.has('eks:cluster-name') || tags.has('eks:nodegroup-name')) return 'eks'
  if ([...tags.keys()].some((key) => /^(k8s\.io|kubernetes\.io)\//.test(key))) return 'kubernetes'
  return tags.has('elasticbeanstalk:environment-name') ? 'elastic beanstalk' : null
}

/** What the mixed instances policy says; a launch template that asks for Spot by itself makes the whole group Spot. */
function mapDistribution(group: AwsElement, template: AwsElement | null): AutoScalingGroup['distribution'] {
  const mixed = optionalObjectAt(group, 'MixedInstancesPolicy')
  const distribution = mixed && optionalObjectAt(mixed, 'InstancesDistribution')
  if (distribution === null) {
    const market = template && optionalObjectAt(template, 'InstanceMarketOptions')
    const isSpot = market !== null && optionalTextAt(market, 'MarketType') === 'spot'
    return isSpot ? {onDemandBaseCount: 0, onDemandRatio: 0} : null
  }
  return {
    onDemandBaseCount: optionalCountAt(distribution, 'OnDemandBaseCapacity') ?? defaultBaseCount,
    onDemandRatio:
      (optionalNumberAt(distribution, 'OnDemandPercentageAboveBaseCapacity') ?? defaultOnDemandPercent) / 100,
  }
}

const poolStates: Readonly<Record<string, WarmPool['state']>> = {
  Stopped: 'stopped',
  Running: 'running',
  Hibernated: 'hibernated',
}

function mapWarmPool(group: AwsElement): WarmPool | null {
  const pool = optionalObjectAt(group, 'WarmPoolConfiguration')
  // A pool that is being deleted has nothing more to give.
  if (pool === null || optionalTextAt(pool, 'Status') === 'PendingDelete') return null
  const name = optionalTextAt(pool, 'PoolState') ?? 'Stopped'
  const state = poolStates[name]
  if (state === undefined) throw invalid(pool, 'PoolState', `no state of a warm pool is called ${name}`)
  // AWS writes -1 where no maximum is set.
  const isUnset = pool.value['MaxGroupPreparedCapacity'] === -1
  return {
    state,
    minCount: optionalCountAt(pool, 'MinSize') ?? 0,
    maxPreparedCount: isUnset ? null : optionalCountAt(pool, 'MaxGroupPreparedCapacity'),
    readyCount: optionalCountAt(group, 'WarmPoolSize'),
  }
}

function mapPolicy(policy: AwsElement): ScalingPolicy {
  return {
    name: textAt(policy, 'PolicyName'),
    type: textAt(policy, 'PolicyType'),
    ...mapTargetTracking(optionalObjectAt(policy, 'TargetTrackingConfiguration')),
  }
}

function mapScheduledAction(action: AwsElement): ScheduledAction {
  return {
    name: textAt(action, 'ScheduledActionName'),
    schedule: optionalTextAt(action, 'Recurrence') ?? textAt(action, 'StartTime'),
    timezone: optionalTextAt(action, 'TimeZone'),
    minCount: optionalCountAt(action, 'MinSize'),
    maxCount: optionalCountAt(action, 'MaxSize'),
    desiredCount: optionalCountAt(action, 'DesiredCapacity'),
  }
}
