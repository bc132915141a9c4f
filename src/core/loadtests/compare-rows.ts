import type {ComparisonRow, LoadMetric, Measured} from '../../documents/load-comparison.js'
import {holm} from '../laws/holm.js'
import {allLabel, type ComparedRun} from './compared-run.js'
import {failuresOf, haveSameLevels, levelsOf, logOfRun} from './metric-samples.js'
import {type MetricTest, type Sides, testErrors, testMetric} from './test-metric.js'

/** Throughput of one endpoint follows that of the whole, so it is asked of the whole only. */
const metricsOfAll: readonly LoadMetric[] = ['throughput', 'limit', 'mean', 'p95', 'p99', 'errors']
const metricsOfEndpoint: readonly LoadMetric[] = ['mean', 'p95', 'p99', 'errors']
/** Fewer requests on a side make percentiles of nothing. */
const fewestRequests = 100

/** How sure a row has to be: more so where single runs speak, which know only their own scatter. */
const runsChance = 0.05
const singleChance = 0.01

type Tested = {label: string; metric: LoadMetric; measured: Measured; test: MetricTest}

/**
 * Every metric of every label side by side, with a verdict each: worse or better when the change is larger than it has
 * to be and chance alone is an unlikely cause, after Holm's adjustment over all rows that were tested. A row worse by
 * single runs is `suspected`. A label that not every run has at every level of load is left out.
 */
export function compareRows(sides: Sides, minEffectRatio: number): ComparisonRow[] {
  const labels = sides.new[0]?.labels.map(({label}) => label) ?? []
  const told = labels.filter((label) => haveSameLevels([...sides.base, ...sides.new], label))
  const tested = told.flatMap((label) =>
    (label === allLabel ? metricsOfAll : metricsOfEndpoint).flatMap((metric): Tested[] => {
      const measured = measuredOf(sides, label, metric)
      const test = metric === 'errors' ? testErrors(sides, label) : testMetric({sides, label, metric, minEffectRatio})
      if (measured === null || test === null) return []
      return [{label, metric, measured, test: enoughRequests(sides, label) ? test : tooFew(test)}]
    }),
  )
  const judged = tested.filter(({test}) => test.chance !== null)
  const adjusted = holm(judged.map(({test}) => test.chance ?? 1))
  return tested.map((row) => rowOf(row, adjusted[judged.indexOf(row)] ?? null))
}

function rowOf({label, metric, measured, test}: Tested, chanceRatio: number | null): ComparisonRow {
  const {changeRatio, change, leastChangeRatio, method, why} = test
  return {
    label,
    metric,
    measured,
    changeRatio,
    change,
    chanceRatio,
    leastChangeRatio,
    method,
    verdict: verdictOf(metric, test, chanceRatio),
    why,
  }
}

function verdictOf(metric: LoadMetric, test: MetricTest, chanceRatio: number | null): ComparisonRow['verdict'] {
  const {changeRatio, leastChangeRatio, method} = test
  if (chanceRatio === null) return 'untested'
  const isShown = chanceRatio < (method === 'runs' ? runsChance : singleChance)
  if (!isShown || Math.abs(changeRatio) < leastChangeRatio) return 'unchanged'
  if (!isWorse(metric, changeRatio)) return 'improvement'
  return method === 'runs' ? 'regression' : 'suspected'
}

/** Less throughput is worse; of all else, more is. */
export function isWorse(metric: LoadMetric, changeRatio: number): boolean {
  return metric === 'throughput' || metric === 'limit' ? changeRatio < 0 : changeRatio > 0
}

function enoughRequests(sides: Sides, label: string): boolean {
  return [sides.base, sides.new].every((runs) => failuresOf(runs, label).totalCount >= fewestRequests)
}

function tooFew(test: MetricTest): MetricTest {
  return {...test, chance: null, method: null, why: `fewer than ${fewestRequests} requests on a side`}
}

/** A side in the metric's own unit; null where a run lacks it. */
export function sideValue(runs: readonly ComparedRun[], label: string, metric: LoadMetric): number | null {
  if (metric === 'errors') {
    const {failedCount, totalCount} = failuresOf(runs, label)
    return totalCount === 0 ? null : failedCount / totalCount
  }
  if (runs.length === 0 || runs.some((run) => levelsOf(run, label).length === 0)) return null
  const logs = runs.map((run) => logOfRun(run, label, metric))
  if (logs.some((log) => log === null)) return null
  return Math.exp(logs.reduce<number>((sum, log) => sum + (log ?? 0), 0) / logs.length)
}

function measuredOf(sides: Sides, label: string, metric: LoadMetric): Measured | null {
  const [base, fresh] = [sideValue(sides.base, label, metric), sideValue(sides.new, label, metric)]
  if (base === null || fresh === null) return null
  if (metric === 'throughput' || metric === 'limit') return {baseRps: base, newRps: fresh}
  if (metric === 'errors') return {baseRatio: base, newRatio: fresh}
  return {baseS: base, newS: fresh}
}
