import type {ComparisonRow} from '../../documents/load-comparison.js'
import {pooledT} from '../laws/pooled-t.js'
import {twoProportions} from '../laws/two-proportions.js'
import {welchT} from '../laws/welch-t.js'
import {wilsonInterval} from '../laws/wilson-interval.js'
import type {ComparedRun} from './compared-run.js'
import {failuresOf, levelsOf, logOfRun, logsOfBatches, type TimedMetric} from './metric-samples.js'

/** What chance says of one metric of one label; a chance of null where there is nothing to judge by, and `why` says so. */
export type MetricTest = {
  changeRatio: number
  change: {lowRatio: number; highRatio: number} | null
  chance: number | null
  leastChangeRatio: number
  method: ComparisonRow['method']
  why: string
}

export type Sides = {
  base: readonly ComparedRun[]
  new: readonly ComparedRun[]
  /** Earlier runs that are alike, for the scatter from run to run. */
  history: readonly ComparedRun[]
}

/** From so many runs on, a side has a spread of its own. */
export const fewestRuns = 3
const fewestBatches = 5
/** A change that single runs show has to exceed so many times the scatter from run to run. */
const scatterFactor = 3
/** A tenth of a percent more of requests that fail. */
const leastErrorRatio = 0.001

/**
 * Compares one metric (throughput, mean or a percentile) of one label, on logarithms of what each run says: with three
 * runs or more on both sides by Welch's test; with as many on one by Student's; else by batches of time within the
 * runs, level by level, which know nothing of the scatter from run to run, so the change also has to exceed three times
 * that of the history. Single requests are never the sample: they depend on each other and cry wolf.
 */
export function testMetric({
  sides,
  label,
  metric,
  minEffectRatio,
}: {
  sides: Sides
  label: string
  metric: TimedMetric
  minEffectRatio: number
}): MetricTest | null {
  const base = logsOf(sides.base, label, metric)
  const fresh = logsOf(sides.new, label, metric)
  if (base === null || fresh === null) return null
  if (base.length >= fewestRuns && fresh.length >= fewestRuns) {
    return told(welchT([{base, new: fresh}]), 'runs', minEffectRatio)
  }
  const leastChangeRatio = Math.max(
    minEffectRatio,
    scatterFactor * scatterOf(logsOf(sides.history, label, metric) ?? []),
  )
  if (Math.max(base.length, fresh.length) >= fewestRuns) {
    return told(pooledT({base, new: fresh}), 'one-against-runs', leastChangeRatio)
  }
  const strata = batchStrata(sides, label, metric)
  if (strata !== null) return told(welchT(strata), 'batches', leastChangeRatio)
  const changeRatio = Math.exp(meanOf(fresh) - meanOf(base)) - 1
  return {
    changeRatio,
    change: null,
    chance: null,
    leastChangeRatio,
    method: null,
    why: 'single runs tell nothing of it here: three runs a side can',
  }
}

/**
 * Compares the share of failed requests: pooled over runs by the test of two proportions, and, since failures come in
 * bursts, with three runs or more on both sides also by Welch's test on what each run failed; the weaker of the two
 * counts.
 */
export function testErrors(sides: Sides, label: string): MetricTest | null {
  const base = failuresOf(sides.base, label)
  const fresh = failuresOf(sides.new, label)
  if (base.totalCount === 0 || fresh.totalCount === 0) return null
  const proportions = twoProportions({
    baseCount: base.failedCount,
    baseTotal: base.totalCount,
    newCount: fresh.failedCount,
    newTotal: fresh.totalCount,
  })
  const isByRuns = sides.base.length >= fewestRuns && sides.new.length >= fewestRuns
  const byRuns = isByRuns ? welchT([{base: anglesOf(sides.base, label), new: anglesOf(sides.new, label)}]).chance : 0
  const [before, after] = [base, fresh].map(({failedCount, totalCount}) => ({
    ...wilsonInterval({count: failedCount, total: totalCount}),
    ratio: failedCount / totalCount,
  }))
  if (before === undefined || after === undefined) return null
  const changeRatio = after.ratio - before.ratio
  // Newcombe's interval of a difference, from the Wilson interval of each side.
  const down = Math.hypot(after.ratio - after.lowRatio, before.highRatio - before.ratio)
  const up = Math.hypot(after.highRatio - after.ratio, before.ratio - before.lowRatio)
  return {
    changeRatio,
    change: {lowRatio: changeRatio - down, highRatio: changeRatio + up},
    chance: Math.max(proportions, byRuns),
    leastChangeRatio: leastErrorRatio,
    method: isByRuns ? 'runs' : 'proportions',
    why: '',
  }
}

function told(
  {difference, low, high, chance}: ReturnType<typeof welchT>,
  method: MetricTest['method'],
  leastChangeRatio: number,
): MetricTest {
  return {
    changeRatio: Math.exp(difference) - 1,
    change: {lowRatio: Math.exp(low) - 1, highRatio: Math.exp(high) - 1},
    chance,
    leastChangeRatio,
    method,
    why: '',
  }
}

function logsOf(runs: readonly ComparedRun[], label: string, metric: TimedMetric): number[] | null {
  const logs = runs.map((run) => logOfRun(run, label, metric))
  return logs.every((log) => log !== null) ? logs : null
}

function batchStrata(sides: Sides, label: string, metric: TimedMetric) {
  const levelCount = levelsOf(sides.new[0] ?? {labels: []}, label).length
  const strata = Array.from({length: levelCount}, (_, levelIndex) => ({
    base: logsOfBatches({runs: sides.base, label, metric, levelIndex}) ?? [],
    new: logsOfBatches({runs: sides.new, label, metric, levelIndex}) ?? [],
  }))
  const isWhole = strata.every((one) => one.base.length >= fewestBatches && one.new.length >= fewestBatches)
  return isWhole && strata.length > 0 ? strata : null
}

/** Standard deviation of the logarithms, which is about the coefficient of variation; 0 where too few runs tell. */
function scatterOf(logs: readonly number[]): number {
  if (logs.length < fewestRuns) return 0
  const mean = meanOf(logs)
  return Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1))
}

/** The angular transform, which gives shares near 0 the same spread as others. */
export function anglesOf(runs: readonly ComparedRun[], label: string): number[] {
  return runs.map((run) => {
    const {failedCount, totalCount} = failuresOf([run], label)
    return 2 * Math.asin(Math.sqrt(failedCount / Math.max(1, totalCount)))
  })
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
