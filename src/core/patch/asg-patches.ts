import type {AutoScalingGroup} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {RaisedAction} from '../recommend/join-schedules.js'
import type {MinStep} from '../recommend/min-schedule.js'
import {startOf} from '../recommend/min-schedule.js'
import {isoOf} from '../series/zone.js'
import {heldMaximum} from './held-maximum.js'

/**
 * The call that raises a group's MaxSize. Only MaxSize is sent: MinSize is the schedule's, DesiredCapacity the
 * policy's. The undo puts back the MaxSize at rest, which cuts a fleet that still stands above it at once. Where another
 * event has raised it far enough already, the patch holds it: nothing changes, and it is not put back while this event
 * wants it.
 */
export function maxSizePatch({
  tier,
  group,
  maxCount,
}: {
  tier: string
  group: AutoScalingGroup
  maxCount: number
}): DraftPatch {
  const call = (MaxSize: number) => ({
    service: 'autoscaling' as const,
    operation: 'UpdateAutoScalingGroup',
    input: {AutoScalingGroupName: group.name, MaxSize},
  })
  return {
    id: `${tier}-max-size`,
    tier,
    resource: group.name,
    route: 'automatic',
    ...heldMaximum({field: 'MaxSize', restingCount: group.maxCount, liveCount: group.live?.maxCount, maxCount, call}),
    ends: 'restore',
  }
}

/**
 * One scheduled action a step, named after the plan. Each sets MinSize alone: an action that sent MaxSize could cut
 * the fleet, one that sent DesiredCapacity would fight the policy.
 */
export function minSizePatches({
  tier,
  group,
  steps,
  planId,
}: {
  tier: string
  group: AutoScalingGroup
  steps: readonly MinStep[]
  planId: string
}): DraftPatch[] {
  return steps.map((step, i) => {
    const isEnd = i === steps.length - 1
    const ScheduledActionName = `ecom-plan-${planId}-${isEnd ? 'end' : i + 1}`
    const action = {StartTime: startOf(step), MinSize: step.minCount}
    return {
      id: `${tier}-min-${isEnd ? 'end' : i + 1}`,
      tier,
      resource: group.name,
      summary: isEnd ? `min back to ${step.minCount}` : `min ${step.minCount}`,
      route: 'automatic',
      request: put(group, ScheduledActionName, action),
      before: {ScheduledAction: null},
      after: {ScheduledAction: action},
      undo: {
        service: 'autoscaling',
        operation: 'DeleteScheduledAction',
        input: {AutoScalingGroupName: group.name, ScheduledActionName},
      },
      ends: 'by-itself',
    }
  })
}

/** The actions of other plans of ours that have to set a higher minimum for this one too: same name, same time. */
export function raisedMinPatches({
  tier,
  group,
  raised,
}: {
  tier: string
  group: AutoScalingGroup
  raised: readonly RaisedAction[]
}): DraftPatch[] {
  return raised.map(({action, minCount}) => {
    const at = (MinSize: number) => ({StartTime: isoOf(action.atS), MinSize})
    return {
      id: `${tier}-raise-${action.name}`,
      tier,
      resource: group.name,
      summary: `min ${action.minCount} of ${action.name} → ${minCount}`,
      route: 'automatic',
      request: put(group, action.name, at(minCount)),
      before: {ScheduledAction: at(action.minCount)},
      after: {ScheduledAction: at(minCount)},
      undo: put(group, action.name, at(action.minCount)),
      ends: 'by-itself',
    }
  })
}

function put({name}: AutoScalingGroup, ScheduledActionName: string, action: {StartTime: string; MinSize: number}) {
  return {
    service: 'autoscaling' as const,
    operation: 'PutScheduledUpdateGroupAction',
    input: {AutoScalingGroupName: name, ScheduledActionName, ...action},
  }
}
