import {type DailyPeaks, levelAt} from '../series/daily-peaks.js'
import type {HourlyRates} from '../series/hourly-rates.js'
import {rateAt} from '../series/hourly-rates.js'
import {addDays, type Zone} from '../series/zone.js'

/** A past occurrence as measured: its busiest hour and the ordinary level known `leadDays` before it. */
export type PastEvent = {
  date: string
  yearsAgo: number
  peakAtS: number
  peakHourRps: number
  levelRps: number
  /** log of peak hour over level. */
  logUplift: number
  /** The occurrence ran into the shop's own limit: what was measured is the least that came. */
  isCensored?: boolean
  /** Share of the measured peak that was not sent twice, where `peakHourRps` and `logUplift` are already freed of it. */
  keptRatio?: number
}

/** A window relative to local midnight of the event's date. */
export type EventWindow = {startS: number; endS: number}

/** Hours that a window touches, counted from its start; one at the least. */
export function hoursIn({startS, endS}: EventWindow): number {
  return Math.max(1, Math.ceil((endS - startS) / 3600))
}

/** At least this share of the window's hours must have been measured for its peak to count. */
const leastMeasuredRatio = 0.8

/**
 * Measures each past occurrence against the ordinary level as it stood the same number of days before, so that the
 * uplift carries the growth from then to the event as well. Dates whose window was not measured, or that have no
 * ordinary days before them, are left out; `missed` names those that lie within the history.
 */
export function measurePastEvents({
  dates,
  window,
  leadDays,
  asOfDate,
  hourly,
  peaks,
  zone,
}: {
  dates: readonly string[]
  window: EventWindow
  leadDays: number
  asOfDate: string
  hourly: HourlyRates
  peaks: DailyPeaks
  zone: Zone
}): {events: PastEvent[]; missed: string[]} {
  const events: PastEvent[] = []
  const missed: string[] = []
  const measuredFrom = zone.date(hourly.startS)
  for (const date of dates) {
    if (date < measuredFrom) continue
    const peak = measuredPeak({date, window, hourly, zone})
    const levelRps = levelAt(peaks, addDays(date, -leadDays))
    if (peak === null || levelRps === null || levelRps <= 0) {
      missed.push(date)
      continue
    }
    events.push({
      date,
      yearsAgo: Math.max(1, Math.round((Date.parse(asOfDate) - Date.parse(date)) / (365.25 * 86_400_000))),
      ...peak,
      levelRps,
      logUplift: Math.log(peak.peakHourRps / levelRps),
    })
  }
  return {events, missed}
}

/** The busiest hour inside the window of one date; null where under four fifths of its hours were measured. */
export function measuredPeak({
  date,
  window,
  hourly,
  zone,
}: {
  date: string
  window: EventWindow
  hourly: HourlyRates
  zone: Zone
}): {peakAtS: number; peakHourRps: number} | null {
  const midnightS = zone.instantS(date, '00:00')
  let best: {peakAtS: number; peakHourRps: number} | null = null
  let measured = 0
  let hours = 0
  for (let atS = midnightS + window.startS; atS < midnightS + window.endS; atS += 3600) {
    hours++
    const rate = rateAt(hourly, atS)
    if (rate === null) continue
    measured++
    if (best === null || rate > best.peakHourRps) best = {peakAtS: atS, peakHourRps: rate}
  }
  return best !== null && best.peakHourRps > 0 && measured >= leastMeasuredRatio * hours ? best : null
}
