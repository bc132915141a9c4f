import type {CapacityModel} from '../../documents/capacity-model.js'
import type {AutoScalingGroup, InstanceType} from '../../documents/inventory.js'
import type {Change, Cost} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, percent, span} from '../figure.js'
import {maxSizePatch, minSizePatches} from '../patch/asg-patches.js'
import {scheduledUnitHours, scheduleInWords, scheduleOf} from '../recommend/min-schedule.js'
import {type Sizing, sizeScaledTier} from './scaled-tier.js'
import {ratioAt, type Setting, type TierFinding} from './tier-finding.js'

/**
 * Assesses an Auto Scaling group: the maximum it needs, the minima that have instances warm before the load comes,
 * what that costs, and the calls that do it.
 *
 * A group that another service owns (EKS, Elastic Beanstalk, a capacity provider) is sized and never written. The
 * cost is the scheduled minimum above today's, an upper bound: the policy would have started some of those instances.
 */
export function assessAsg({
  tier,
  group,
  instanceType,
  startupS,
  model,
  setting,
}: {
  tier: string
  group: AutoScalingGroup
  instanceType: InstanceType
  /** From launch to taking requests; null where neither config nor group says. */
  startupS: number | null
  model: CapacityModel
  setting: Setting
}): TierFinding {
  const leadS = launchLeadS({startupS: startupS ?? setting.judgement('instanceStartupS'), setting})
  setting.cite('scalingLimits.scheduledActionLatenessS')
  const sizing = sizeScaledTier({
    tier: {
      tier,
      resource: group.name,
      kind: 'asg',
      unit: 'instance',
      model,
      zoneCount: group.zones.length,
      minCount: group.minCount,
      maxCount: group.maxCount,
      unitText: instanceType.name,
    },
    setting,
    leadS,
  })
  const route = group.owner === null ? ('automatic' as const) : ('manual' as const)
  const changes: Change[] = []
  const patches = []
  if (sizing.plannedMaxCount > group.maxCount) {
    const patch = maxSizePatch({tier, group, maxCount: sizing.plannedMaxCount})
    if (route === 'automatic') patches.push(patch)
    changes.push(maxChange({tier, group, sizing, setting, route, patchIds: route === 'automatic' ? [patch.id] : []}))
  }
  if (sizing.steps.length > 0) {
    const steps = minSizePatches({tier, group, steps: sizing.steps, planId: setting.planId})
    if (route === 'automatic') patches.push(...steps)
    const patchIds = route === 'automatic' ? steps.map((patch) => patch.id) : []
    changes.push(minChange({tier, group, instanceType, sizing, setting, leadS, route, patchIds}))
  }
  return {
    limits: [sizing.limit],
    changes,
    patches,
    blockers: [],
    uses: [
      {
        tier,
        unitCount: sizing.plannedMaxCount,
        vcpuCount: sizing.plannedMaxCount * instanceType.vcpuCount,
        compute: 'ec2',
      },
    ],
  }
}

/** Time between a scheduled action's start and units that take requests: it may be late, they boot, and a margin. */
export function launchLeadS({startupS, setting}: {startupS: number; setting: Setting}): number {
  const latenessS = setting.catalog.scalingLimits.scheduledActionLatenessS.value
  return Math.ceil((latenessS + startupS + setting.judgement('scheduleMarginS')) / 60) * 60
}

/** What the lead of a scheduled minimum is made of. */
export function leadInWords({leadS, setting}: {leadS: number; setting: Setting}): string {
  const latenessS = setting.catalog.scalingLimits.scheduledActionLatenessS.value
  const marginS = setting.judgement('scheduleMarginS')
  return (
    `${span(leadS)} ahead = ${span(latenessS)} that AWS may be late + ${span(leadS - latenessS - marginS)} start-up + ` +
    `${span(marginS)} margin (our judgement)`
  )
}

type Common = {
  tier: string
  group: AutoScalingGroup
  sizing: Sizing
  setting: Setting
  route: Change['route']
  patchIds: string[]
}

function maxChange({tier, group, sizing, setting, route, patchIds}: Common): Change {
  const share = percent(ratioAt(sizing.limit.now, setting.target))
  return {
    id: `${tier}-max`,
    tier,
    resource: group.name,
    setting: 'max-size',
    from: figure(group.maxCount),
    to: figure(sizing.plannedMaxCount),
    because:
      `At ${setting.target.toUpperCase()} the peak takes ${share} of what ${counted(group.maxCount, 'instance')} carry ` +
      `within the SLO; ${counted(sizing.need.unitCount, 'instance')} keep it at ${percent(setting.targetUtilizationRatio)} ` +
      `and hold ${setting.azLoss.quantile.toUpperCase()} with a zone lost.`,
    evidence: sizing.need.because,
    after: sizing.limit.after,
    cost: {windowUsd: 0, monthUsd: null, because: 'a higher maximum costs nothing until it is used'},
    leadTimeS: 0,
    latestAt: new Date(setting.windowStartS * 1000).toISOString(),
    downtime: null,
    route,
    rejected: [],
    patchIds,
  }
}

function minChange({
  tier,
  group,
  instanceType,
  sizing,
  setting,
  leadS,
  route,
  patchIds,
}: Common & {instanceType: InstanceType; leadS: number}): Change {
  return {
    id: `${tier}-min`,
    tier,
    resource: group.name,
    setting: `scheduled min ×${sizing.steps.length}`,
    from: figure(group.minCount),
    to: scheduleInWords(sizing.steps),
    because:
      `Instances need time to start, so the minimum is raised ${span(leadS)} before each rise of the forecast ` +
      'and goes back at the end; the policy stays in charge above it.',
    evidence: [leadInWords({leadS, setting})],
    after: sizing.limit.after,
    cost: instanceCost({group, instanceType, sizing, setting}),
    leadTimeS: leadS,
    latestAt: new Date((setting.windowStartS - leadS) * 1000).toISOString(),
    downtime: null,
    route,
    schedule: scheduleOf({
      steps: sizing.steps,
      unit: 'instance',
      restingCount: group.minCount,
      maxCount: sizing.plannedMaxCount,
    }),
    rejected: [],
    patchIds,
  }
}

function instanceCost({
  group,
  instanceType,
  sizing,
  setting,
}: {
  group: AutoScalingGroup
  instanceType: InstanceType
  sizing: Sizing
  setting: Setting
}): Cost {
  const hours = scheduledUnitHours(sizing.steps, group.minCount, setting.windowEndS)
  const price = knownPrice(`ec2.${instanceType.name}.usdPerHour`, setting)
  const hoursText = `${figure(Math.round(hours))} instance-hours above today's minimum of ${figure(group.minCount)}`
  if (price === null) {
    return {
      windowUsd: null,
      monthUsd: null,
      because: `${hoursText}; the price of ${instanceType.name} in ${setting.region} is not known here`,
    }
  }
  return {
    windowUsd: hours * price,
    monthUsd: null,
    because: `${hoursText} × $${price} = ${dollars(hours * price)} at most: the policy would have started some of them`,
  }
}
