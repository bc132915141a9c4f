import {type HourlyRates, rateAt} from '../series/hourly-rates.js'
import {addDays, type Zone} from '../series/zone.js'
import {offsetsOf} from './daily/event-days.js'
import type {EventWindow} from './event-bank.js'

/**
 * The busiest measured hour on each local day that a window of one date counts for, days without one left out. The
 * hours of a day of which the window has less than half go to the day beside it.
 */
export function windowDayPeaks({
  date,
  window,
  hourly,
  zone,
}: {
  date: string
  window: EventWindow
  hourly: HourlyRates
  zone: Zone
}): Map<string, number> {
  const {lo, hi} = offsetsOf(window)
  const midnightS = (day: string) => zone.instantS(day, '00:00')
  const startS = midnightS(date) + window.startS
  const endS = midnightS(date) + window.endS
  const peaks = new Map<string, number>()
  for (let offset = lo; offset <= hi; offset++) {
    const day = addDays(date, offset)
    const fromS = offset === lo ? startS : midnightS(day)
    const toS = offset === hi ? endS : midnightS(addDays(day, 1))
    for (let atS = fromS; atS < toS; atS += 3600) {
      const rate = rateAt(hourly, atS)
      if (rate !== null) peaks.set(day, Math.max(peaks.get(day) ?? 0, rate))
    }
  }
  return peaks
}
