import type {TierConfig} from '../../documents/config-tier.js'
import type {ScalingPolicy} from '../../documents/scaling-policy.js'
import type {AwsObject} from '../../documents/snapshot.js'
import type {ListedAction, LiveLimits, TierStatus, TimedAction} from '../../documents/status.js'
import {
  type AwsElement,
  countAt,
  elementsOf,
  flagAt,
  objectsAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
} from '../inventory/aws-field.js'
import {mapTargetTracking} from '../inventory/map-target-tracking.js'
import {instantOf, isoOf} from '../series/zone.js'
import {nextRuns} from './action-runs.js'
import {inForceAt} from './in-force-at.js'
import {groupAction, targetAction} from './timed-action.js'

/** What AWS has of the resources that scale, each list in AWS's own spelling. */
export type ScalingLists = {
  groups: readonly AwsObject[]
  groupPolicies: readonly AwsObject[]
  groupActions: readonly AwsObject[]
  services: readonly AwsObject[]
  targets: readonly AwsObject[]
  targetPolicies: readonly AwsObject[]
  targetActions: readonly AwsObject[]
}

type Found = Omit<TierStatus, 'tier' | 'later' | 'actions'> & {actions: TimedAction[]}

/**
 * What scales one tier: its limits now, its policies and scheduled actions, and with `laterAt` (ISO) what the actions
 * will have set by then. Null for a tier that nothing scales, and for one whose resource is gone. Throws
 * SNAPSHOT_INVALID for an answer of AWS that cannot be read.
 */
export function tierStatus({
  name,
  tier,
  state,
  now,
  laterAt,
}: {
  name: string
  tier: TierConfig
  state: ScalingLists
  now: string
  laterAt: string | null
}): TierStatus | null {
  const found = foundOf(tier, state)
  if (found === null) return null
  const actions = found.areActionsSuspended ? [] : found.actions
  const later = laterAt === null ? null : inForceAt({limits: found.now, actions, now, at: laterAt})
  return {tier: name, ...found, later, actions: found.actions.map((action) => listed(action, now))}
}

function listed(action: TimedAction, now: string): ListedAction {
  const [next] = nextRuns([action], {afterS: instantOf(now), mostCount: 1})
  return {...action, nextAt: next === undefined ? null : isoOf(next.atS)}
}

function foundOf(tier: TierConfig, state: ScalingLists): Found | null {
  if (tier.kind === 'asg') return groupStatus(tier.resource, state)
  if (tier.kind === 'ecs') return serviceStatus(tier.resource, state)
  return tier.kind === 'aurora' ? readerStatus(tier.resource, state) : null
}

function groupStatus(name: string, state: ScalingLists): Found | null {
  const isOf = (element: AwsElement) => textAt(element, 'AutoScalingGroupName') === name
  const group = elementsOf('groups', state.groups).find(isOf)
  if (group === undefined) return null
  return {
    resource: name,
    unit: 'instance',
    now: {
      minCount: countAt(group, 'MinSize'),
      maxCount: countAt(group, 'MaxSize'),
      desiredCount: countAt(group, 'DesiredCapacity'),
    },
    policies: policiesOf(elementsOf('groupPolicies', state.groupPolicies).filter(isOf), 'TargetTrackingConfiguration'),
    actions: byName(
      elementsOf('groupActions', state.groupActions)
        .filter(isOf)
        .map(({value}) => groupAction(value)),
    ),
    areActionsSuspended: objectsAt(group, 'SuspendedProcesses').some(
      (process) => optionalTextAt(process, 'ProcessName') === 'ScheduledActions',
    ),
  }
}

function serviceStatus(resource: string, state: ScalingLists): Found | null {
  const [cluster = '', name = ''] = resource.split('/')
  const service = elementsOf('services', state.services).find((one) => {
    const isInCluster = (optionalTextAt(one, 'clusterArn') ?? '').split('/').at(-1) === cluster
    return isInCluster && textAt(one, 'serviceName') === name
  })
  if (service === undefined) return null
  const desiredCount = countAt(service, 'desiredCount')
  return {
    resource,
    unit: 'task',
    ...targetStatus(`service/${resource}`, 'ecs:service:DesiredCount', desiredCount, state),
  }
}

/** Readers of a cluster are counted only where Application Auto Scaling keeps them. */
function readerStatus(cluster: string, state: ScalingLists): Found | null {
  const found = targetStatus(`cluster:${cluster}`, 'rds:cluster:ReadReplicaCount', null, state)
  return found.now.minCount === null ? null : {resource: `cluster:${cluster}`, unit: 'reader', ...found}
}

function targetStatus(
  id: string,
  dimension: string,
  desiredCount: number | null,
  state: ScalingLists,
): Omit<Found, 'resource' | 'unit'> {
  const isOf = (element: AwsElement) =>
    textAt(element, 'ResourceId') === id && textAt(element, 'ScalableDimension') === dimension
  const target = elementsOf('targets', state.targets).find(isOf)
  const suspended = target === undefined ? null : optionalObjectAt(target, 'SuspendedState')
  const now: LiveLimits = {
    minCount: target === undefined ? null : countAt(target, 'MinCapacity'),
    maxCount: target === undefined ? null : countAt(target, 'MaxCapacity'),
    desiredCount,
  }
  return {
    now,
    policies: policiesOf(
      elementsOf('targetPolicies', state.targetPolicies).filter(isOf),
      'TargetTrackingScalingPolicyConfiguration',
    ),
    actions: byName(
      elementsOf('targetActions', state.targetActions)
        .filter(isOf)
        .map(({value}) => targetAction(value)),
    ),
    areActionsSuspended: suspended !== null && flagAt(suspended, 'ScheduledScalingSuspended'),
  }
}

function policiesOf(policies: readonly AwsElement[], tracking: string): ScalingPolicy[] {
  return byName(
    policies.map((policy) => ({
      name: textAt(policy, 'PolicyName'),
      type: textAt(policy, 'PolicyType'),
      ...mapTargetTracking(optionalObjectAt(policy, tracking)),
    })),
  )
}

function byName<T extends TimedAction | ScalingPolicy>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
