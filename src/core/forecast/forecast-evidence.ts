import type {Forecast, Occurrence} from '../../documents/forecast.js'
import {figure} from '../figure.js'
import {type HourlyRates, rateAt} from '../series/hourly-rates.js'
import {isoOf, type Zone} from '../series/zone.js'
import type {PastEvent} from './event-bank.js'
import type {EventShape} from './event-shape.js'
import {limitNotes} from './find-censored.js'
import type {FineShape} from './fine-shape.js'
import type {Past} from './learn-from.js'
import type {PeakHour} from './peak-hour.js'
import type {Burst} from './peak-path.js'
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
    ...(found.isCensored ? {isCensored: true} : {}),
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
  event,
  found,
  shape,
  burst,
  peakToMean,
  fine,
}: {
  event: PlannedEvent
  found: PeakHour
  shape: EventShape
  burst: Burst
  peakToMean: Forecast['peakToMean']
  fine: FineShape
}): string[] {
  const {past} = found
  const notes = [...pastNotes(event, past), ...found.driverNotes, ...burstNotes(burst, peakToMean)]
  if (past.events.length === 0) notes.push(`Inside the window the forecast follows ${shape.origin}.`)
  if (event.launches.length > 0 && !fine.isSeen.some((isSeen) => isSeen))
    notes.push(`No past hour rose with what goes live at ${event.launches.join(', ')}, so no spike is planned for it.`)
  if (found.isDriftJudged)
    notes.push('Too little history to tell how far the ordinary level drifts: our judgement is used.')
  return notes
}

function pastNotes(event: PlannedEvent, past: Past): string[] {
  const notes: string[] = []
  const {like} = event
  const isGiven = event.uplift?.kind === 'factor'
  if (past.missed.length > 0) notes.push(`Not measured, so not learned from: ${past.missed.join(', ')}.`)
  if (like !== undefined && past.isLike && !isGiven)
    notes.push(`None of its own past was measured: it is taken after ${like.name}, and widened for the likeness.`)
  if (like !== undefined && !past.isLike)
    notes.push(`It is learned from its own past; the likeness to ${like.name} is set aside.`)
  notes.push(...limitNotes({events: past.events, found: event.pastLimits ?? [], isGiven}))
  return notes
}

function burstNotes(burst: Burst, {second}: Forecast['peakToMean']): string[] {
  const notes: string[] = []
  if (burst.hourCount === 0) notes.push('No minute data: the busiest minute over its hour is our judgement.')
  else if (burst.periodS > 60)
    notes.push(`The finest data is ${burst.periodS / 60} minutes: busier single minutes are not seen.`)
  if (second !== undefined)
    notes.push(
      `In its busiest second an hour like this has ${figure(second.p50Ratio)} × its mean, P99 ${figure(second.p99Ratio)} ×: ` +
        'queues and pools see it, scaling does not.',
    )
  return notes
}
