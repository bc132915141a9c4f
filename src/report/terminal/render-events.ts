import {dateInWords, eventClock} from '../time.js'
import {makeScreen, type ScreenOptions} from './screen.js'
import {renderTable} from './table.js'

/** One sale event of the calendar. */
export type EventRow = {
  id: string
  name: string
  /** Null where the date is not announced. */
  date: string | null
  /** The planning window in UTC. */
  startAt: string | null
  endAt: string | null
  timezone: string
  certainty: string
}

/** A table of events, in the order given: dates, windows in each event's own zone, and how sure the date is. */
export function renderEventsText(events: readonly EventRow[], options: ScreenOptions): string {
  const screen = makeScreen(options)
  if (events.length === 0) return `${screen.plain('No event.')}\n`
  const lines = renderTable({
    screen,
    columns: [
      {label: 'Event', floor: 20},
      {label: 'Name', floor: 12, dropOrder: 1},
      {label: 'Date', floor: 11},
      {label: 'Window', floor: 18, dropOrder: 2},
      {label: 'Certainty', floor: 9, dropOrder: 3},
    ],
    rows: events.map((event) => [
      {text: event.id, style: 'bold'},
      {text: event.name},
      {text: event.date === null ? 'not announced' : dateInWords(event.date)},
      {text: windowOf(event), style: 'dim'},
      {text: event.certainty},
    ]),
  })
  return `${lines.join('\n')}\n`
}

function windowOf({startAt, endAt, timezone}: EventRow): string {
  return startAt === null || endAt === null ? '' : eventClock(timezone).range(startAt, endAt)
}
