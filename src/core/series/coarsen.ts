import type {MetricSeries, Window} from '../../documents/series.js'
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
  series: MetricSeries
  periodS: number
  fromAt: string
  toAt: string
}): Window {
  const fromS = instantOf(fromAt)
  const count = Math.max(0, Math.round((instantOf(toAt) - fromS) / periodS))
  const values: (number | null)[] = new Array(count).fill(null)
  const periods = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const finestFirst = series.windows.filter((window) => window.periodS <= periodS).sort((a, b) => a.periodS - b.periodS)
  for (const window of finestFirst) {
    for (const [step, found] of stepsOf({window, fromS, periodS, count})) {
      if ((periods[step] ?? 0) < window.periodS) continue
      periods[step] = window.periodS
      values[step] = merge(found, series.stat)
    }
  }
  return {periodS, startAt: isoOf(fromS), values}
}

function stepsOf({
  window,
  fromS,
  periodS,
  count,
}: {
  window: Window
  fromS: number
  periodS: number
  count: number
}): Map<number, number[]> {
  const startS = instantOf(window.startAt)
  const steps = new Map<number, number[]>()
  window.values.forEach((value, i) => {
    if (value === null) return
    const step = Math.floor((startS + i * window.periodS - fromS) / periodS)
    if (step < 0 || step >= count) return
    const found = steps.get(step)
    if (found === undefined) steps.set(step, [value])
    else found.push(value)
  })
  return steps
}

function merge(values: readonly number[], stat: string): number {
  const sum = values.reduce((total, value) => total + value, 0)
  if (stat === 'Sum' || stat === 'SampleCount') return sum
  if (stat === 'Average') return sum / values.length
  return stat === 'Minimum' ? Math.min(...values) : Math.max(...values)
}
