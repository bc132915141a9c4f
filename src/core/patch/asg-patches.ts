import type {AutoScalingGroup} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {MinStep} from '../recommend/min-schedule.js'
import {startOf} from '../recommend/min-schedule.js'

/**
 * The call that raises a group's MaxSize. Only MaxSize is sent: MinSize is the schedule's, DesiredCapacity the
 * policy's. The undo lowers MaxSize again, which cuts a fleet that still stands above it at once.
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
    summary: `MaxSize ${group.maxCount} → ${maxCount}`,
    route: 'automatic',
    request: call(maxCount),
    before: {MaxSize: group.maxCount},
    after: {MaxSize: maxCount},
    undo: call(group.maxCount),
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
      request: {
        service: 'autoscaling',
        operation: 'PutScheduledUpdateGroupAction',
        input: {AutoScalingGroupName: group.name, ScheduledActionName, ...action},
      },
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
