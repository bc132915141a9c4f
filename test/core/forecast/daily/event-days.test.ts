import {expect, test} from 'vitest'
import {eventDays} from '../../../../src/core/forecast/daily/event-days.js'

const hourS = 3600
const peaks = new Map([
  ['2026-11-02', 12],
  ['2026-10-30', 10],
  ['2026-11-05', 99],
])
const blackFriday = {id: 'black-friday', dates: ['2025-11-28', '2026-11-27']}

test('days become one value each from the first, without those after the forecast was made', () => {
  expect(eventDays({peaks, events: [], asOfDate: '2026-11-03', untilDate: '2026-11-28'})).toEqual({
    values: [10, null, null, 12, null],
    firstDay: Date.UTC(2026, 9, 30) / 86_400_000,
    events: [],
    horizonDays: 25,
  })
})

test.each([
  ['the day itself', 0, 24, 0, 0],
  ['from the evening before', -6, 26, 0, 0],
  ['a day before to two after', -24, 72, -1, 2],
  ['an hour of the day', 10, 11, 0, 0],
])('a window of %s', (_, startHour, endHour, lo, hi) => {
  const window = {startS: startHour * hourS, endS: endHour * hourS}
  const events = [{...blackFriday, window}]
  expect(eventDays({peaks, events, asOfDate: '2026-11-03', untilDate: '2026-11-28'})?.events).toEqual([
    {id: 'black-friday', day: Date.UTC(2025, 10, 28) / 86_400_000, lo, hi},
    {id: 'black-friday', day: Date.UTC(2026, 10, 27) / 86_400_000, lo, hi},
  ])
})

test('without a measured day there is nothing to forecast from', () => {
  expect(eventDays({peaks, events: [], asOfDate: '2026-10-01', untilDate: '2026-11-28'})).toBeNull()
})
