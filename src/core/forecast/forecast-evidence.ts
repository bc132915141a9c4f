import type {Forecast, Occurrence} from '../../documents/forecast.js'
import {type HourlyRates, rateAt} from '../series/hourly-rates.js'
import type {PeakToMean} from '../series/peak-to-mean.js'
import {isoOf, type Zone} from '../series/zone.js'
import type {PastEvent} from './event-bank.js'
import type {EventShape} from './event-shape.js'
import type {PlannedEvent} from './planned-event.js'

/** The last occurrence's hourly means, laid onto this window hour by hour; null where nothing was measured. */
export function lastTimeRps({
  past,
  event,
  hourly,
  zone,
  hours,
}: {
  past: readonly PastEvent[]
  event: PlannedEvent
  hourly: HourlyRates
  zone: Zone
  hours: number
}): (number | null)[] {
  const last = past.at(-1)
  return Array.from({length: hours}, (_, hour) =>
    last === undefined ? null : rateAt(hourly, zone.instantS(last.date, '00:00') + event.window.startS + hour * 3600),
  )
}

/** A past occurrence as the document keeps it, with what the method would have said of it. */
export function occurrenceOf(
  found: PastEvent,
  eventId: string,
  weightRatio: number,
  back: {p50Rps: number; p90Rps: number} | null | undefined,
): Occurrence {
  return {
    eventId,
    date: found.date,
    peakAt: isoOf(found.peakAtS),
    peakHourRps: found.peakHourRps,
    levelRps: found.levelRps,
    upliftRatio: Math.exp(found.logUplift),
    weightRatio,
    hindcastRps: back?.p50Rps ?? null,
    hindcastP90Rps: back?.p90Rps ?? null,
  }
}

/** How much history there was, and how much of it was missing. */
export function historyOf(hourly: HourlyRates): Forecast['history'] {
  const missing = hourly.rates.filter((rate) => rate === null).length
  return {
    fromAt: isoOf(hourly.startS),
    toAt: isoOf(hourly.startS + hourly.rates.length * 3600),
    hourCount: hourly.rates.length,
    missingHourCount: missing,
  }
}

/** What a reader must know about this forecast's weak sides, in sentences. */
export function notesOf({
  missed,
  shape,
  burst,
  levelSpread,
  past,
}: {
  missed: readonly string[]
  shape: EventShape
  burst: PeakToMean
  levelSpread: number | null
  past: readonly PastEvent[]
}): string[] {
  const notes: string[] = []
  if (missed.length > 0) notes.push(`Not measured, so not learned from: ${missed.join(', ')}.`)
  if (past.length === 0) notes.push(`Inside the window the forecast follows ${shape.origin}.`)
  if (burst.hourCount === 0) notes.push('No minute data: the busiest minute over its hour is our judgement.')
  else if (burst.periodS > 60)
    notes.push(`The finest data is ${burst.periodS / 60} minutes: busier single minutes are not seen.`)
  if (levelSpread === null)
    notes.push('Too little history to tell how far the ordinary level drifts: our judgement is used.')
  return notes
}
