import type {OrdinaryDays} from './ordinary-days.js'

/** What a level may do between an origin and a day after it, before it is weighed: log changes. */
export type YearlyChange = {shape: number; drift: number}

const yearsBack = 3
/** Weight of a year's shape against that of the year after it. */
const olderYearRatio = 0.6

/**
 * How the level moved in the same span of earlier years with their own growth taken out (`shape`): from the level known
 * at that date, which `levels` has as smoothed as today's is and so as far behind a rise, to the days around the day
 * asked for. And how far the growth of the last year would carry it (`drift`). Only days before `origin` are looked at,
 * but for the smoothing of the days around them. Zero where there is no such year; without a year the growth of the last
 * four months, halved.
 *
 * `stepDays` counts from 1: the first day after the history.
 */
export function yearlyChange(
  days: OrdinaryDays,
  yearDays: number,
): (origin: number, stepDays: number, levels: Float64Array) => YearlyChange {
  const yearGrowths = new Map<number, number>()
  const growthAround = (middle: number) => {
    const known = yearGrowths.get(middle)
    if (known !== undefined) return known
    const half = yearDays / 2
    const isInside = middle >= half && middle + half < days.dayCount
    const growth = isInside ? (days.smoothAt(middle + half) - days.smoothAt(middle - half)) / yearDays : 0
    const found = Number.isNaN(growth) ? 0 : growth
    yearGrowths.set(middle, found)
    return found
  }
  const drifts = new Map<number, number>()
  const driftAt = (origin: number) => {
    const known = drifts.get(origin)
    if (known !== undefined) return known
    const found = driftPerDay(days, origin, yearDays)
    drifts.set(origin, found)
    return found
  }
  return (origin, stepDays, levels) => ({
    shape: shapeOf({days, origin, stepDays, levels, yearDays, growthAround}),
    drift: driftAt(origin) * stepDays,
  })
}

function shapeOf(given: {
  days: OrdinaryDays
  origin: number
  stepDays: number
  levels: Float64Array
  yearDays: number
  growthAround: (middle: number) => number
}): number {
  const {days, origin, stepDays, levels, yearDays, growthAround} = given
  let sum = 0
  let weights = 0
  for (let back = 1; back <= yearsBack; back++) {
    const then = origin - back * yearDays
    if (then < 7 || then + stepDays >= origin) continue
    const start = levels[then] ?? Number.NaN
    const change = days.smoothAt(then + stepDays) - start - growthAround(then) * stepDays
    if (Number.isNaN(change)) continue
    const weight = olderYearRatio ** back
    sum += weight * change
    weights += weight
  }
  return weights > 0 ? sum / weights : 0
}

function driftPerDay(days: OrdinaryDays, origin: number, yearDays: number): number {
  const now = days.meanOf(origin - 28, origin)
  const then = origin - yearDays
  if (then >= 14) {
    const growth = (now - days.meanOf(then - 14, then + 14)) / yearDays
    return Number.isNaN(growth) ? 0 : growth
  }
  const back = Math.min(origin, 120)
  const growth = (now - days.meanOf(origin - back, origin - back + 28)) / Math.max(28, back - 28)
  return Number.isNaN(growth) ? 0 : growth / 2
}
