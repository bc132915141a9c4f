import type {CapacityModel} from '../../documents/capacity-model.js'
import type {AutoScalingGroup} from '../../documents/inventory.js'
import type {Blocker, Change} from '../../documents/plan.js'
import type {ServiceTime} from '../calibrate/service-time.js'
import {counted, percent, span} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {maxSizePatch, minSizePatches, raisedMinPatches} from '../patch/asg-patches.js'
import type {MinStep} from '../recommend/min-schedule.js'
import {instantOf} from '../series/zone.js'
import {maxSizeChange, minSizeChange} from './asg-changes.js'
import {
  type Burstable,
  baselineRps,
  burstableOf,
  creditRun,
  standardBlockers,
  standardInWords,
  surplusBlocker,
} from './credit-limit.js'
import {type Fleet, fleetInWords, fleetText, mostOf, overMaxCount, unitShareRatio} from './fleet.js'
import {otherTypes} from './other-types.js'
import {type ScaledTier, type Sizing, sizeScaledTier} from './scaled-tier.js'
import {spotBlockers} from './spot-share.js'
import {at, type Setting, type TierFinding} from './tier-finding.js'
import {hasPool, poolInWords, shortOfPool, warmStartS} from './warm-start.js'

/** What an Auto Scaling group is assessed from. */
export type AsgInput = {
  tier: string
  group: AutoScalingGroup
  fleet: Fleet
  /** From launch to taking requests; null where neither config nor group says. */
  startupS: number | null
  model: CapacityModel
  /** How an instance serves, where a load test showed it. */
  service?: ServiceTime | null
  setting: Setting
}

/**
 * Assesses an Auto Scaling group: the maximum it needs, the minima that have instances warm before the load comes,
 * what that costs, and the calls that do it.
 *
 * A group of several types is sized by its weakest, a burstable one in standard mode by its baseline CPU. A group that
 * another service owns (EKS, Elastic Beanstalk, a capacity provider) is sized and never written. The cost is the
 * scheduled minimum above today's, an upper bound: the policy would have started some of those instances.
 */
