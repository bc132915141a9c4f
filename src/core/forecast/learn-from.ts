import type {DailyPeaks} from '../series/daily-peaks.js'
import type {HourlyRates} from '../series/hourly-rates.js'
import type {Zone} from '../series/zone.js'
import {markCensored} from './censored.js'
import {measurePastEvents, type PastEvent} from './event-bank.js'
import {applyLimits} from './find-censored.js'
import type {PlannedEvent} from './planned-event.js'

/** What an event is learned from: `isLike` where that is another event's past, whose id is then `eventId`. */
export type Past = {events: PastEvent[]; missed: string[]; eventId: string; isLike: boolean}

/**
 * The past that an event is learned from: its own occurrences, or, as long as none of them was measured, those of the
 * event that it is said to be like, over this event's own window. One occurrence of its own outranks any likeness.
 */
export function learnFrom({
  event,
  leadDays,
  asOfDate,
  hourly,
  peaks,
  zone,
}: {
  event: PlannedEvent
  leadDays: number
  asOfDate: string
  hourly: HourlyRates
  peaks: DailyPeaks
  zone: Zone
}): Past {
  const measure = (dates: readonly string[]) =>
    measurePastEvents({dates, window: event.window, leadDays, asOfDate, hourly, peaks, zone})
  const limited = (events: readonly PastEvent[], marked: readonly string[]) =>
    event.pastLimits === undefined ? markCensored(events, marked) : applyLimits(events, event.pastLimits)
  const own = measure(event.pastDates)
  if (own.events.length > 0 || event.like === undefined) {
    return {...own, events: limited(own.events, event.censoredDates ?? []), eventId: event.id, isLike: false}
  }
  const {id, dates, censoredDates} = event.like
  const other = measure(dates.filter((date) => date < asOfDate))
  return {
    events: limited(other.events, censoredDates),
    missed: [...own.missed, ...other.missed],
    eventId: id,
    isLike: true,
  }
}
