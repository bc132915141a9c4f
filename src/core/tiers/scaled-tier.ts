import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import type {ScheduledAction} from '../../documents/scaling-policy.js'
import type {QuantileRps} from '../../documents/units.js'
import {ownActions} from '../apply/own-actions.js'
import {capacityDriver} from '../calibrate/capacity-driver.js'
import type {ServiceTime} from '../calibrate/service-time.js'
import {counted, figure, percent} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {joinSchedules, type RaisedAction} from '../recommend/join-schedules.js'
import {type MinStep, minSchedule} from '../recommend/min-schedule.js'
import {backlogInWords, responseInWords} from './queue-words.js'
import {sharedLimitBlockers} from './shared-limit.js'
import {at, ratioAt, ratios, type Setting, shortTimeS, verdictOf} from './tier-finding.js'
import {totalCapacityRps} from './total-capacity.js'
import {type UnitNeed, unitsNeeded} from './unit-count.js'
import {visitDrivers} from './visit-drivers.js'

/** A group at zero is as short as one can be; a share of nothing has no meaning. */
const leastCount = 0.1

/** A tier of equal units behind a load balancer, sized for the event: what instances and tasks have in common. */
export type ScaledTier = {
  tier: string
  resource: string
  kind: 'asg' | 'ecs'
  unit: 'instance' | 'task'
  model: CapacityModel
  zoneCount: number
  /** At rest. */
  minCount: number
  maxCount: number
  /** What AWS has now, where that is not what rests. */
  live?: {minCount: number; maxCount: number} | undefined
  /** Of AWS; those of other plans of ours are joined. */
  scheduledActions?: readonly ScheduledAction[]
  /** What a unit is, in a table cell: `c7g.xlarge`, `1 vCPU`. */
  unitText: string
  /** How a unit serves, where a load test showed it. */
  service?: ServiceTime | null
  /** What else the derivation has to say: why a unit carries less than was measured, what was assumed. */
  notes?: readonly string[]
}

export type Sizing = {
  /** Rates at the tier at the event's peak minute. */
  rates: QuantileRps
  need: UnitNeed
  plannedMaxCount: number
  steps: MinStep[]
  /** Actions of other plans of ours that would lower the minimum below this plan's. */
  raised: RaisedAction[]
  limit: Limit
  blockers: Blocker[]
}

/**
 * Sizes a scaled tier: units at the peak, the maximum that allows them, and the minima that have them there in time.
 *
 * `leadS` is the time from a scheduled action's start to units that take requests, lateness and margin included. The
 * maximum is never lowered here. Minima are joined with what other plans of ours have scheduled on it. Where something
 * that all units share bounds them below what the peak needs, a blocker names it: no maximum helps.
 */
export function sizeScaledTier({tier, setting, leadS}: {tier: ScaledTier; setting: Setting; leadS: number}): Sizing {
  const {model} = tier
  const perDemand = setting.originRatio * model.visitCount
  const rates = scaleRates(setting.peak, perDemand)
  const size = (at: QuantileRps, todayCount = 0) =>
    unitsNeeded({rates: at, capacity: model, unit: tier.unit, zoneCount: tier.zoneCount, todayCount, setting})
  const need = size(rates, tier.maxCount)
  const plannedMaxCount = Math.max(tier.maxCount, need.unitCount)
  const needs = setting.path.map((point) =>
    Math.min(plannedMaxCount, size(scaleRates(point, perDemand), tier.minCount).unitCount),
  )
  const alone = minSchedule({
    needs,
    startS: setting.windowStartS,
    stepS: setting.stepS,
    leadS,
    restingCount: tier.minCount,
    earliestS: setting.asOfS + leadS,
  })
  const {steps, raised} = joinSchedules({
    steps: alone,
    others: ownActions(tier.scheduledActions ?? []).filter(
      ({planId, atS}) => planId !== setting.planId && atS > setting.asOfS,
    ),
    heldCount: tier.live?.minCount ?? tier.minCount,
    restingCount: tier.minCount,
  })
  const limit = limitOf({tier, setting, rates, plannedMaxCount, perDemand, need})
  return {
    rates,
    need,
    plannedMaxCount,
    steps,
    raised,
    limit,
    blockers: sharedLimitBlockers({tier, need, rates, setting}),
  }
}

