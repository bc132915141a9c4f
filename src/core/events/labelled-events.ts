import {retailEvents} from '../../catalog/retail-events.js'
import type {Config} from '../../documents/config.js'
import type {LabelledEvent} from '../forecast/planned-event.js'
import {eventDate} from './event-date.js'
import {resolveEvent} from './plan-event.js'

/** Days that no shop calls ordinary, whatever its config plans for. */
const alwaysLabelled = ['thanksgiving', 'black-friday', 'cyber-monday', 'christmas-eve', 'boxing-day']

/**
 * Every event that the config or the common calendar knows, with its dates past and to come: the calendar's between
 * two years, the config's as far back as it knows them. Their days say nothing of ordinary traffic, and their peaks are
 * no storms. A common event that the config plans for itself is there once, as the config has it.
 */
export function labelledEvents({
  config,
  asOf,
  fromYear,
  toYear,
}: {
  config: Config
  asOf: string
  fromYear: number
  toYear: number
}): LabelledEvent[] {
  const own = config.events.map((event): LabelledEvent => {
    const {id, date, pastDates, window, timezone} = resolveEvent(config, event, asOf)
    return {id, dates: [...pastDates, date], window, timezone}
  })
  const planned = new Set(config.events.map(({catalog}) => catalog))
  const years = Array.from({length: toYear - fromYear + 1}, (_, i) => fromYear + i)
  const common = retailEvents
    .filter(({id}) => alwaysLabelled.includes(id) && !planned.has(id))
    .map(({id, window}): LabelledEvent => {
      const dates = years.map((year) => eventDate({eventId: id, year, catalog: retailEvents}))
      return {id, dates: dates.filter((date) => date !== null), window, timezone: config.timezone}
    })
  return [...own, ...common]
}
