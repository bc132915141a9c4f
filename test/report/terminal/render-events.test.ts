import {expect, test} from 'vitest'
import {type EventRow, renderEventsText} from '../../../src/report/terminal/render-events.ts'

const events: EventRow[] = [
  {
    id: 'black-friday-2026',
    name: 'Black Friday 2026',
    date: '2026-11-27',
    startAt: '2026-11-26T23:00:00Z',
    endAt: '2026-11-28T07:00:00Z',
    timezone: 'America/New_York',
    certainty: 'rule',
  },
  {
    id: 'prime-day-2027',
    name: 'Prime Day',
    date: null,
    startAt: null,
    endAt: null,
    timezone: 'UTC',
    certainty: 'announced',
  },
]
const options = {width: null, color: false, ascii: false}

test('events with dates, windows in their zone and certainty', () => {
  expect(renderEventsText(events, options)).toBe(
    [
      '  Event              Name               Date           Window                                   Certainty',
      `  ${'─'.repeat(103)}`,
      '  black-friday-2026  Black Friday 2026  27 Nov 2026    Thu 26 Nov 18:00 → Sat 28 Nov 02:00 EST  rule',
      '  prime-day-2027     Prime Day          not announced                                           announced',
      '',
    ].join('\n'),
  )
})

test('no event says so', () => {
  expect(renderEventsText([], options)).toBe('No event.\n')
})
