import type {Config, EventConfig} from '../documents/config.js'
import type {Finding} from './config-findings.js'
import {unknownName} from './unknown-name.js'

type Known = {
  catalogEventIds: readonly string[]
  /** The date of a catalog event in a year; null where none is known. */
  catalogDate: (eventId: string, year: number) => string | null
}

/**
 * Names of events and dates of the past that the config uses in other places than where they are set: `like.event`,
 * `business.forecast[].event`, `censored` and the past of `drivers`. What depends on today (which dates are over) is for who has a clock.
 */
export function checkEventNames({config, ...known}: Known & {config: Config}): Finding[] {
  return [
    ...config.events.flatMap((event, index) => [
      ...checkLike({config, event, index, known}),
      ...checkPastDates(event, index, known),
    ]),
    ...checkBusiness(config),
  ]
}

function checkLike({
  config,
  event: {id, like},
  index,
  known,
}: {
  config: Config
  event: EventConfig
  index: number
  known: Known
}): Finding[] {
  if (like === undefined) return []
  const own = config.events.filter((other) => other.id !== id)
  const names = [
    ...own.map((other) => other.id),
    ...own.flatMap(({catalog}) => catalog ?? []),
    ...known.catalogEventIds,
  ]
  if (names.includes(like.event)) return []
  return [
    unknownName({path: ['events', index, 'like', 'event'], at: 'value', name: like.event, what: 'event', known: names}),
  ]
}

/** `business.forecast` may be one or a list; a place inside one that is no list is found by the key alone. */
function checkBusiness({business: {forecast = []}, events}: Config): Finding[] {
  const ids = events.map(({id}) => id)
  return forecast.flatMap(({event}, index) => {
    const path = ['business', 'forecast', ...(forecast.length > 1 ? [index] : []), 'event']
    if (event !== undefined) {
      return ids.includes(event) ? [] : [unknownName({path, at: 'value', name: event, what: 'event', known: ids})]
    }
    if (ids.length === 1) return []
    const next = `add event: ${ids[0] ?? ''} to business.forecast`
    return [
      {path, at: 'key', message: 'is missing: the config has several events', hint: `One of ${ids.join(', ')}`, next},
    ]
  })
}

/** The past dates that an event names beside `previous`, and where. */
function datesNamed({censored, drivers = {}}: EventConfig): {past: string; at: Finding['at']; path: Finding['path']}[] {
  const marked = Array.isArray(censored) ? censored : []
  return [
    ...marked.map((past, at) => ({past, at: 'value' as const, path: ['censored', at]})),
    ...Object.entries(drivers).flatMap(([name, driver]) =>
      Object.keys(driver.past).map((past) => ({past, at: 'key' as const, path: ['drivers', name, 'past', past]})),
    ),
  ]
}

function checkPastDates(event: EventConfig, index: number, {catalogEventIds, catalogDate}: Known): Finding[] {
  const {id, catalog, date, previous} = event
  return datesNamed(event).flatMap(({past, at, path: inEvent}): Finding[] => {
    const path = ['events', index, ...inEvent]
    if (date !== undefined && past >= date)
      return [{path, at, message: `${past} is not before the event itself, ${date}`}]
    const year = Number(past.slice(0, 4))
    const ofCatalog = catalog !== undefined && catalogEventIds.includes(catalog) ? catalogDate(catalog, year) : null
    const known = [...previous, ...(ofCatalog === null ? [] : [ofCatalog])]
    if (known.includes(past)) return []
    return [unknownName({path, at, name: past, what: `past date of ${id}`, known})]
  })
}
