import {median} from 'simple-statistics'
import {hoursInside, type Span} from './find-anomalies.js'
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
  const isMasked = hoursInside(hourly, masked)
  const peaks = new Map<string, number>()
  if (hourly.rates.length === 0) return peaks
  let date = zone.date(hourly.startS)
  let nextS = zone.instantS(addDays(date, 1), '00:00')
  let peakRps = 0
  let hourCount = 0
  hourly.rates.forEach((rate, i) => {
    const atS = hourly.startS + i * 3600
    if (atS >= nextS) {
      if (hourCount >= fewestHours) peaks.set(date, peakRps)
      peakRps = 0
      hourCount = 0
      date = zone.date(atS)
      nextS = zone.instantS(addDays(date, 1), '00:00')
    }
    if (rate === null || isMasked[i] === 1) return
    peakRps = Math.max(peakRps, rate)
    hourCount++
  })
  if (hourCount >= fewestHours) peaks.set(date, peakRps)
  return peaks
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
