import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Change, Cost} from '../../documents/plan.js'
import type {Schedule, UsdRange} from '../../documents/plan-dates.js'
import type {QuantileName} from '../../documents/units.js'
import {dollars, figure} from '../figure.js'
import {instantOf} from '../series/zone.js'
import {at, type Setting} from '../tiers/tier-finding.js'

const hourS = 3600
/** A schedule of six is still a sentence; what is longer is summed up. */
const mostTerms = 6

/** Units above the resting minimum for a stretch of hours. */
type Stretch = {moreCount: number; hours: number}

/**
 * The changes that schedule minima, with what they cost as demand comes out.
 *
 * The scheduled minimum above today's is certain: it runs whatever comes. Above it the policy starts what demand asks
 * for, up to the planned maximum: at each quantile of the forecast as many units as carry the rate at the utilization
 * that the plan is made for. Costs are counted above today's resting minimum, so they are an upper bound of what the
 * plan adds: the policy would have started some of those units without it. A unit's price is the one that the change was
 * priced with; without a price, or without a capacity model, a change stays as it is.
 */
export function withCostRanges(
  changes: readonly Change[],
  {models, setting}: {models: readonly CapacityModel[]; setting: Setting},
): Change[] {
  return changes.map((change) => {
    const model = models.find(({tier}) => tier === change.tier)
    return change.schedule === undefined || model === undefined
      ? change
      : {...change, cost: rangedCost(change.cost, change.schedule, model, setting)}
  })
}

function rangedCost(cost: Cost, schedule: Schedule, model: CapacityModel, setting: Setting): Cost {
  const stretches = stretchesOf(schedule)
  const hours = stretches.reduce((sum, {moreCount, hours: one}) => sum + moreCount * one, 0)
  if (cost.windowUsd === null || cost.windowUsd === 0 || hours === 0) return cost
  const unitUsd = cost.windowUsd / hours
  const usdAt = (quantile: QuantileName) => unitHours(schedule, model, setting, quantile) * unitUsd
  const rangeUsd: UsdRange = {p50Usd: usdAt('p50'), p90Usd: usdAt('p90'), p99Usd: usdAt('p99')}
  const to = rangeUsd.p99Usd > rangeUsd.p50Usd * 1.005 ? ` to ${dollars(rangeUsd.p99Usd)} at P99` : ''
  return {
    ...cost,
    rangeUsd,
    because:
      `${inWords(stretches)} = ${figure(Math.round(hours))} ${schedule.unit}-hours above today's minimum of ${figure(schedule.restingCount)}, ` +
      `× $${shownUsd(unitUsd)} = ${dollars(cost.windowUsd)} whatever comes; with what the policy adds ${dollars(rangeUsd.p50Usd)} at P50${to}. ` +
      'An upper bound: the policy would have started some of them',
  }
}

/** `24 more × 6 h + 3 more × 2.2 h`, in the order of the schedule. */
function inWords(stretches: readonly Stretch[]): string {
  const terms = stretches
    .filter(({moreCount}) => moreCount > 0)
    .map(({moreCount, hours}) => `${figure(moreCount)} more × ${figure(Math.round(hours * 10) / 10)} h`)
  const shown = terms.slice(0, mostTerms)
  return terms.length > mostTerms ? `${shown.join(' + ')} + …` : shown.join(' + ')
}

function shownUsd(usd: number): string {
  return String(Number(usd.toPrecision(4)))
}

/** From step to step; after the last the minimum rests. */
function stretchesOf({steps, restingCount}: Schedule): Stretch[] {
  return steps.slice(0, -1).map(({at: startAt, minCount}, i) => ({
    moreCount: Math.max(0, minCount - restingCount),
    hours: Math.max(0, instantOf(steps[i + 1]?.at ?? startAt) - instantOf(startAt)) / hourS,
  }))
}

/**
 * Unit-hours above the resting minimum at one quantile of demand: the scheduled minimum, or what demand asks for where
 * that is more, up to the maximum. Before the window opens and after its end, only the schedule counts.
 */
function unitHours(schedule: Schedule, model: CapacityModel, setting: Setting, quantile: QuantileName): number {
  const perUnitRps = model.unitRps * setting.targetUtilizationRatio
  const demandCount = (atS: number) => {
    const i = Math.floor((atS - setting.windowStartS) / setting.stepS)
    const point = setting.path[i]
    if (point === undefined || perUnitRps <= 0) return 0
    return Math.ceil((at(point, quantile) * setting.originRatio * model.visitCount) / perUnitRps - 1e-9)
  }
  return pieces(schedule, setting).reduce((sum, {fromS, toS, minCount}) => {
    const unitCount = Math.min(Math.max(minCount, demandCount(fromS)), Math.max(schedule.maxCount, minCount))
    return sum + (Math.max(0, unitCount - schedule.restingCount) * (toS - fromS)) / hourS
  }, 0)
}

/** The time from the first scheduled minimum to the last, or to the end of the window, cut wherever schedule or forecast change. */
function pieces(
  {steps, restingCount}: Schedule,
  {windowStartS, windowEndS, path, stepS}: Setting,
): {fromS: number; toS: number; minCount: number}[] {
  const starts = steps.map(({at: startAt, minCount}) => ({atS: instantOf(startAt), minCount}))
  const endS = Math.max(windowEndS, starts.at(-1)?.atS ?? windowEndS)
  const cuts = [...starts.map(({atS}) => atS), ...path.map((_, i) => windowStartS + i * stepS), windowEndS, endS].sort(
    (a, b) => a - b,
  )
  return cuts.slice(1).flatMap((toS, i) => {
    const fromS = cuts[i] ?? toS
    return toS <= fromS
      ? []
      : [{fromS, toS, minCount: starts.findLast(({atS}) => atS <= fromS)?.minCount ?? restingCount}]
  })
}
