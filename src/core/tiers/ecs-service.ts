import type {CapacityModel} from '../../documents/capacity-model.js'
import type {EcsService} from '../../documents/inventory.js'
import type {Blocker, Change} from '../../documents/plan.js'
import type {ServiceTime} from '../calibrate/service-time.js'
import {counted, figure, percent, span} from '../figure.js'
import {fargateLaunchS} from '../laws/fargate-launch.js'
import {maxCapacityPatch, minCapacityPatches, raisedCapacityPatches} from '../patch/ecs-patches.js'
import {maxCapacityChange, minCapacityChange} from './ecs-changes.js'
import {fargateSizeBlockers} from './fargate-size.js'
import {launchLeadS, leadInWords} from './frontend-asg.js'
import {type Sizing, sizeScaledTier} from './scaled-tier.js'
import type {Setting, TierFinding, UnitUse} from './tier-finding.js'

/** The zones that tasks spread over, and how that is known. */
export type Zones = {zoneCount: number; because: string}

/** Where neither subnets nor hosts were read. */
export const assumedZones: Zones = {
  zoneCount: 3,
  because: 'three zones assumed: its subnets were not read (ec2:DescribeSubnets)',
}

/** What an ECS service is assessed from. */
export type EcsInput = {
  tier: string
  service: EcsService
  /** From launch to taking requests; null where the config does not say. */
  startupS: number | null
  model: CapacityModel
  /** How a task serves, where a load test showed it. */
  serves?: ServiceTime | null
  zones?: Zones
  setting: Setting
}

/**
 * Assesses an ECS service: tasks at the peak, the scalable target's maximum, scheduled minima, cost on Fargate.
 *
 * Tasks on an EC2 capacity provider cost nothing of their own; their hosts do (see ecs-hosts). Those on ECS Managed
 * Instances are sized and their hosts left to AWS. A service without a scalable target is sized, and a blocker says
 * that nothing can be scheduled on it. `leadS` is the lead of its scheduled minima.
 */
export function assessEcsService(input: EcsInput): TierFinding & {taskCount: number; leadS: number} {
  const {tier, service, setting} = input
  const isTarget = service.minCount !== null && service.maxCount !== null
  setting.cite('scalingLimits.scheduledActionLatenessS')
  const {sizing, leadS, evidence} = sizeInTime(input)
  const changes: Change[] = []
  const patches = []
  const leastMaxCount = Math.min(service.maxCount ?? 0, service.live?.maxCount ?? service.maxCount ?? 0)
  if (isTarget && sizing.plannedMaxCount > leastMaxCount) {
    const patch = maxCapacityPatch({tier, service, maxCount: sizing.plannedMaxCount})
    patches.push(patch)
    changes.push(maxCapacityChange({tier, service, sizing, setting, patchId: patch.id}))
  }
  if (isTarget && sizing.steps.length > 0) {
    const own = minCapacityPatches({tier, service, steps: sizing.steps, planId: setting.planId})
    const steps = [...own, ...raisedCapacityPatches({tier, service, raised: sizing.raised})]
    patches.push(...steps)
    const patchIds = steps.map((patch) => patch.id)
    changes.push(minCapacityChange({tier, service, sizing, setting, leadS, evidence, patchIds}))
  }
  return {
    taskCount: sizing.plannedMaxCount,
    leadS,
    limits: [sizing.limit],
    changes,
    patches,
    blockers: [
      ...sizing.blockers,
      ...scalingBlockers({tier, service, isTarget, sizing}),
      ...fargateSizeBlockers({tier, service, setting}),
      ...spotBlockers({tier, service, sizing}),
    ],
    uses: [useOf({tier, service, sizing})],
  }
}

