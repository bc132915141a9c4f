import type {QuantileRps} from '../../documents/units.js'
import {levelAt} from '../series/daily-peaks.js'
import {addDays, daysBetween} from '../series/zone.js'
import {type EventWindow, measuredPeak} from './event-bank.js'
import type {KnownSeries} from './known-series.js'
import {withPastErrors} from './past-errors.js'

/** Whole weeks, so that a day is compared with the same weekday. */
const yearDays = 364
/** Ordinary days this far apart are tried for errors: nearer ones repeat each other. */
const errorStepDays = 3
const mostErrors = 400

/**
 * The hand analogue, what a team does with a sheet of paper: the same event last time, times the growth of the
 * ordinary level from then to now, both levels as many days before their event. `likeDates` are the earlier dates,
 * oldest first; the newest that was measured counts.
 *
 * Its quantiles come from the same rule's errors on ordinary days, a year apart, or over the lead where there is no
 * such year. Null where no earlier date was measured with a level before it.
 */
export function analogue({
  date,
  window,
  likeDates,
  known,
}: {
  date: string
  window: EventWindow
  likeDates: readonly string[]
  known: KnownSeries
}): QuantileRps | null {
  const {asOfDate, hourly, zone, ordinaryPeaks: peaks} = known
  const leadDays = Math.max(0, daysBetween(asOfDate, date))
  const levelRps = levelAt(peaks, asOfDate)
  if (levelRps === null) return null
  for (const likeDate of [...likeDates].reverse()) {
    const peak = measuredPeak({date: likeDate, window, hourly, zone})
    const levelThenRps = levelAt(peaks, addDays(likeDate, -leadDays))
    if (peak === null || levelThenRps === null || levelThenRps <= 0) continue
    return withPastErrors((peak.peakHourRps * levelRps) / levelThenRps, ordinaryErrors(known, leadDays))
  }
  return null
}

function ordinaryErrors({ordinaryPeaks: peaks}: KnownSeries, leadDays: number): number[] {
  const yearly: number[] = []
  const overLead: number[] = []
  const days = [...peaks.keys()].sort().reverse()
  for (let i = 0; i < days.length && yearly.length < mostErrors; i += errorStepDays) {
    const day = days[i] ?? ''
    const actualRps = peaks.get(day) ?? 0
    const levelRps = levelAt(peaks, addDays(day, -leadDays))
    if (actualRps <= 0 || levelRps === null || levelRps <= 0) continue
    overLead.push(Math.log(actualRps / levelRps))
    const thenRps = peaks.get(addDays(day, -yearDays))
    const levelThenRps = levelAt(peaks, addDays(day, -yearDays - leadDays))
    if (thenRps === undefined || thenRps <= 0 || levelThenRps === null || levelThenRps <= 0) continue
    yearly.push(Math.log(actualRps / ((thenRps * levelRps) / levelThenRps)))
  }
  return yearly.length >= 8 ? yearly : overLead
}
