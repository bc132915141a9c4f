import type {EcsService} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {RaisedAction} from '../recommend/join-schedules.js'
import {type MinStep, startOf} from '../recommend/min-schedule.js'
import {heldMaximum} from './held-maximum.js'

function targetOf(service: EcsService) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${service.cluster}/${service.name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  }
}

/**
 * The call that raises a service's MaxCapacity. MinCapacity stays out of it: the schedule raises and returns it. Where
 * another event has raised it far enough already, the patch holds it.
 */
export function maxCapacityPatch({
  tier,
  service,
  maxCount,
}: {
  tier: string
  service: EcsService
  maxCount: number
}): DraftPatch {
  const call = (MaxCapacity: number) => ({
    service: 'application-autoscaling' as const,
    operation: 'RegisterScalableTarget',
    input: {...targetOf(service), MaxCapacity},
  })
  return {
    id: `${tier}-max-capacity`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    route: 'automatic',
    ...heldMaximum({
      field: 'MaxCapacity',
      restingCount: service.maxCount ?? 0,
      liveCount: service.live?.maxCount,
      maxCount,
      call,
    }),
    ends: 'restore',
  }
}

/**
 * One scheduled action a step, in UTC: `at()` takes no zone suffix, so Timezone says it. Only MinCapacity is set:
 * Application Auto Scaling scales in to a lowered MaxCapacity at once.
 */
export function minCapacityPatches({
  tier,
  service,
  steps,
  planId,
}: {
  tier: string
  service: EcsService
  steps: readonly MinStep[]
  planId: string
}): DraftPatch[] {
  return steps.map((step, i) => {
    const isEnd = i === steps.length - 1
    const ScheduledActionName = `ecom-plan-${planId}-${isEnd ? 'end' : i + 1}`
    const action = {
      Schedule: `at(${startOf(step).slice(0, 19)})`,
      Timezone: 'UTC',
      ScalableTargetAction: {MinCapacity: step.minCount},
    }
    return {
      id: `${tier}-min-${isEnd ? 'end' : i + 1}`,
      tier,
      resource: `${service.cluster}/${service.name}`,
      summary: isEnd ? `min back to ${step.minCount}` : `min ${step.minCount}`,
      route: 'automatic',
      request: put(service, ScheduledActionName, action),
      before: {ScheduledAction: null},
      after: {ScheduledAction: action},
      undo: {
        service: 'application-autoscaling',
        operation: 'DeleteScheduledAction',
        input: {...targetOf(service), ScheduledActionName},
      },
      ends: 'by-itself',
    }
  })
}

/** The actions of other plans of ours that have to set a higher minimum for this one too: same name, same time. */
export function raisedCapacityPatches({
  tier,
  service,
  raised,
}: {
  tier: string
  service: EcsService
  raised: readonly RaisedAction[]
}): DraftPatch[] {
  return raised.map(({action, minCount}) => {
    const at = (MinCapacity: number) => ({
      Schedule: action.schedule,
      Timezone: action.timezone ?? 'UTC',
      ScalableTargetAction: {MinCapacity},
    })
    return {
      id: `${tier}-raise-${action.name}`,
      tier,
      resource: `${service.cluster}/${service.name}`,
      summary: `min ${action.minCount} of ${action.name} → ${minCount}`,
      route: 'automatic',
      request: put(service, action.name, at(minCount)),
      before: {ScheduledAction: at(action.minCount)},
      after: {ScheduledAction: at(minCount)},
      undo: put(service, action.name, at(action.minCount)),
      ends: 'by-itself',
    }
  })
}

function put(service: EcsService, ScheduledActionName: string, action: Record<string, unknown>) {
  return {
    service: 'application-autoscaling' as const,
    operation: 'PutScheduledAction',
    input: {...targetOf(service), ScheduledActionName, ...action},
  }
}
