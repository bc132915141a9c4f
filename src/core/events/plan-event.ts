import {retailEvents} from '../../catalog/retail-events.js'
import type {Config, EventConfig} from '../../documents/config.js'
import {PlanError} from '../../errors.js'
import {businessForecast} from '../forecast/business-forecast.js'
import type {PlannedEvent} from '../forecast/planned-event.js'
import {instantOf, makeZone} from '../series/zone.js'
import {eventDate} from './event-date.js'
import {plannedDrivers} from './planned-drivers.js'

/** A day and two hours from the evening before: what a sale without a window of its own is planned for. */
const usualWindow = {startS: -6 * 3600, endS: 26 * 3600}
/** How many years back past occurrences are looked for. */
const yearsBack = 6

/**
 * Picks the event to plan for and gathers what calendar and config say of it: date, past dates, window, launches.
 *
 * `wanted` is an id of the config; without it the next event whose window is not over. An id that ends in a year means
 * that year's date, else the next one. `upliftText` (`3.2` or `+8%`) takes the place of the config's. Throws
 * EVENT_UNKNOWN, EVENT_UNDATED, EVENT_PAST (none left), UPLIFT_INVALID, CENSORED_UNKNOWN, DRIVER_DATE_UNKNOWN,
 * BUSINESS_FORECAST_UNCLEAR.
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
  const planned = resolveEvent(config, chosen, asOf)
  const business = businessForecast(config, planned.id)
  return {...planned, ...(uplift === undefined ? {} : {uplift}), ...(business === null ? {} : {business})}
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
    .map((event) => ({event, planned: resolveEvent(config, event, asOf)}))
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

/** What calendar and config say of one event of the config: its next date, or the one that its id names. */
export function resolveEvent(config: Config, event: EventConfig, asOf: string): PlannedEvent {
  const timezone = event.timezone ?? config.timezone
  const known = retailEvents.find((candidate) => candidate.id === event.catalog)
  const dates =
    event.date === undefined ? calendarDates(event, timezone, asOf) : {date: event.date, past: pastDates(event)}
  const before = [...new Set([...event.previous, ...dates.past])].filter((date) => date < dates.date).sort()
  return {
    id: event.id,
    name: known === undefined ? event.id : `${known.name} ${dates.date.slice(0, 4)}`,
    date: dates.date,
    timezone,
    pastDates: before,
    ...censoredOf(event, before),
    ...plannedDrivers(event, before),
    window:
      event.window === undefined
        ? (known?.window ?? usualWindow)
        : {startS: event.window.start, endS: event.window.end},
    launches: event.launches.length > 0 ? event.launches : (known?.launches ?? []),
    ...(event.ramp === undefined ? {} : {rampS: event.ramp}),
    uplift: upliftOf(event),
    ...likeOf(config, event, asOf),
  }
}

/** The past dates that the user says ran into a limit; `true` means the last, and an empty list that none did. */
function censoredOf({id, censored}: EventConfig, before: readonly string[]): Pick<PlannedEvent, 'censoredDates'> {
  if (censored === undefined) return {}
  if (censored === false) return {censoredDates: []}
  if (censored === true) return {censoredDates: before.slice(-1)}
  const unknown = censored.find((date) => !before.includes(date))
  if (unknown === undefined) return {censoredDates: censored}
  throw new PlanError('config', 'CENSORED_UNKNOWN', `${unknown} is no past date of ${id}, so it cannot be censored`, {
    suggestions: [
      before.length === 0 ? `add it to previous of ${id}` : `its past dates: ${before.join(', ')}`,
      'or write censored: true for the last of them',
    ],
    place: {file: 'ecom-plan.yaml', field: `events.${id}.censored`},
  })
}

/** An event of the retail calendar about which the config says nothing. */
const bareEvent = {previous: [], launches: []}

/** What an event is taken after: the dates of another one of the config, or of the retail calendar, that are over. */
function likeOf(config: Config, {id, like}: EventConfig, asOf: string): Pick<PlannedEvent, 'like'> {
  if (like === undefined) return {}
  const others = config.events.filter((event) => event.id !== id)
  const own = others.find((event) => event.id === like.event) ?? others.find(({catalog}) => catalog === like.event)
  const known = retailEvents.find((event) => event.id === like.event)
  if (own === undefined && known === undefined) {
    throw new PlanError('config', 'EVENT_UNKNOWN', `${id} is said to be like ${like.event}, which is no event`, {
      suggestions: [
        `name an event of the config, ${config.events.map((event) => event.id).join(', ')}, or one of: ecom-plan events list`,
      ],
      place: {file: 'ecom-plan.yaml', field: `events.${id}.like.event`},
    })
  }
  const other = own ?? {...bareEvent, id: like.event, catalog: like.event}
  const {like: _further, ...plain} = other
  const {name, pastDates, date, censoredDates = []} = resolveEvent(config, plain, asOf)
  const today = makeZone(config.timezone).date(instantOf(asOf))
  const dates = [...pastDates, date].filter((past) => past < today)
  return {
    like: {
      id: like.event,
      name: known?.name ?? name,
      dates,
      censoredDates,
      factorRatio: like.factor,
      why: like.why ?? null,
    },
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
  const percent = Number.parseFloat(text)
  if (/^[+-]\d+(\.\d+)?%$/.test(text) && percent >= -90 && percent <= 9900) {
    return {kind: 'adjust', adjustRatio: Number.parseFloat(text) / 100, why}
  }
  const factor = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && factor >= 0.1 && factor <= 100) return {kind: 'factor', factorRatio: factor, why}
  throw new PlanError(
    'usage',
    'UPLIFT_INVALID',
    `--uplift ${text} is neither a factor from 0.1 to 100 nor a change from -90% to +9900%`,
    {
      suggestions: ['a factor over an ordinary day: --uplift 3.2', 'a change of what history says: --uplift +8%'],
    },
  )
}