function limitOf({
  tier,
  setting,
  rates,
  plannedMaxCount,
  perDemand,
  need,
}: {
  tier: ScaledTier
  setting: Setting
  rates: QuantileRps
  plannedMaxCount: number
  perDemand: number
  need: UnitNeed
}): Limit {
  const carried = (count: number) => totalCapacityRps(tier.model, Math.max(count, leastCount))
  const share = (count: number) => (rps: number) => rps / carried(count)
  const now = ratios(rates, share(tier.maxCount))
  const after = ratios(rates, share(plannedMaxCount))
  const shortOf = (count: number) => shortTimeS(setting, (rps) => share(count)(rps * perDemand))
  return {
    tier: tier.tier,
    kind: tier.kind,
    resource: tier.resource,
    measure: 'requests',
    today: `${figure(tier.maxCount)} × ${tier.unitText}`,
    planned: `${figure(plannedMaxCount)} × ${tier.unitText}`,
    now,
    after,
    shortS: shortOf(tier.maxCount),
    afterShortS: shortOf(plannedMaxCount),
    verdict:
      need.unitCount > tier.maxCount && ratioAt(now, setting.target) <= 1
        ? 'tight'
        : verdictOf(ratioAt(now, setting.target), setting.targetUtilizationRatio),
    breaksAtRps: perDemand > 0 ? totalCapacityRps(tier.model, tier.maxCount) / perDemand : null,
    plannedBreaksAtRps: perDemand > 0 ? totalCapacityRps(tier.model, plannedMaxCount) / perDemand : null,
    drivers: [capacityDriver(tier.model, setting.judgement), ...visitDrivers(tier.tier, tier.model.visitSpread)],
    ...(tier.zoneCount > 1 ? {zoneCount: tier.zoneCount} : {}),
    derivation: [
      `${setting.target.toUpperCase()} at the tier: ${figure(at(setting.peak, setting.target))} × ` +
        `${percent(setting.originRatio, 1)} to the origin × ${figure(tier.model.visitCount)} visits = ` +
        `${figure(at(rates, setting.target))} req/s`,
      ...tier.model.estimates.map((estimate) => estimate.evidence),
      ...(tier.notes ?? []),
      ...need.because,
      `limit today: ${todayText(tier)}, so ${percent(ratioAt(now, setting.target))} of it`,
      ...liveInWords(tier),
      ...queueInWords({tier, setting, rps: at(rates, setting.target), plannedMaxCount, perDemand}),
    ],
  }
}

/** Waiting: p95 at the peak after the plan, and the queue of a tier that is short, today and then. */
function queueInWords({
  tier: {model, unit, service = null, maxCount},
  setting,
  rps,
  plannedMaxCount,
  perDemand,
}: {
  tier: ScaledTier
  setting: Setting
  rps: number
  plannedMaxCount: number
  perDemand: number
}): string[] {
  // As each carries of what so many carry together.
  const each = (unitCount: number) =>
    totalCapacityRps(model, Math.max(unitCount, leastCount)) / Math.max(unitCount, leastCount)
  const queue = (when: string, unitCount: number) =>
    backlogInWords({when, unitRps: each(unitCount), unitCount, service, perDemand, setting})
  return [
    ...responseInWords({rps, unitRps: each(plannedMaxCount), unitCount: plannedMaxCount, unit, service, setting}),
    ...queue('today', maxCount),
    ...(plannedMaxCount > maxCount ? queue('after the plan', plannedMaxCount) : []),
  ]
}

/** What another event of ours has in force, which the plan does not lean on. */
function liveInWords({live, minCount, maxCount}: ScaledTier): string[] {
  if (live === undefined) return []
  return [
    `now ${figure(live.minCount)} to ${figure(live.maxCount)}, for another event; at rest ${figure(minCount)} to ${figure(maxCount)}, which this plan starts from`,
  ]
}

function todayText({model, maxCount, unit}: ScaledTier): string {
  const totalRps = figure(totalCapacityRps(model, maxCount))
  return model.scaling === undefined
    ? `${figure(maxCount)} × ${figure(model.unitRps)} = ${totalRps} req/s`
    : `${counted(maxCount, unit)} carry ${totalRps} req/s together`
}
