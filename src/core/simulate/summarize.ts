import {quantileSorted} from 'simple-statistics'
import {
  type BreachChance,
  breachCauses,
  type RunSeries,
  type SimulationDifference,
  type SimulationOutcome,
  type SimulationResult,
} from '../../documents/simulation.js'
import type {SimulationModel} from '../../documents/simulation-model.js'
import {rareCountBound} from '../laws/rare-count-bound.js'
import {wilsonInterval} from '../laws/wilson-interval.js'
import {placesOf} from './blame.js'
import type {RunColumns} from './run-columns.js'
import {inCounts, inSeconds, inUsd, sampleMean} from './sample-mean.js'

/** With fewer breached runs than this only a bound is said. */
const fewestBreached = 10

/** One policy and the runs of it. */
export type Simulated = {model: SimulationModel; columns: RunColumns}

/**
 * The chance that a run is breached, with Wilson's interval. Runs are taken as independent; those of one model are spread
 * more evenly than that, so the interval is on the safe side.
 */
export function breachChance({breachedCount, runCount}: {breachedCount: number; runCount: number}): BreachChance {
  return {
    breachedCount,
    runCount,
    breachRatio: breachedCount / runCount,
    ...wilsonInterval({count: breachedCount, total: runCount}),
    atMostRatio: breachedCount < fewestBreached ? rareCountBound({count: breachedCount, total: runCount}) : null,
  }
}

/** Whether so many runs tell the chance to within `halfWidthRatio` (0.01 for one point) to either side. */
export function isSettled({lowRatio, highRatio}: BreachChance, halfWidthRatio: number): boolean {
  return (highRatio - lowRatio) / 2 <= halfWidthRatio
}

const isBreached = ({model, columns}: Simulated, i: number) =>
  (columns.badMinuteCount[i] as number) > model.slo.allowedBadMinuteCount

function breachedCount(simulated: Simulated): number {
  let count = 0
  for (let i = 0; i < simulated.columns.runCount; i++) if (isBreached(simulated, i)) count++
  return count
}

/** What one policy came to over its runs, of which there must be one at least. */
export function outcomeOf(simulated: Simulated): SimulationOutcome {
  const {model, columns} = simulated
  const {runCount} = columns
  const meanOf = (column: Float64Array, factor = 1) => sampleMean(runCount, (i) => (column[i] as number) * factor)
  const worst = [...columns.worstP95S].sort((a, b) => a - b)
  const tierMean = (column: Float64Array, k: number) =>
    sampleMean(runCount, (i) => column[i * model.tiers.length + k] as number)
  return {
    policy: model.policy,
    breach: breachChance({breachedCount: breachedCount(simulated), runCount}),
    short: inSeconds(meanOf(columns.badMinuteCount, 60)),
    lostRequests: inCounts(meanOf(columns.lostCount)),
    requests: inCounts(meanOf(columns.requestCount)),
    worstP95: {
      p50S: quantileSorted(worst, 0.5),
      p90S: quantileSorted(worst, 0.9),
      p99S: quantileSorted(worst, 0.99),
    },
    unitHours: inCounts(meanOf(columns.unitHours)),
    costs: inUsd(meanOf(columns.costUsd)),
    tiers: model.tiers.map(({name}, k) => ({
      tier: name,
      unitHours: inCounts(tierMean(columns.tierUnitHours, k)),
      mostUnits: inCounts(tierMean(columns.tierMostCount, k)),
    })),
    causes: causesOf(simulated),
  }
}

function causesOf({model, columns}: Simulated): SimulationOutcome['causes'] {
  const places = placesOf({model})
  const counts = new Map<number, number>()
  let breached = 0
  for (const number of columns.blame) {
    if (number < 0) continue
    breached++
    counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .map(([number, count]) => ({
      cause: breachCauses[Math.floor(number / places.length)] ?? 'metric lag',
      where: places[number % places.length] ?? '',
      shareRatio: count / breached,
    }))
}

/** Second policy less first over the runs that both made. Throws RangeError where they are not runs of one seed and start. */
function differenceOf(first: Simulated, second: Simulated): SimulationDifference {
  if (first.model.seed !== second.model.seed || first.columns.fromRun !== second.columns.fromRun) {
    throw new RangeError('differenceOf: runs that were not under the same luck')
  }
  const count = Math.min(first.columns.runCount, second.columns.runCount)
  const meanOf = (read: (columns: RunColumns) => Float64Array, factor = 1) =>
    sampleMean(count, (i) => ((read(second.columns)[i] as number) - (read(first.columns)[i] as number)) * factor)
  const fewer = sampleMean(count, (i) => Number(isBreached(first, i)) - Number(isBreached(second, i)))
  return {
    fewerBreaches: {meanRatio: fewer.mean, lowRatio: fewer.low, highRatio: fewer.high},
    short: inSeconds(meanOf(({badMinuteCount}) => badMinuteCount, 60)),
    lostRequests: inCounts(meanOf(({lostCount}) => lostCount)),
    unitHours: inCounts(meanOf(({unitHours}) => unitHours)),
    costs: inUsd(meanOf(({costUsd}) => costUsd)),
  }
}

/**
 * The result of one policy, or of two that are compared run by run, the one to compare with first.
 *
 * `askedRunCount` are the runs that were wanted: with fewer the result is partial. `series` are those of the last policy
 * (`chartSeries`). Throws RangeError without a run.
 */
export function simulationResult({
  simulated,
  askedRunCount,
  series,
}: {
  simulated: readonly [Simulated] | readonly [Simulated, Simulated]
  askedRunCount: number
  series: RunSeries[]
}): SimulationResult {
  const [first, second] = simulated
  const runCount = Math.min(...simulated.map(({columns}) => columns.runCount))
  if (!(runCount > 0)) throw new RangeError('simulationResult: not one run')
  const {startAt, durationS, seed} = first.model
  const models = simulated.map(({model}) => model)
  return {
    schema: 'ecom-plan.simulation/v1',
    startAt,
    durationS,
    seed,
    runCount,
    isPartial: runCount < askedRunCount,
    outcomes: simulated.map(outcomeOf),
    difference: second === undefined ? null : differenceOf(first, second),
    series,
    notices: [...new Set(models.flatMap(({notices}) => notices))],
    assumptions: [...new Map(models.flatMap(({assumptions}) => assumptions).map((one) => [one.what, one])).values()],
  }
}
