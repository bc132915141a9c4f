import {mean, median} from 'simple-statistics'
import type {Window} from '../../documents/series.js'
import {isInside, type Span} from './find-anomalies.js'
import {instantOf} from './zone.js'

/** Where traffic stood still at its highest, half-open in epoch seconds. */
export type Plateau = {
  fromS: number
  toS: number
  stepS: number
  /** Scatter of the highest stretch over what a stretch this busy usually has. */
  scatterRatio: number
}

/** Steps of a stretch: 40 minutes, or 3 hours where nothing finer is kept. */
const stretchSteps = new Map([
  [300, 8],
  [3600, 3],
])
/** A stretch goes on as long as it stays within this share of its mean. */
const withinRatio = 0.03
/** Ordinary days before the event that it is compared with, and how many of them there must be. */
const daysBefore = 28
const fewestDays = 7
const dayS = 86_400

/**
 * Whether the highest traffic of a stretch of time (an event's window) stood still: null where it did not, or where
 * nothing tells.
 *
 * Demand scatters from one five minutes to the next and rises to its peak and falls from it; what a limit lets through
 * does neither. The relative scatter of the busiest 40 minutes inside `span` is compared with the median of that of the
 * busiest 40 minutes of the 28 days before, those of `masked` left out. The part of the scatter that counting alone
 * has, 1/√n, is smaller for a busier stretch, so it is exchanged before. A plateau has less than `mostScatterRatio` of
 * that. Three hours are compared where nothing finer is kept: they hide a plateau of under two hours, and of three
 * values one in six is flat by chance, so that alone it says nothing.
 *
 * Demand itself can stand still (a waiting room, a sale by lots, a steady client), so a plateau is no proof.
 */
export function findPlateau({
  windows,
  span,
  masked,
  mostScatterRatio,
}: {
  windows: readonly Window[]
  span: Span
  masked: readonly Span[]
  mostScatterRatio: number
}): Plateau | null {
  for (const [stepS, stepCount] of stretchSteps) {
    const counts = countsOf({windows, stepS, fromS: span.fromS - daysBefore * dayS, toS: span.toS})
    const first = Math.round((span.fromS - counts.fromS) / stepS)
    const peak = busiestStretch({values: counts.values, from: first, to: counts.values.length, stepCount})
    if (peak === null) continue
    const usual = usualScatter({counts, masked, stepS, stepCount, before: first})
    if (usual === null) continue
    const expected = Math.sqrt(usual.beyondCounting ** 2 + 1 / peak.mean)
    const scatterRatio = peak.scatter / expected
    // A series without any scatter, as a hand-made one, has none to lose either.
    if (scatterRatio >= mostScatterRatio || peak.scatter >= mostScatterRatio * usual.measured) return null
    return {...grown({counts, peak, stepCount, stepS, first}), stepS, scatterRatio}
  }
  return null
}

type Counts = {fromS: number; values: (number | null)[]}

/** Requests in each step, from the windows that are as fine or finer; null where a step was not measured whole. */
function countsOf({
  windows,
  stepS,
  fromS: earliestS,
  toS,
}: {
  windows: readonly Window[]
  stepS: number
  fromS: number
  toS: number
}): Counts {
  const fromS = Math.floor(earliestS / stepS) * stepS
  const values: (number | null)[] = new Array(Math.max(0, Math.ceil((toS - fromS) / stepS))).fill(null)
  const fine = windows.filter((window) => window.periodS <= stepS && stepS % window.periodS === 0)
  for (const window of [...fine].sort((a, b) => a.periodS - b.periodS)) {
    const perStep = stepS / window.periodS
    const startS = instantOf(window.startAt)
    values.forEach((known, step) => {
      const at = (fromS + step * stepS - startS) / window.periodS
      if (known !== null || at < 0 || at + perStep > window.values.length || !Number.isInteger(at)) return
      let sum = 0
      for (let i = at; i < at + perStep; i++) sum += window.values[i] ?? Number.NaN
      if (!Number.isNaN(sum)) values[step] = sum
    })
  }
  return {fromS, values}
}

type Stretch = {from: number; mean: number; scatter: number}

/** The stretch with the highest mean between two steps, and its standard deviation over that mean. */
function busiestStretch({
  values,
  from,
  to,
  stepCount,
}: {
  values: readonly (number | null)[]
  from: number
  to: number
  stepCount: number
}): Stretch | null {
  let best: Stretch | null = null
  for (let at = Math.max(0, from); at + stepCount <= to; at++) {
    const stretch = values.slice(at, at + stepCount)
    if (!stretch.every((value) => value !== null)) continue
    const height = mean(stretch)
    if (height <= (best?.mean ?? 0)) continue
    const variance = stretch.reduce((sum, value) => sum + (value - height) ** 2, 0) / (stepCount - 1)
    best = {from: at, mean: height, scatter: Math.sqrt(variance) / height}
  }
  return best
}

/** Median relative scatter of the busiest stretch of the days before: as measured, and beyond that of counting alone. */
function usualScatter({
  counts,
  masked,
  stepS,
  stepCount,
  before,
}: {
  counts: Counts
  masked: readonly Span[]
  stepS: number
  stepCount: number
  before: number
}): {measured: number; beyondCounting: number} | null {
  const {fromS, values} = counts
  const ordinary = values.map((value, step) => (isInside(masked, fromS + step * stepS) ? null : value))
  const perDay = dayS / stepS
  const found: Stretch[] = []
  for (let to = before; to - perDay >= 0; to -= perDay) {
    const day = busiestStretch({values: ordinary, from: to - perDay, to, stepCount})
    if (day !== null) found.push(day)
  }
  if (found.length < fewestDays) return null
  return {
    measured: median(found.map(({scatter}) => scatter)),
    beyondCounting: median(found.map(({scatter, mean: height}) => Math.sqrt(Math.max(0, scatter ** 2 - 1 / height)))),
  }
}

/** The stretch with the steps before and after it that stay as high. */
function grown({
  counts: {fromS, values},
  peak,
  stepCount,
  stepS,
  first,
}: {
  counts: Counts
  peak: Stretch
  stepCount: number
  stepS: number
  first: number
}): Span {
  const isLevel = (step: number) => Math.abs((values[step] ?? 0) / peak.mean - 1) <= withinRatio
  let from = peak.from
  let to = peak.from + stepCount
  while (from > first && isLevel(from - 1)) from--
  while (to < values.length && isLevel(to)) to++
  return {fromS: fromS + from * stepS, toS: fromS + to * stepS}
}
