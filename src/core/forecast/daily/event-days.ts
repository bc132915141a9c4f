import type {DailyPeaks} from '../../series/daily-peaks.js'
import {daysBetween} from '../../series/zone.js'
import type {DayEvent} from './label-days.js'

const daySeconds = 86_400

/** Days since 1970-01-01. */
export function epochDay(date: string): number {
  return daysBetween('1970-01-01', date)
}

/** An event as the calendar has it: its dates, past and future, and its window from local midnight of the date. */
export type DatedEvent = {id: string; dates: readonly string[]; window: {startS: number; endS: number}}

/**
 * What `forecastDays` needs, from what `forecastEvent` has: the peak hour of each local day up to `asOfDate` (inclusive)
 * and the dates of all events. `peaks` must keep event days: mask anomalies, not events. A window becomes the days that
 * it touches by at least half a day, and always the event's own day, so that an evening before does not count as a day of
 * the event. The horizon reaches to the last day of `untilDate`. Null when no day was measured.
 */
export function eventDays({
  peaks,
  events,
  asOfDate,
  untilDate,
}: {
  peaks: DailyPeaks
  events: readonly DatedEvent[]
  asOfDate: string
  untilDate: string
}): {values: (number | null)[]; firstDay: number; events: DayEvent[]; horizonDays: number} | null {
  const measured = [...peaks.keys()].filter((date) => date <= asOfDate).sort()
  const first = measured[0]
  if (first === undefined) return null
  const firstDay = epochDay(first)
  const values = new Array<number | null>(daysBetween(first, asOfDate) + 1).fill(null)
  for (const date of measured) values[daysBetween(first, date)] = peaks.get(date) ?? null
  return {
    values,
    firstDay,
    events: events.flatMap(({id, dates, window}) =>
      dates.map((date) => ({id, day: epochDay(date), ...offsetsOf(window)})),
    ),
    horizonDays: Math.max(1, daysBetween(asOfDate, untilDate)),
  }
}

/** The days that a window counts for, after the event's own: those that it touches by half, and the own one always. */
export function offsetsOf({startS, endS}: {startS: number; endS: number}): {lo: number; hi: number} {
  return {
    lo: 0 - Math.max(0, Math.round(-startS / daySeconds)),
    hi: Math.max(0, Math.round(endS / daySeconds) - 1),
  }
}
