import type {CapacityModel} from '../../documents/capacity-model.js'
import type {EcsService} from '../../documents/inventory.js'
import type {Blocker, Change, Cost} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, percent, span} from '../figure.js'
import {fargateLaunchS} from '../laws/fargate-launch.js'
import {maxCapacityPatch, minCapacityPatches} from '../patch/ecs-patches.js'
import {scheduledUnitHours, scheduleInWords, scheduleOf} from '../recommend/min-schedule.js'
import {launchLeadS, leadInWords} from './frontend-asg.js'
import {type Sizing, sizeScaledTier} from './scaled-tier.js'
import {ratioAt, type Setting, type TierFinding} from './tier-finding.js'

/** Zones of an ECS service are those of its subnets; without them three are assumed, and said so. */
const assumedZones = 3

/**
 * Assesses an ECS service: tasks at the peak, the scalable target's maximum, scheduled minima, cost on Fargate.
 *
 * Tasks on an EC2 capacity provider cost nothing of their own; their hosts do (see ecs-hosts). A service without a
 * scalable target is sized, and a blocker says that nothing can be scheduled on it.
 */
export function assessEcsService({
  tier,
  service,
  startupS,
  model,
  setting,
}: {
  tier: string
  service: EcsService
  /** From launch to taking requests; null where the config does not say. */
  startupS: number | null
  model: CapacityModel
  setting: Setting
}): TierFinding & {taskCount: number} {
  const isTarget = service.minCount !== null && service.maxCount !== null
  const leadS = launchLeadS({startupS: taskStartS({service, startupS, setting}), setting})
  setting.cite('scalingLimits.scheduledActionLatenessS')
  const sizing = sizeScaledTier({
    tier: {
      tier,
      resource: `${service.cluster}/${service.name}`,
      kind: 'ecs',
      unit: 'task',
      model,
      zoneCount: assumedZones,
      minCount: service.minCount ?? service.desiredCount,
      maxCount: service.maxCount ?? service.desiredCount,
      unitText: `${figure(service.cpuUnitCount / 1024)} vCPU ${service.compute === 'fargate' ? 'Fargate' : 'task'}`,
    },
    setting,
    leadS,
  })
  const changes: Change[] = []
  const patches = []
  if (isTarget && sizing.plannedMaxCount > (service.maxCount ?? 0)) {
    const patch = maxCapacityPatch({tier, service, maxCount: sizing.plannedMaxCount})
    patches.push(patch)
    changes.push(maxChange({tier, service, sizing, setting, patchId: patch.id}))
  }
  if (isTarget && sizing.steps.length > 0) {
    const steps = minCapacityPatches({tier, service, steps: sizing.steps, planId: setting.planId})
    patches.push(...steps)
    changes.push(minChange({tier, service, sizing, setting, leadS, patchIds: steps.map((patch) => patch.id)}))
  }
  return {
    taskCount: sizing.plannedMaxCount,
    limits: [sizing.limit],
    changes,
    patches,
    blockers: blockersOf({tier, service, isTarget, sizing}),
    uses:
      service.compute === 'fargate'
        ? [
            {
              tier,
              unitCount: sizing.plannedMaxCount,
              vcpuCount: (sizing.plannedMaxCount * service.cpuUnitCount) / 1024,
              compute: 'fargate',
            },
          ]
        : [{tier, unitCount: sizing.plannedMaxCount, vcpuCount: 0, compute: 'ec2'}],
  }
}

function taskStartS({
  service,
  startupS,
  setting,
}: {
  service: EcsService
  startupS: number | null
  setting: Setting
}): number {
  const taskS = startupS ?? setting.judgement('taskStartupS')
  // A task on EC2 may have to wait for its host.
  return service.compute === 'ec2' ? taskS + setting.judgement('hostStartupS') : taskS
}

function blockersOf({
  tier,
  service,
  isTarget,
  sizing,
}: {
  tier: string
  service: EcsService
  isTarget: boolean
  sizing: Sizing
}): Blocker[] {
  if (isTarget || sizing.need.unitCount <= service.desiredCount) return []
  return [
    {
      severity: 'block',
      code: 'NOT_SCALABLE',
      message: `${tier} needs ${counted(sizing.need.unitCount, 'task')} and has no scalable target, so it stays at ${service.desiredCount}.`,
      next: `register ${service.cluster}/${service.name} with Application Auto Scaling, or set its desired count by hand before the event`,
    },
  ]
}