export function assessAsg(input: AsgInput): TierFinding {
  const {tier, group, fleet, setting} = input
  setting.cite('scalingLimits.scheduledActionLatenessS')
  const burstable = burstableOf(fleet, group, setting)
  const unit = unitOf(input, burstable)
  const {sizing, leadS, leadNotes} = sizeInTime(input, unit)
  const route = group.owner === null ? ('automatic' as const) : ('manual' as const)
  const asked = {tier, group, fleet, sizing, setting, route}
  const changes: Change[] = []
  const patches = []
  if (sizing.plannedMaxCount > Math.min(group.maxCount, group.live?.maxCount ?? group.maxCount)) {
    const patch = maxSizePatch({tier, group, maxCount: sizing.plannedMaxCount})
    if (route === 'automatic') patches.push(patch)
    const rejected = otherTypesOf(input, sizing)
    changes.push(maxSizeChange({...asked, patchIds: route === 'automatic' ? [patch.id] : [], rejected}))
  }
  if (sizing.steps.length > 0) {
    const own = minSizePatches({tier, group, steps: sizing.steps, planId: setting.planId})
    const steps = [...own, ...raisedMinPatches({tier, group, raised: sizing.raised})]
    if (route === 'automatic') patches.push(...steps)
    const patchIds = route === 'automatic' ? steps.map((patch) => patch.id) : []
    changes.push(minSizeChange({...asked, patchIds, leadS, evidence: [leadInWords({leadS, setting}), ...leadNotes]}))
  }
  const over = overMaxCount(group, sizing.plannedMaxCount, setting)
  const most = mostOf(fleet, sizing.plannedMaxCount + over)
  return {
    limits: [over === 0 ? sizing.limit : withNote(sizing.limit, overInWords(sizing, over, setting))],
    changes,
    patches,
    blockers: [
      ...sizing.blockers,
      ...spotBlockers({tier, fleet, sizeCount: sizing.plannedMaxCount}),
      ...creditBlockers({input, burstable, sizing, unitRps: unit.model.unitRps}),
    ],
    uses: [
      {
        tier,
        // What rebalancing adds to the connections of a database is counted there.
        unitCount: mostOf(fleet, sizing.plannedMaxCount).instanceCount,
        vcpuCount: most.onDemandVcpuCount,
        compute: 'ec2',
        addresses: {
          subnets: group.subnets,
          addedCount: Math.max(0, most.instanceCount - group.desiredCount),
          surgeCount: 0,
        },
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

/** The group as a tier of equal units: what one unit of its size carries, and why. */
function unitOf({tier, group, fleet, model, service, setting}: AsgInput, burstable: Burstable | null): ScaledTier {
  const share = unitShareRatio(fleet)
  if (share !== 1) setting.judgement('vcpuSpeedRatio')
  const mixedRps = model.unitRps * share
  const isHeld = burstable?.mode === 'standard'
  const unitRps = isHeld ? baselineRps({burstable, unitRps: mixedRps, setting}) : mixedRps
  return {
    tier,
    resource: group.name,
    kind: 'asg',
    unit: 'instance',
    model: unitRps === model.unitRps ? model : {...model, unitRps},
    zoneCount: group.zones.length,
    minCount: group.minCount,
    maxCount: group.maxCount,
    live: group.live,
    scheduledActions: group.scheduledActions,
    unitText: fleetText(fleet),
    // A test of one type says nothing of the queue of another.
    service: unitRps === model.unitRps ? (service ?? null) : null,
    notes: [
      ...fleetInWords(fleet, model.unitRps),
      ...(isHeld ? [standardInWords({burstable, unitRps, setting})] : []),
      ...(group.owner === null ? [] : [`${group.name} belongs to ${group.owner}, so ecom-plan does not write it`]),
    ],
  }
}

/** Sizes with the lead of the warm pool where it feeds every rise of the minimum, else with that of a cold start. */
function sizeInTime(
  {group, startupS, setting}: AsgInput,
  tier: ScaledTier,
): {sizing: Sizing; leadS: number; leadNotes: string[]} {
  const coldS = startupS ?? setting.judgement('instanceStartupS')
  const sized = (startS: number) => {
    const leadS = launchLeadS({startupS: startS, setting})
    return {leadS, sizing: sizeScaledTier({tier, setting, leadS})}
  }
  if (!hasPool(group)) return {...sized(coldS), leadNotes: []}
  const startS = warmStartS(coldS, setting)
  const warm = sized(startS)
  const short = shortOfPool({group, steps: warm.sizing.steps, maxCount: warm.sizing.plannedMaxCount})
  const leadNotes = [poolInWords({group, short, startS})]
  return {...(short === null ? warm : sized(coldS)), leadNotes}
}

function otherTypesOf({group, fleet, setting}: AsgInput, {plannedMaxCount}: Sizing) {
  const [only, ...others] = fleet.types
  if (others.length > 0 || setting.isOnTrial) return []
  return otherTypes({today: only.type, sizeCount: plannedMaxCount, zoneCount: group.zones.length, setting})
}

function overInWords({plannedMaxCount}: Sizing, over: number, setting: Setting): string {
  const ratio = setting.catalog.scalingLimits.asgRebalanceOverRatio.value
  return (
    `to spread over its zones AWS may exceed the maximum by ${percent(ratio)} or one for a while: quotas, addresses and ` +
    `database connections count ${counted(plannedMaxCount + over, 'instance')}`
  )
}

function withNote(limit: Sizing['limit'], note: string): Sizing['limit'] {
  return {...limit, derivation: [...limit.derivation, note]}
}

/**
 * What the credits of a burstable group mean: the bill of unlimited mode, or what standard mode costs in instances.
 * Units follow the schedule, and the need above it.
 */
function creditBlockers({
  input: {tier, group, model, setting},
  burstable,
  sizing,
  unitRps,
}: {
  input: AsgInput
  burstable: Burstable | null
  sizing: Sizing
  unitRps: number
}): Blocker[] {
  if (burstable === null) return []
  if (burstable.mode === 'standard') return standardBlockers({tier, burstable, sizing, setting})
  const loads = setting.path.map((point) => {
    const rps = at(scaleRates(point, setting.originRatio * model.visitCount), setting.target)
    const needed = Math.ceil(rps / (unitRps * setting.targetUtilizationRatio) - 1e-9)
    const scheduled = minAt(sizing.steps, instantOf(point.at)) ?? group.minCount
    const unitCount = Math.max(1, scheduled, Math.min(sizing.plannedMaxCount, needed))
    return {unitCount, shareRatio: rps / (unitCount * unitRps)}
  })
  const run = creditRun({burstable, loads, restingCount: group.minCount, stepS: setting.stepS, setting})
  return surplusBlocker({tier, burstable, run, setting})
}

function minAt(steps: readonly MinStep[], atS: number): number | null {
  return steps.filter(({startS}) => startS <= atS).at(-1)?.minCount ?? null
}
