import {isInside} from '../series/find-anomalies.js'
import {addDays} from '../series/zone.js'
import type {KnownSeries, SeriesLabels} from './known-series.js'
import type {PlannedEvent} from './planned-event.js'

const stepDays = 28
/** Before the first origin: four weeks of level for the lead, and four weeks to learn from. */
const leastHistoryDays = 56
/** A day that is no ordinary one gives way to the next that is, within a week. */
const mostShiftDays = 6
/** Earlier days of the same weekday that the forecast learns from. */
const learnedWeeks = 8

/**
 * Ordinary days to forecast from rolling origins every 28 days, newest first: of each origin the first ordinary day
 * `leadDays` or more later, as an event of 24 hours whose earlier occurrences are the same weekdays of the eight weeks
 * before the origin, so that it goes the same way as an event.
 */
export function rollingDays({
  whole,
  labels,
  leadDays,
}: {
  whole: KnownSeries
  labels: SeriesLabels
  leadDays: number
}): PlannedEvent[] {
  const {peaks, zone, asOfDate} = whole
  const first = [...peaks.keys()].sort()[0]
  if (first === undefined) return []
  const isOrdinary = (date: string) =>
    (peaks.get(date) ?? 0) > 0 && !isInside(labels.labelled, zone.instantS(date, '12:00'))
  const days: PlannedEvent[] = []
  const earliest = addDays(first, leastHistoryDays)
  for (
    let origin = addDays(asOfDate, -leadDays - mostShiftDays);
    origin >= earliest;
    origin = addDays(origin, -stepDays)
  ) {
    const shifted = Array.from({length: mostShiftDays + 1}, (_, shift) => addDays(origin, leadDays + shift))
    const date = shifted.find(isOrdinary)
    if (date !== undefined) days.push(ordinaryDay({date, origin, timezone: zone.name, isOrdinary}))
  }
  return days
}

function ordinaryDay({
  date,
  origin,
  timezone,
  isOrdinary,
}: {
  date: string
  origin: string
  timezone: string
  isOrdinary: (date: string) => boolean
}): PlannedEvent {
  const weeks = Array.from({length: 60}, (_, i) => addDays(date, -7 * (i + 1)))
  const before = weeks.filter((day) => day < origin && isOrdinary(day)).slice(0, learnedWeeks)
  return {
    id: 'ordinary-day',
    name: 'Ordinary day',
    date,
    timezone,
    pastDates: before.reverse(),
    window: {startS: 0, endS: 86_400},
    launches: [],
    uplift: null,
  }
}