function maxChange({
  tier,
  service,
  sizing,
  setting,
  patchId,
}: {
  tier: string
  service: EcsService
  sizing: Sizing
  setting: Setting
  patchId: string
}): Change {
  return {
    id: `${tier}-max`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    setting: 'max-capacity',
    from: figure(service.maxCount ?? 0),
    to: figure(sizing.plannedMaxCount),
    because:
      `At ${setting.target.toUpperCase()} the peak takes ${percent(ratioAt(sizing.limit.now, setting.target))} of what ` +
      `${counted(service.maxCount ?? 0, 'task')} carry within the SLO; ${figure(sizing.need.unitCount)} are needed.`,
    evidence: sizing.need.because,
    after: sizing.limit.after,
    cost: {windowUsd: 0, monthUsd: null, because: 'a higher maximum costs nothing until it is used'},
    leadTimeS: 0,
    latestAt: new Date(setting.windowStartS * 1000).toISOString(),
    downtime: null,
    route: 'automatic',
    rejected: [],
    patchIds: [patchId],
  }
}

function minChange({
  tier,
  service,
  sizing,
  setting,
  leadS,
  patchIds,
}: {
  tier: string
  service: EcsService
  sizing: Sizing
  setting: Setting
  leadS: number
  patchIds: string[]
}): Change {
  const most = Math.max(...sizing.steps.map((step) => step.minCount))
  const evidence = [leadInWords({leadS, setting})]
  if (service.compute === 'fargate') {
    setting.cite('scalingLimits.fargateLaunchPerS')
    evidence.push(fargateLaunch(most, setting))
  }
  return {
    id: `${tier}-min`,
    tier,
    resource: `${service.cluster}/${service.name}`,
    setting: `scheduled min ×${sizing.steps.length}`,
    from: figure(service.minCount ?? 0),
    to: scheduleInWords(sizing.steps),
    because: 'Service scaling waits minutes for its alarms, so the tasks are there before the load is.',
    evidence,
    after: sizing.limit.after,
    cost: taskCost({service, sizing, setting}),
    leadTimeS: leadS,
    latestAt: new Date((setting.windowStartS - leadS) * 1000).toISOString(),
    downtime: null,
    route: 'automatic',
    schedule: scheduleOf({
      steps: sizing.steps,
      unit: 'task',
      restingCount: service.minCount ?? 0,
      maxCount: sizing.plannedMaxCount,
    }),
    rejected: [],
    patchIds,
  }
}

/** The account's token bucket and the service scheduler's own rate: the slower of the two counts. */
function fargateLaunch(taskCount: number, setting: Setting): string {
  const {fargateLaunchBurstCount, fargateLaunchPerS, serviceLaunchPerMinuteCount} = setting.catalog.scalingLimits
  const bucketS = fargateLaunchS({
    taskCount,
    burstCount: fargateLaunchBurstCount.value,
    refillPerS: fargateLaunchPerS.value,
  })
  const launchS = Math.max(bucketS, (taskCount / serviceLaunchPerMinuteCount.value) * 60)
  setting.cite('scalingLimits.serviceLaunchPerMinuteCount')
  return `Fargate takes ${span(Math.ceil(launchS))} to launch ${counted(taskCount, 'task')}, start-up apart`
}

function taskCost({service, sizing, setting}: {service: EcsService; sizing: Sizing; setting: Setting}): Cost {
  const hours = scheduledUnitHours(sizing.steps, service.minCount ?? 0, setting.windowEndS)
  const hoursText = `${figure(Math.round(hours))} task-hours above today's minimum of ${figure(service.minCount ?? 0)}`
  if (service.compute !== 'fargate')
    return {windowUsd: 0, monthUsd: null, because: `${hoursText}; the hosts are what costs`}
  const kind = service.architecture === 'arm64' ? 'Arm' : 'X86'
  const vcpuUsd = knownPrice(`prices.fargate${kind}VcpuUsdPerHour`, setting)
  const gibUsd = knownPrice(`prices.fargate${kind}GibUsdPerHour`, setting)
  if (vcpuUsd === null || gibUsd === null) {
    return {
      windowUsd: null,
      monthUsd: null,
      because: `${hoursText}; the price of Fargate in ${setting.region} is not known here`,
    }
  }
  const each = (service.cpuUnitCount / 1024) * vcpuUsd + (service.memoryMib / 1024) * gibUsd
  return {
    windowUsd: hours * each,
    monthUsd: null,
    because: `${hoursText} × $${each.toFixed(4)} = ${dollars(hours * each)} at most: the policy would have started some of them`,
  }
}
