import type {EcsService} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import {type MinStep, startOf} from '../recommend/min-schedule.js'

function targetOf(service: EcsService) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${service.cluster}/${service.name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  }
}

/** The call that raises a service's MaxCapacity. MinCapacity stays out of it: the schedule raises and returns it. */
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
  const before = service.maxCount ?? 0
  return {
    id: `${tier}-max-capacity`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    summary: `MaxCapacity ${before} → ${maxCount}`,
    route: 'automatic',
    request: call(maxCount),
    before: {MaxCapacity: service.maxCount},
    after: {MaxCapacity: maxCount},
    undo: call(before),
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
      request: {
        service: 'application-autoscaling',
        operation: 'PutScheduledAction',
        input: {...targetOf(service), ScheduledActionName, ...action},
      },
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
