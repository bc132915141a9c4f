import {median} from 'simple-statistics'
import {isInside, type Span} from './find-anomalies.js'
import type {HourlyRates} from './hourly-rates.js'
import {addDays, type Zone} from './zone.js'

/** The busiest hour of each local day as a mean rate; only days that were measured well enough to tell. */
export type DailyPeaks = ReadonlyMap<string, number>

/** A day counts when at least this many of its hours do: the peak hour must have had its chance. */
const fewestHours = 18

/** The peak hour of each local day, with the masked spans left out. */
export function dailyPeaks({
  hourly,
  zone,
  masked,
}: {
  hourly: HourlyRates
  zone: Zone
  masked: readonly Span[]
}): DailyPeaks {
  const days = new Map<string, {peakRps: number; hourCount: number}>()
  hourly.rates.forEach((rate, i) => {
    const atS = hourly.startS + i * 3600
    if (rate === null || isInside(masked, atS)) return
    const date = zone.date(atS)
    const day = days.get(date) ?? {peakRps: 0, hourCount: 0}
    days.set(date, {peakRps: Math.max(day.peakRps, rate), hourCount: day.hourCount + 1})
  })
  return new Map([...days].filter(([, day]) => day.hourCount >= fewestHours).map(([date, day]) => [date, day.peakRps]))
}

/** Four whole weeks, so that each weekday weighs the same. */
const levelDays = 28
const fewestLevelDays = 7

/**
 * The level of ordinary days: the median daily peak hour over the 28 days that end with `date` (inclusive), or null
 * with fewer than 7 measured days among them. Whole weeks, so that it does not depend on the weekday of `date`.
 */
export function levelAt(peaks: DailyPeaks, date: string): number | null {
  const found: number[] = []
  for (let back = 0; back < levelDays; back++) {
    const peak = peaks.get(addDays(date, -back))
    if (peak !== undefined) found.push(peak)
  }
  return found.length < fewestLevelDays ? null : median(found)
}
