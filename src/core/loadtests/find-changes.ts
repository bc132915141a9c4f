import type {HistoryChange, LoadMetric} from '../../documents/load-comparison.js'
import {eDivisiveSplit} from '../laws/e-divisive.js'
import {welchT} from '../laws/welch-t.js'
import {isWorse} from './compare-rows.js'
import type {ComparedRun} from './compared-run.js'
import {haveSameLevels, logOfRun} from './metric-samples.js'
import {anglesOf, fewestRuns} from './test-metric.js'

/** Of fewer runs a history tells no change from chance. */
const fewestHistory = 8
const metrics: readonly LoadMetric[] = ['throughput', 'limit', 'mean', 'p95', 'p99', 'errors']
const mostChance = 0.05
const leastErrorRatio = 0.001

type Series = {label: string; metric: LoadMetric; values: number[]}

/**
 * Where a history of runs changed: E-divisive finds the most likely split of each metric of each label, Welch's test
 * between its two sides, raised for the number of places that it could have been at and the number of series, says
 * whether it means anything, and both sides are searched again.
 *
 * `runs` are alike and in the order of time, the newest last, of which `newCount` are being judged. Needs eight runs and
 * leaves three on each side, so a change is named two runs after it came. Changes smaller than `minEffectRatio` (of
 * errors: a tenth of a percent of the requests) do not count. Two changes that cancel each other can hide each other.
 * No chance is involved: the same runs give the same changes.
 */
export function findChanges({
  runs,
  newCount,
  minEffectRatio,
}: {
  runs: readonly ComparedRun[]
  newCount: number
  minEffectRatio: number
}): HistoryChange[] {
  if (runs.length < fewestHistory) return []
  const labels = runs.at(-1)?.labels.map(({label}) => label) ?? []
  const series = labels
    .flatMap((label) => metrics.map((metric) => seriesOf(runs, label, metric)))
    .filter((s) => s !== null)
  return series
    .flatMap((one) =>
      splitsOf({values: one.values, from: 0, seriesCount: series.length}).map((split) => ({one, split})),
    )
    .map(({one, split}) => changeOf({runs, newCount, series: one, split}))
    .filter((change) => change !== null)
    .filter(
      ({metric, changeRatio}) => Math.abs(changeRatio) >= (metric === 'errors' ? leastErrorRatio : minEffectRatio),
    )
}

function seriesOf(runs: readonly ComparedRun[], label: string, metric: LoadMetric): Series | null {
  if (!haveSameLevels(runs, label)) return null
  if (metric === 'errors') return {label, metric, values: anglesOf(runs, label)}
  const values = runs.map((run) => logOfRun(run, label, metric))
  return values.every((value) => value !== null) ? {label, metric, values} : null
}

type Split = {index: number; fromIndex: number; toIndex: number; chance: number}

function splitsOf({
  values,
  from,
  seriesCount,
}: {
  values: readonly number[]
  from: number
  seriesCount: number
}): Split[] {
  const found = eDivisiveSplit({values, leastCount: fewestRuns})
  if (found === null) return []
  const [before, after] = [values.slice(0, found.index), values.slice(found.index)]
  const placeCount = values.length - 2 * fewestRuns + 1
  const chance = Math.min(1, welchT([{base: before, new: after}]).chance * placeCount * seriesCount)
  if (!(chance < mostChance)) return []
  const index = from + found.index
  return [
    ...splitsOf({values: before, from, seriesCount}),
    {index, fromIndex: from, toIndex: from + values.length, chance},
    ...splitsOf({values: after, from: index, seriesCount}),
  ]
}

function changeOf({
  runs,
  newCount,
  series,
  split,
}: {
  runs: readonly ComparedRun[]
  newCount: number
  series: Series
  split: Split
}): HistoryChange | null {
  const since = runs[split.index]
  if (since === undefined) return null
  const {label, metric, values} = series
  const before = meanOf(values.slice(split.fromIndex, split.index))
  const after = meanOf(values.slice(split.index, split.toIndex))
  const changeRatio =
    metric === 'errors' ? Math.sin(after / 2) ** 2 - Math.sin(before / 2) ** 2 : Math.exp(after - before) - 1
  return {
    label,
    metric,
    since: {id: since.id, name: since.name, startedAt: since.startedAt, commit: since.commit},
    changeRatio,
    chanceRatio: split.chance,
    isWorse: isWorse(metric, changeRatio),
    isNew: split.index > runs.length - newCount - fewestRuns,
  }
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
