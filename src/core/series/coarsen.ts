import type {DenseSeries, MetricSeries, Window} from '../../documents/series.js'
import {instantOf, isoOf} from './zone.js'

/**
 * A series on a coarser regular grid, made from the finest that each step has: sums of sums, means of means, extremes of
 * extremes. A step with nothing measured is null.
 *
 * `fromAt` and `toAt` are UTC times on the grid of `periodS`. Percentiles cannot be merged: of several the largest is
 * taken, an upper bound. A mean of means weighs each fine step alike, which CloudWatch's own roll-up does not when
 * steps have different numbers of samples.
 */
export function coarsen({
  series,
  periodS,
  fromAt,
  toAt,
}: {
  series: MetricSeries | DenseSeries
  periodS: number
  fromAt: string
  toAt: string
}): Window {
  const fromS = instantOf(fromAt)
  const count = Math.max(0, Math.round((instantOf(toAt) - fromS) / periodS))
  const values: (number | null)[] = new Array(count).fill(null)
  const finestFirst = [...series.windows].filter((window) => window.periodS <= periodS)
  finestFirst.sort((a, b) => a.periodS - b.periodS)
  for (const window of finestFirst) {
    const steps = stepsOf({window, stat: series.stat, fromS, periodS, count})
    // What a finer window has is kept.
    for (const [step, value] of steps.entries()) if (!Number.isNaN(value)) values[step] ??= value
  }
  return {periodS, startAt: isoOf(fromS), values}
}

type Asked = {
  window: {periodS: number; startAt: string; values: ArrayLike<number | null>}
  stat: string
  fromS: number
  periodS: number
  count: number
}

/** The window on the coarser grid; NaN where it has nothing. */
function stepsOf({window, stat, fromS, periodS, count}: Asked): Float64Array {
  const merged = new Float64Array(count).fill(Number.NaN)
  const counts = new Float64Array(count)
  const offsetS = instantOf(window.startAt) - fromS
  const merge = mergeOf(stat)
  for (let i = 0; i < window.values.length; i++) {
    const value = window.values[i] ?? Number.NaN
    const step = Math.floor((offsetS + i * window.periodS) / periodS)
    if (Number.isNaN(value) || step < 0 || step >= count) continue
    const found = counts[step] ?? 0
    merged[step] = found === 0 ? value : merge(merged[step] ?? 0, value)
    counts[step] = found + 1
  }
  return stat === 'Average' ? merged.map((sum, step) => sum / (counts[step] ?? 1)) : merged
}

function mergeOf(stat: string): (a: number, b: number) => number {
  if (stat === 'Sum' || stat === 'SampleCount' || stat === 'Average') return (a, b) => a + b
  return stat === 'Minimum' ? Math.min : Math.max
}
