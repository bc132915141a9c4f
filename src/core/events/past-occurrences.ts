import type {Untested} from '../../documents/backtest.js'
import type {Config} from '../../documents/config.js'
import {PlanError} from '../../errors.js'
import {driversAsOf} from '../forecast/drivers-as-of.js'
import type {PlannedEvent} from '../forecast/planned-event.js'
import {instantOf, makeZone} from '../series/zone.js'
import {planEvent} from './plan-event.js'

/**
 * Every occurrence of the config's events whose window had ended at `asOf`, oldest first, each as it would have been
 * planned then: with the earlier dates alone, and without the uplift and the business's forecast, which are of the next
 * one. A driver stands at its value of that date. `wanted` keeps one event. An event that has no date to start from is
 * in `untested`.
 *
 * Throws EVENT_UNKNOWN for a `wanted` that the config does not have.
 */
export function pastOccurrences({config, asOf, wanted}: {config: Config; asOf: string; wanted: string | undefined}): {
  occurrences: PlannedEvent[]
  untested: Untested[]
} {
  const untested: Untested[] = []
  const ids = wanted === undefined ? config.events.map(({id}) => id) : [wanted]
  const occurrences = ids.flatMap((id) => {
    try {
      return occurrencesOf(planEvent({config, wanted: id, asOf, upliftText: undefined}), asOf)
    } catch (error) {
      if (!(error instanceof PlanError) || error.code !== 'EVENT_UNDATED') throw error
      untested.push({eventId: id, eventName: id, date: null, leadS: null, why: error.message})
      return []
    }
  })
  return {occurrences: occurrences.sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))), untested}
}

function occurrencesOf({business: _ofTheNext, ...planned}: PlannedEvent, asOf: string): PlannedEvent[] {
  const zone = makeZone(planned.timezone)
  const {like, censoredDates, drivers} = planned
  return [...planned.pastDates, planned.date]
    .filter((date) => zone.instantS(date, '00:00') + planned.window.endS <= instantOf(asOf))
    .map((date) => ({
      ...planned,
      date,
      name: planned.name.replace(/ \d{4}$/, ` ${date.slice(0, 4)}`),
      pastDates: planned.pastDates.filter((past) => past < date),
      uplift: null,
      ...(censoredDates === undefined ? {} : {censoredDates}),
      ...(drivers === undefined ? {} : {drivers: date === planned.date ? drivers : driversAsOf(drivers, date)}),
      ...(like === undefined ? {} : {like: {...like, dates: like.dates.filter((past) => past < date)}}),
    }))
}
