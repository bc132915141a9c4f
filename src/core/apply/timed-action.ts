import type {AwsObject} from '../../documents/snapshot.js'
import type {ActionLimits, TimedAction} from '../../documents/status.js'
import {type AwsElement, optionalCountAt, optionalObjectAt, optionalTextAt, textAt} from '../inventory/aws-field.js'

/** The names that plans give to their scheduled actions. */
const ownName = /^ecom-plan-(p-[0-9a-z]+)-/

/** The plan that a scheduled action of that name belongs to; null where it is not one of ours. */
function planOfAction(name: string): string | null {
  return ownName.exec(name)?.[1] ?? null
}

/** A scheduled action of a group, as autoscaling:DescribeScheduledActions lists it. Throws SNAPSHOT_INVALID. */
export function groupAction(value: AwsObject): TimedAction {
  const action: AwsElement = {at: 'ScheduledUpdateGroupActions[]', value}
  const recurrence = optionalTextAt(action, 'Recurrence')
  return {
    ...named(action),
    schedule: recurrence ?? textAt(action, 'StartTime'),
    timezone: optionalTextAt(action, 'TimeZone'),
    isRunAtStart: recurrence !== null,
    fromAt: recurrence === null ? null : optionalTextAt(action, 'StartTime'),
    untilAt: recurrence === null ? null : optionalTextAt(action, 'EndTime'),
    limits: limitsOf(action, {min: 'MinSize', max: 'MaxSize', desired: 'DesiredCapacity'}),
  }
}

/** A scheduled action of a scalable target, as application-autoscaling:DescribeScheduledActions lists it. */
export function targetAction(value: AwsObject): TimedAction {
  const action: AwsElement = {at: 'ScheduledActions[]', value}
  const limits = optionalObjectAt(action, 'ScalableTargetAction')
  return {
    ...named(action),
    schedule: textAt(action, 'Schedule'),
    timezone: optionalTextAt(action, 'Timezone'),
    isRunAtStart: false,
    fromAt: optionalTextAt(action, 'StartTime'),
    untilAt: optionalTextAt(action, 'EndTime'),
    limits:
      limits === null
        ? {minCount: null, maxCount: null, desiredCount: null}
        : limitsOf(limits, {min: 'MinCapacity', max: 'MaxCapacity', desired: null}),
  }
}

function named(action: AwsElement): {name: string; planId: string | null} {
  const name = textAt(action, 'ScheduledActionName')
  return {name, planId: planOfAction(name)}
}

function limitsOf(
  element: AwsElement,
  {min, max, desired}: {min: string; max: string; desired: string | null},
): ActionLimits {
  return {
    minCount: optionalCountAt(element, min),
    maxCount: optionalCountAt(element, max),
    desiredCount: desired === null ? null : optionalCountAt(element, desired),
  }
}
