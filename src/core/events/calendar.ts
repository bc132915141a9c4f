import type {RetailEvent} from '../../catalog/retail-event.js'
import {isoOf, makeZone} from '../series/zone.js'
import {eventOccurrences} from './event-date.js'

/** One event of the retail calendar on one day; no date when it is announced each year. */
export type CalendarRow = {
  id: string
  name: string
  date: string | null
  /** The usual planning window; in UTC, for the zone asked for. */
  startAt: string | null
  endAt: string | null
  timezone: string
  certainty: RetailEvent['certainty']
  markets: readonly string[]
  note: string
}

/** One row; the window is that of the calendar, around local midnight in `timezone`. */
export function calendarRow({
  event,
  date,
  timezone,
}: {
  event: RetailEvent
  date: string | null
  timezone: string
}): CalendarRow {
  const {id, name, certainty, markets, note, window} = event
  const midnightS = date === null ? null : makeZone(timezone).instantS(date, '00:00')
  const instant = (offsetS: number) => (midnightS === null ? null : isoOf(midnightS + offsetS))
  const [startAt, endAt] = [instant(window.startS), instant(window.endS)]
  return {id, name, date, startAt, endAt, timezone, certainty, markets, note}
}

/** The events of one year in order of their days, those without a date last. */
export function calendarOf({
  year,
  market,
  timezone,
  catalog,
}: {
  year: number
  timezone: string
  market: string | undefined
  catalog: readonly RetailEvent[]
}): CalendarRow[] {
  return catalog
    .filter(({markets}) => market === undefined || markets.length === 0 || markets.includes(market))
    .flatMap((event) => {
      const dates = eventOccurrences({eventId: event.id, fromYear: year, toYear: year, catalog})
      return dates.length === 0
        ? [calendarRow({event, date: null, timezone})]
        : dates.map((date) => calendarRow({event, date, timezone}))
    })
    .sort((a, b) => ((a.date ?? '9') < (b.date ?? '9') ? -1 : 1))
}
