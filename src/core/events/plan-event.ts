import {retailEvents} from '../../catalog/retail-events.js'
import type {Config, EventConfig} from '../../documents/config.js'
import {PlanError} from '../../errors.js'
import type {PlannedEvent} from '../forecast/planned-event.js'
import type {Span} from '../series/find-anomalies.js'
import {instantOf, makeZone} from '../series/zone.js'
import {eventDate} from './event-date.js'

/** A day and two hours from the evening before: what a sale without a window of its own is planned for. */
const usualWindow = {startS: -6 * 3600, endS: 26 * 3600}
/** How many years back past occurrences are looked for. */
const yearsBack = 6

/** Days that no shop calls ordinary, whatever its config plans for. */
const alwaysLabelled = ['thanksgiving', 'black-friday', 'cyber-monday', 'christmas-eve', 'boxing-day']

/**
 * Picks the event to plan for and gathers what calendar and config say of it: date, past dates, window, launches.
 *
 * `wanted` is an id of the config; without it the next event whose window is not over. An id that ends in a year means
 * that year's date, else the next one. `upliftText` (`3.2` or `+8%`) takes the place of the config's. Throws
 * EVENT_UNKNOWN, EVENT_UNDATED, EVENT_PAST (none left), UPLIFT_INVALID.
 */
export function planEvent({
  config,
  wanted,
  asOf,
  upliftText,
}: {
  config: Config
  wanted: string | undefined
  asOf: string
  upliftText: string | undefined
}): PlannedEvent {
  const uplift = upliftText === undefined ? undefined : parseUplift(upliftText)
  const chosen = wanted === undefined ? nextEvent(config, asOf) : namedEvent(config, wanted)
  const planned = resolve(config, chosen, asOf)
  return uplift === undefined ? planned : {...planned, uplift}
}

function namedEvent(config: Config, wanted: string): EventConfig {
  const found = config.events.find((event) => event.id === wanted)
  if (found !== undefined) return found
  const ids = config.events.map((event) => event.id)
  throw new PlanError('usage', 'EVENT_UNKNOWN', `ecom-plan.yaml has no event ${wanted}; it has ${ids.join(', ')}`, {
    suggestions: [`ecom-plan forecast --event ${ids[0] ?? 'ID'}`],
  })
}

function nextEvent(config: Config, asOf: string): EventConfig {
  const open = config.events
    .map((event) => ({event, planned: resolve(config, event, asOf)}))
    .filter(({planned}) => endOf(planned) > instantOf(asOf))
    .sort((a, b) => endOf(a.planned) - endOf(b.planned))
  const first = open[0]
  if (first !== undefined) return first.event
  throw new PlanError('data', 'EVENT_PAST', `every event of ecom-plan.yaml ended before ${asOf}`, {
    suggestions: ['ecom-plan events next', 'add the next event to events in ecom-plan.yaml'],
  })
}

function endOf(event: PlannedEvent): number {
  return makeZone(event.timezone).instantS(event.date, '00:00') + event.window.endS
}

function resolve(config: Config, event: EventConfig, asOf: string): PlannedEvent {
  const timezone = event.timezone ?? config.timezone
  const known = retailEvents.find((candidate) => candidate.id === event.catalog)
  const dates =
    event.date === undefined ? calendarDates(event, timezone, asOf) : {date: event.date, past: pastDates(event)}
  return {
    id: event.id,
    name: known === undefined ? event.id : `${known.name} ${dates.date.slice(0, 4)}`,
    date: dates.date,
    timezone,
    pastDates: [...new Set([...event.previous, ...dates.past])].filter((date) => date < dates.date).sort(),
    window:
      event.window === undefined
        ? (known?.window ?? usualWindow)
        : {startS: event.window.start, endS: event.window.end},
    launches: event.launches.length > 0 ? event.launches : (known?.launches ?? []),
    uplift: upliftOf(event),
  }
}

function pastDates(event: EventConfig): string[] {
  if (event.catalog === undefined || event.date === undefined) return []
  return yearsBefore(event.catalog, Number(event.date.slice(0, 4)))
}

