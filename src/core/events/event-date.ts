import type {EventRule, RetailEvent} from '../../catalog/retail-event.js'
import {PlanError} from '../../errors.js'
import {easterSunday} from './easter-sunday.js'

const dayMs = 86_400_000

/**
 * The day of a catalog event in a year, as an ISO date, or null where none is known: the sale is announced each year,
 * or its table ends. The first one, where a year of the sun has two (Ramadan 2030).
 *
 * Throws EVENT_UNKNOWN for an id that the catalog does not have.
 */
export function eventDate({eventId, year, catalog}: {eventId: string; year: number; catalog: readonly RetailEvent[]}) {
  return eventOccurrences({eventId, fromYear: year, toYear: year, catalog})[0] ?? null
}

/** Every day of a catalog event between two years, both included, in order. Throws EVENT_UNKNOWN. */
export function eventOccurrences({
  eventId,
  fromYear,
  toYear,
  catalog,
}: {
  eventId: string
  fromYear: number
  toYear: number
  catalog: readonly RetailEvent[]
}): string[] {
  const event = catalog.find(({id}) => id === eventId)
  if (event === undefined) {
    throw new PlanError('usage', 'EVENT_UNKNOWN', `the retail calendar has no event ${eventId}`, {
      suggestions: ['ecom-plan events list'],
    })
  }
  return occurrences({rule: event.rule, fromYear, toYear})
}

/**
 * The next events on or after a day, soonest first; `market` (ISO 3166-1) keeps those that matter there.
 *
 * Looks three years ahead. Announced sales have no date and are not among them.
 */
export function nextEvents({
  asOfDate,
  market,
  count,
  catalog,
}: {
  asOfDate: string
  market?: string | undefined
  count: number
  catalog: readonly RetailEvent[]
}): {event: RetailEvent; date: string}[] {
  const year = Number(asOfDate.slice(0, 4))
  return catalog
    .filter(({markets}) => market === undefined || markets.length === 0 || markets.includes(market))
    .flatMap((event) =>
      occurrences({rule: event.rule, fromYear: year, toYear: year + 3}).map((date) => ({event, date})),
    )
    .filter(({date}) => date >= asOfDate)
    .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
    .slice(0, count)
}

function occurrences({rule, fromYear, toYear}: {rule: EventRule; fromYear: number; toYear: number}): string[] {
  const isWanted = (date: string) => Number(date.slice(0, 4)) >= fromYear && Number(date.slice(0, 4)) <= toYear
  if (rule.kind === 'table') return rule.dates.filter(isWanted)
  if (rule.kind === 'announced') return []
  const years = Array.from({length: Math.max(0, toYear - fromYear + 1)}, (_, index) => fromYear + index)
  return years.map((year) => isoDate(dayInYear(rule, year)))
}

function dayInYear(rule: Exclude<EventRule, {kind: 'table' | 'announced'}>, year: number): number {
  if (rule.kind === 'easter') return easterSunday(year) + rule.plusDays * dayMs
  if (rule.kind === 'fixed') return Date.UTC(year, rule.month - 1, rule.day)
  if (rule.kind === 'last-before') {
    const before = Date.UTC(year, rule.month - 1, rule.day - 1)
    return before - ((weekdayOf(before) - rule.weekday + 7) % 7) * dayMs
  }
  const first = Date.UTC(year, rule.month - 1, 1)
  const days = ((rule.weekday - weekdayOf(first) + 7) % 7) + (rule.nth - 1) * 7 + (rule.plusDays ?? 0)
  return first + days * dayMs
}

const weekdayOf = (ms: number) => new Date(ms).getUTCDay()

const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10)
