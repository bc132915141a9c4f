import type {RetailEvent} from '../../catalog/retail-event.js'
import {nearestName} from '../../documents/nearest-name.js'
import {PlanError} from '../../errors.js'
import {eventOccurrences} from '../events/event-date.js'
import type {DraftEvent} from './draft-config.js'

/** What a shop that says nothing is planned for. */
export const usualEvents = ['black-friday', 'cyber-monday'] as const

/**
 * The next day of each catalogue event on or after `asOfDate` (an ISO date), in order of their days.
 *
 * Throws EVENT_UNKNOWN for an id that the calendar does not have, with the nearest, and EVENT_UNDATED for a sale whose
 * date is announced each year, or whose table ends.
 */
export function nextDates({
  ids,
  asOfDate,
  catalog,
}: {
  ids: readonly string[]
  asOfDate: string
  catalog: readonly RetailEvent[]
}): DraftEvent[] {
  return [...new Set(ids)]
    .map((id) => nextDate({id, asOfDate, catalog}))
    .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
}

function nextDate({
  id,
  asOfDate,
  catalog,
}: {
  id: string
  asOfDate: string
  catalog: readonly RetailEvent[]
}): DraftEvent {
  const known = catalog.find((event) => event.id === id)
  if (known === undefined) {
    const near = nearestName(
      id,
      catalog.map((event) => event.id),
    )
    throw new PlanError('usage', 'EVENT_UNKNOWN', `the retail calendar has no event ${id}`, {
      suggestions: [...(near === undefined ? [] : [`--event ${near}`]), 'ecom-plan events list'],
    })
  }
  const year = Number(asOfDate.slice(0, 4))
  const date = eventOccurrences({eventId: id, fromYear: year, toYear: year + 1, catalog}).find(
    (candidate) => candidate >= asOfDate,
  )
  if (date !== undefined) return {catalog: id, date, name: known.name}
  throw new PlanError('usage', 'EVENT_UNDATED', `the calendar has no day of ${id} in ${year} or ${year + 1}`, {
    suggestions: [
      'leave it out, and add it to the file with its date: {id: my-sale, date: YYYY-MM-DD}',
      'ecom-plan events next',
    ],
  })
}