function calendarDates(event: EventConfig, timezone: string, asOf: string): {date: string; past: string[]} {
  const eventId = event.catalog ?? ''
  const today = makeZone(timezone).date(instantOf(asOf))
  const thisYear = Number(today.slice(0, 4))
  const named = /-(20\d\d)$/.exec(event.id)?.[1]
  const years = named === undefined ? [thisYear, thisYear + 1] : [Number(named)]
  const dates = years.map((year) => eventDate({eventId, year, catalog: retailEvents})).filter((date) => date !== null)
  const date = named === undefined ? dates.find((candidate) => candidate >= today) : dates[0]
  if (date === undefined) {
    throw new PlanError('config', 'EVENT_UNDATED', `the calendar has no date of ${eventId} for ${years.join(' or ')}`, {
      suggestions: [`add date: YYYY-MM-DD to the event ${event.id} in ecom-plan.yaml`],
      place: {file: 'ecom-plan.yaml', field: `events.${event.id}`},
    })
  }
  return {date, past: yearsBefore(eventId, Number(date.slice(0, 4)))}
}

function yearsBefore(eventId: string, year: number): string[] {
  const years = Array.from({length: yearsBack}, (_, i) => year - yearsBack + i)
  return years.map((past) => eventDate({eventId, year: past, catalog: retailEvents})).filter((date) => date !== null)
}

function upliftOf({uplift}: EventConfig): PlannedEvent['uplift'] {
  if (uplift === undefined) return null
  if ('factor' in uplift) return {kind: 'factor', factorRatio: uplift.factor, why: uplift.why}
  return {kind: 'adjust', adjustRatio: Number.parseFloat(uplift.adjust) / 100, why: uplift.why}
}

/** `3.2` is a factor over an ordinary day, `+8%` an adjustment of what history says. */
function parseUplift(text: string): NonNullable<PlannedEvent['uplift']> {
  const why = 'given with --uplift'
  if (/^[+-]\d+(\.\d+)?%$/.test(text) && Number.parseFloat(text) > -100) {
    return {kind: 'adjust', adjustRatio: Number.parseFloat(text) / 100, why}
  }
  const factor = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && factor >= 0.1 && factor <= 100) return {kind: 'factor', factorRatio: factor, why}
  throw new PlanError(
    'usage',
    'UPLIFT_INVALID',
    `--uplift ${text} is neither a factor from 0.1 to 100 nor a change in percent`,
    {
      suggestions: ['a factor over an ordinary day: --uplift 3.2', 'a change of what history says: --uplift +8%'],
    },
  )
}

/**
 * The spans of every event that the config or the common calendar knows, past and to come, between two years: days
 * that say nothing of ordinary traffic and whose peaks are no storms.
 */
export function labelledSpans({
  config,
  asOf,
  fromYear,
  toYear,
}: {
  config: Config
  asOf: string
  fromYear: number
  toYear: number
}): Span[] {
  const own = config.events.flatMap((event) => {
    const planned = resolve(config, event, asOf)
    return [...planned.pastDates, planned.date].map((date) => spanOf(date, planned.window, planned.timezone))
  })
  const common = alwaysLabelled.flatMap((id) => {
    const known = retailEvents.find((candidate) => candidate.id === id)
    const years = Array.from({length: toYear - fromYear + 1}, (_, i) => fromYear + i)
    return years.flatMap((year) => {
      const date = eventDate({eventId: id, year, catalog: retailEvents})
      return known === undefined || date === null ? [] : [spanOf(date, known.window, config.timezone)]
    })
  })
  return [...own, ...common]
}

/** The day before a sale and the day after it are no ordinary days either. */
const aroundS = 86_400

function spanOf(date: string, window: {startS: number; endS: number}, timezone: string): Span {
  const midnightS = makeZone(timezone).instantS(date, '00:00')
  return {fromS: midnightS + window.startS - aroundS, toS: midnightS + window.endS + aroundS}
}
