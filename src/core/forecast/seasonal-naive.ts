import type {QuantileRps} from '../../documents/units.js'
import {addDays, daysBetween} from '../series/zone.js'
import {type EventWindow, measuredPeak} from './event-bank.js'
import type {KnownSeries} from './known-series.js'
import {withPastErrors} from './past-errors.js'

const weekDays = 7

/**
 * Seasonal naive: the window will be as it was on the same weekday in the last week that was known whole. Its
 * quantiles come from the same rule's errors on ordinary days. Null where that week was not measured.
 *
 * The least that a forecast has to beat: it knows no event.
 *
 * @source Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed., 2021), section 5.2
 */
export function seasonalNaive({
  date,
  window,
  known,
}: {
  date: string
  window: EventWindow
  known: KnownSeries
}): QuantileRps | null {
  const {asOfDate, hourly, zone, ordinaryPeaks: peaks} = known
  // The first day that was not known whole is asOfDate, or the one after it: both are left alone.
  const lastDay = addDays(date, Math.max(0, Math.ceil(window.endS / 86_400) - 1))
  const backDays = weekDays * Math.max(1, Math.ceil((daysBetween(asOfDate, lastDay) + 1) / weekDays))
  const peak = measuredPeak({date: addDays(date, -backDays), window, hourly, zone})
  if (peak === null) return null
  const logErrors: number[] = []
  for (const [day, peakRps] of peaks) {
    const then = peaks.get(addDays(day, -backDays))
    if (then !== undefined && then > 0 && peakRps > 0) logErrors.push(Math.log(peakRps / then))
  }
  return withPastErrors(peak.peakHourRps, logErrors)
}
