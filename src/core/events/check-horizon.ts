import {PlanError} from '../../errors.js'
import type {PlannedEvent} from '../forecast/planned-event.js'
import {daysBetween, instantOf, makeZone} from '../series/zone.js'

/** A year and a month: next year's date of an event that has just passed is still within it. */
const farthestDays = 400

/**
 * Refuses an event that lies farther ahead than a forecast reaches: beyond a year and a month nothing in the history
 * says how the shop will have grown. Throws EVENT_TOO_FAR.
 */
export function checkHorizon(event: PlannedEvent, asOf: string): void {
  const asOfDate = makeZone(event.timezone).date(instantOf(asOf))
  const leadDays = daysBetween(asOfDate, event.date)
  if (leadDays <= farthestDays) return
  throw new PlanError(
    'data',
    'EVENT_TOO_FAR',
    `${event.id} (${event.date}) is ${leadDays} days after ${asOfDate}; a forecast reaches ${farthestDays} days`,
    {suggestions: ['plan a nearer event: ecom-plan events next', 'or correct its date in ecom-plan.yaml']},
  )
}