/** Sizes with a lead that also covers the launching of the largest rise where Fargate launches it. */
function sizeInTime({tier, service, startupS, model, serves, zones = assumedZones, setting}: EcsInput): {
  sizing: Sizing
  leadS: number
  evidence: string[]
} {
  const size = (leadS: number) =>
    sizeScaledTier({
      tier: {
        tier,
        resource: `${service.cluster}/${service.name}`,
        kind: 'ecs',
        unit: 'task',
        model,
        zoneCount: zones.zoneCount,
        minCount: service.minCount ?? service.desiredCount,
        maxCount: service.maxCount ?? service.desiredCount,
        live: service.live,
        scheduledActions: service.scheduledActions,
        unitText: `${figure(service.cpuUnitCount / 1024)} vCPU ${service.compute === 'fargate' ? 'Fargate' : 'task'}`,
        service: serves ?? null,
        notes: [zones.because, ...(service.compute === 'managed-instances' ? [leftToAws] : [])],
      },
      setting,
      leadS,
    })
  const startS = taskStartS({service, startupS, setting})
  const plainS = launchLeadS({startupS: startS, setting})
  const plain = size(plainS)
  if (service.compute !== 'fargate' || plain.steps.length === 0) {
    return {sizing: plain, leadS: plainS, evidence: [leadInWords({leadS: plainS, setting})]}
  }
  const launch = fargateLaunch(Math.max(...plain.steps.map((step) => step.minCount)), setting)
  const leadS = launchLeadS({startupS: startS + launch.launchS, setting})
  return {
    sizing: leadS === plainS ? plain : size(leadS),
    leadS,
    evidence: [leadInWords({leadS, setting}), launch.because],
  }
}

const leftToAws = 'on ECS Managed Instances: tasks are sized here, hosts are chosen, started and patched by AWS'

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
  // A task on a host may have to wait for it.
  const hasHosts = service.compute === 'ec2' || service.compute === 'managed-instances'
  return hasHosts ? taskS + setting.judgement('hostStartupS') : taskS
}

/** The account's token bucket and the service scheduler's own rate: the slower of the two counts. */
function fargateLaunch(taskCount: number, setting: Setting): {launchS: number; because: string} {
  const {fargateLaunchBurstCount, fargateLaunchPerS, serviceLaunchPerMinuteCount} = setting.catalog.scalingLimits
  const bucketS = fargateLaunchS({
    taskCount,
    burstCount: fargateLaunchBurstCount.value,
    refillPerS: fargateLaunchPerS.value,
  })
  const launchS = Math.max(bucketS, (taskCount / serviceLaunchPerMinuteCount.value) * 60)
  setting.cite('scalingLimits.fargateLaunchPerS')
  setting.cite('scalingLimits.serviceLaunchPerMinuteCount')
  return {
    launchS,
    because: `Fargate takes ${span(Math.ceil(launchS))} to launch ${counted(taskCount, 'task')}, start-up apart`,
  }
}

/**
 * What the planned tasks use: vCPUs of Fargate's quota, an address each where a task has an interface of its own, and
 * what a deployment at the peak adds to both.
 */
function useOf({tier, service, sizing}: {tier: string; service: EcsService; sizing: Sizing}): UnitUse {
  const unitCount = sizing.plannedMaxCount
  const surgeCount = surgeOf(service, unitCount)
  const vcpus = service.compute === 'fargate' ? service.cpuUnitCount / 1024 : 0
  // Spot capacity has a quota of its own.
  const onDemand = unitCount * vcpus * (1 - service.spotRatio)
  return {
    tier,
    unitCount,
    vcpuCount: onDemand,
    surgeVcpuCount: surgeCount * vcpus * (1 - service.spotRatio),
    compute: service.compute === 'fargate' ? 'fargate' : 'ec2',
    ...(service.networkMode === 'awsvpc'
      ? {
          addresses: {
            subnets: service.subnets,
            addedCount: Math.max(0, unitCount - service.runningCount),
            surgeCount,
          },
        }
      : {}),
  }
}

/** Tasks that a rolling deployment may start beside so many, as ECS rounds it. */
export function surgeOf({deploymentMaximumRatio}: EcsService, taskCount: number): number {
  return Math.max(0, Math.floor(taskCount * deploymentMaximumRatio + 1e-9) - taskCount)
}

function scalingBlockers({
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

function spotBlockers({tier, service, sizing}: {tier: string; service: EcsService; sizing: Sizing}): Blocker[] {
  const spot = Math.floor(sizing.plannedMaxCount * service.spotRatio + 1e-9)
  if (spot === 0) return []
  return [
    {
      severity: 'warn',
      code: 'SPOT_SHARE',
      message:
        `${tier}: about ${figure(spot)} of ${counted(sizing.plannedMaxCount, 'task')} at the planned maximum (${percent(service.spotRatio)}) would run on ` +
        `Fargate Spot. AWS takes them back with two minutes' notice when others want the capacity, and many shops do on the same ` +
        'day; the plan counts them as if they stayed, and Fargate Spot has a vCPU quota of its own that was not read.',
      next: `for the window give FARGATE a base of ${sizing.plannedMaxCount} in the capacity provider strategy of ${service.cluster}/${service.name}`,
    },
  ]
}
