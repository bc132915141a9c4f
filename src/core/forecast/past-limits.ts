import type {Traffic} from '../../documents/traffic.js'
import {type Span, spansOf} from '../series/find-anomalies.js'
import {makeZone} from '../series/zone.js'
import {findCensored, type LimitEvidence} from './find-censored.js'
import {type KnownSeries, spansOfEvents} from './known-series.js'
import type {PlannedEvent} from './planned-event.js'
import type {Judge} from './uplift.js'

/** When past occurrences of the event were, and those of the event that it is like: epoch seconds, oldest first. */
export function pastSpans({pastDates, like, window, timezone}: PlannedEvent): Span[] {
  const zone = makeZone(timezone)
  return [...new Set([...pastDates, ...(like?.dates ?? [])])].sort().map((date) => {
    const midnightS = zone.instantS(date, '00:00')
    return {fromS: midnightS + window.startS, toS: midnightS + window.endS}
  })
}

/**
 * The event with what was found of limits in its past. `known` and `traffic` are the series as it was known; `evidence`
 * is null where no metrics were read: then plateaus and the user's marks alone are seen.
 */
export function withPastLimits({
  event,
  known,
  traffic,
  evidence,
  judgement,
}: {
  event: PlannedEvent
  known: KnownSeries
  traffic: Traffic
  evidence: LimitEvidence | null
  judgement: Judge
}): PlannedEvent {
  const {hourly, zone, labels, anomalies, asOfDate} = known
  const masked = [...spansOfEvents(labels.labelled), ...spansOf(anomalies)]
  const {window, like} = event
  const find = (dates: readonly string[], marked: readonly string[] | undefined) =>
    findCensored({
      dates: dates.filter((date) => date < asOfDate),
      marked,
      window,
      traffic,
      hourly,
      masked,
      zone,
      evidence,
      judgement,
    })
  const own = find(event.pastDates, event.censoredDates)
  // Of the other event an empty list says nothing: it is what the config left out.
  const marked = like === undefined || like.censoredDates.length === 0 ? undefined : like.censoredDates
  const others = find(
    (like?.dates ?? []).filter((date) => !event.pastDates.includes(date)),
    marked,
  )
  return {...event, pastLimits: [...own, ...others]}
}
