import type {AfterEvent} from '../../documents/after-event.js'
import type {Change} from '../../documents/plan.js'
import {alignedSamples} from '../calibrate/aligned-samples.js'
import {dollars, figure} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {OutcomesAsked} from './tier-outcomes.js'
import {type FleetMetrics, stepS} from './window-metrics.js'

const hourS = 3600

type Costs = Pick<
  AfterEvent,
  'plannedCostUsd' | 'actualCostUsd' | 'costBecause' | 'wastedInstanceHoursCount' | 'wasteBecause'
>

/**
 * What the window cost beside what was planned, and the instance-hours that the load did not need.
 *
 * Both are above what rests, so that they compare. Units are those that were in service, in five-minute means of the
 * window, at the price that the change was priced with: what ran before the window opened or after it closed is not in
 * it, and neither is Spot or a discount that the price did not know. A change that is no scheduled minimum counts as
 * planned where it was applied. Needed are the units that carry the measured rate at the utilization that is planned
 * for, and at least what rests.
 */
export function fleetCosts(asked: OutcomesAsked & {targetUtilizationRatio: number}): Costs {
  const {run, applied, measured} = asked
  const changes = run.plan.changes.filter(({tier}) => applied.has(tier))
  const scheduled = changes.flatMap((change) => {
    const fleet = measured.fleets.find(({tier}) => tier === change.tier)
    const unitUsd = unitPriceOf(change)
    if (fleet === undefined || unitUsd === null) return []
    return [{tier: change.tier, unitUsd, hours: hoursOver(fleet, change.schedule?.restingCount ?? 0, asked)}]
  })
  const counted = scheduled.flatMap(({tier, unitUsd, hours}) => (hours === null ? [] : [{tier, unitUsd, hours}]))
  const others = changes.filter(({schedule}) => schedule === undefined).flatMap(({cost}) => cost.windowUsd ?? [])
  const othersUsd = others.reduce((sum, usd) => sum + usd, 0)
  const unitsUsd = counted.reduce((sum, {unitUsd, hours}) => sum + unitUsd * hours, 0)
  return {
    plannedCostUsd: run.plan.windowCostUsd,
    actualCostUsd: counted.length === 0 && othersUsd === 0 ? null : unitsUsd + othersUsd,
    costBecause: costWords({applied, counted, missing: scheduled.length - counted.length, othersUsd}),
    ...wasteOf(asked),
  }
}

/** What a unit-hour of a scheduled minimum costs, as the change was priced; null without a price. */
function unitPriceOf({schedule, cost}: Change): number | null {
  if (schedule === undefined || cost.windowUsd === null) return null
  const {steps, restingCount} = schedule
  const hours = steps.slice(0, -1).reduce((sum, {at, minCount}, i) => {
    const untilS = instantOf(steps[i + 1]?.at ?? at)
    return sum + (Math.max(0, minCount - restingCount) * Math.max(0, untilS - instantOf(at))) / hourS
  }, 0)
  return hours > 0 ? cost.windowUsd / hours : null
}

/** Instance-hours in service above a count; null where units were not measured. */
function hoursOver({units}: FleetMetrics, restingCount: number, asked: OutcomesAsked): number | null {
  const samples = inWindow(alignedSamples({metrics: asked.metrics, ids: [units], periodS: stepS}), asked)
  if (samples.length === 0) return null
  return samples.reduce((sum, {values}) => sum + Math.max(0, (values[0] ?? 0) - restingCount) * (stepS / hourS), 0)
}

function inWindow<T extends {atS: number}>(samples: readonly T[], {windowStartS, windowEndS}: OutcomesAsked): T[] {
  return samples.filter(({atS}) => atS >= windowStartS && atS < windowEndS)
}

function wasteOf(
  asked: OutcomesAsked & {targetUtilizationRatio: number},
): Pick<Costs, 'wastedInstanceHoursCount' | 'wasteBecause'> {
  const {run, measured, metrics, targetUtilizationRatio} = asked
  const tiers = measured.fleets.flatMap(({tier, units, requests}) => {
    const model = run.models.find((one) => one.tier === tier)
    if (requests === null || model === undefined || model.unitRps <= 0) return []
    const resting = run.plan.changes.find((one) => one.tier === tier && one.schedule !== undefined)?.schedule
    const least = Math.max(1, resting?.restingCount ?? 0)
    const samples = inWindow(alignedSamples({metrics, ids: [requests, units], periodS: stepS}), asked)
    if (samples.length === 0) return []
    const hours = samples.reduce((sum, {values: [count = 0, unitCount = 0]}) => {
      const needed = Math.max(least, Math.ceil(count / stepS / (model.unitRps * targetUtilizationRatio)))
      return sum + Math.max(0, unitCount - needed) * (stepS / hourS)
    }, 0)
    return [{tier, hours}]
  })
  if (tiers.length === 0) {
    return {wastedInstanceHoursCount: null, wasteBecause: 'no tier had units in service and requests measured together'}
  }
  const words = tiers.map(({tier, hours}) => `${tier} ${figure(Math.round(hours))}`).join(', ')
  return {
    wastedInstanceHoursCount: tiers.reduce((sum, {hours}) => sum + hours, 0),
    wasteBecause: `unit-hours in service beyond what carries the measured rate at ${figure(targetUtilizationRatio * 100)} % of the capacity: ${words}`,
  }
}

function costWords({
  applied,
  counted,
  missing,
  othersUsd,
}: {
  applied: ReadonlySet<string>
  counted: readonly {tier: string; unitUsd: number; hours: number}[]
  missing: number
  othersUsd: number
}): string {
  if (applied.size === 0) return 'no apply for this event is in the journals, so nothing of it was paid for'
  const units = counted.map(
    ({tier, unitUsd, hours}) => `${tier} ${figure(Math.round(hours))} unit-hours × $${Number(unitUsd.toPrecision(4))}`,
  )
  return [
    units.length === 0 ? 'no units in service were measured' : `measured above what rests: ${units.join(', ')}`,
    ...(missing > 0 ? [`${figure(missing)} more without measured units are left out`] : []),
    ...(othersUsd > 0 ? [`${dollars(othersUsd)} of other changes as planned, not measured`] : []),
  ].join('; ')
}
