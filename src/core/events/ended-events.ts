import type {Config} from '../../documents/config.js'
import type {PlannedEvent} from '../forecast/planned-event.js'
import {instantOf, isoOf, makeZone} from '../series/zone.js'
import {resolveEvent} from './plan-event.js'

/** An event with its window as instants. */
export type DatedEvent = {event: PlannedEvent; windowStartAt: string; windowEndAt: string}

/**
 * The events of the config whose window closed within `withinS` before `nowAt` (UTC), the one that closed last first.
 * `wanted` is the id of the one that is meant; without it all are looked at. What resolving an event throws.
 */
export function endedEvents({
  config,
  wanted,
  nowAt,
  withinS,
}: {
  config: Config
  wanted: string | undefined
  nowAt: string
  withinS: number
}): DatedEvent[] {
  const nowS = instantOf(nowAt)
  return config.events
    .filter(({id}) => wanted === undefined || id === wanted)
    .flatMap((event) => {
      // An event of every year is resolved to its next date: it is asked for as of a time before the one that passed.
      const lengthS = windowOf(resolveEvent(config, event, nowAt)).lengthS
      const dated = windowOf(resolveEvent(config, event, isoOf(nowS - withinS - lengthS)))
      const endS = instantOf(dated.windowEndAt)
      return endS <= nowS && nowS - endS <= withinS ? [dated] : []
    })
    .sort((a, b) => instantOf(b.windowEndAt) - instantOf(a.windowEndAt))
}

/** The window of an event as instants. */
export function windowOf(event: PlannedEvent): DatedEvent & {lengthS: number} {
  const midnightS = makeZone(event.timezone).instantS(event.date, '00:00')
  const {startS, endS} = event.window
  return {
    event,
    windowStartAt: isoOf(midnightS + startS),
    windowEndAt: isoOf(midnightS + endS),
    lengthS: endS - startS,
  }
}
