import fc from 'fast-check'
import {expect, test} from 'vitest'
import {retailEvents} from '../../../src/catalog/retail-events.js'
import {eventDate, eventOccurrences, nextEvents} from '../../../src/core/events/event-date.js'

const years = [2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032]
const date = (eventId: string, year: number) => eventDate({eventId, year, catalog: retailEvents})

/** Month-day, 2023 to 2032. Moving feasts agree with public calendars; days of a rule are written out here. */
const known: Record<string, string> = {
  thanksgiving: '11-23 11-28 11-27 11-26 11-25 11-23 11-22 11-28 11-27 11-25',
  'black-friday': '11-24 11-29 11-28 11-27 11-26 11-24 11-23 11-29 11-28 11-26',
  'cyber-monday': '11-27 12-02 12-01 11-30 11-29 11-27 11-26 12-02 12-01 11-29',
  'green-monday': '12-11 12-09 12-08 12-14 12-13 12-11 12-10 12-09 12-08 12-13',
  'super-saturday': '12-23 12-21 12-20 12-19 12-18 12-23 12-22 12-21 12-20 12-18',
  easter: '04-09 03-31 04-20 04-05 03-28 04-16 04-01 04-21 04-13 03-28',
  'mothering-sunday': '03-19 03-10 03-30 03-15 03-07 03-26 03-11 03-31 03-23 03-07',
  'mothers-day': '05-14 05-12 05-11 05-10 05-09 05-14 05-13 05-12 05-11 05-09',
  'fathers-day': '06-18 06-16 06-15 06-21 06-20 06-18 06-17 06-16 06-15 06-20',
  'lunar-new-year': '01-22 02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11',
  diwali: '11-12 10-31 10-20 11-08 10-29 10-17 11-05 10-26 11-14 11-02',
  'eid-al-fitr': '04-21 04-10 03-30 03-20 03-09 02-26 02-14 02-04 01-24 01-14',
  'singles-day': Array(10).fill('11-11').join(' '),
  '618': Array(10).fill('06-18').join(' '),
  'boxing-day': Array(10).fill('12-26').join(' '),
}

test.each(Object.entries(known))('%s, 2023 to 2032', (eventId, days) => {
  expect(years.map((year) => date(eventId, year))).toEqual(
    days.split(' ').map((day, index) => `${2023 + index}-${day}`),
  )
})

test('Black Friday is not the fourth Friday: in 2024 and 2030 that is a week before', () => {
  expect([date('black-friday', 2024), date('black-friday', 2030)]).toEqual(['2024-11-29', '2030-11-29'])
})

test('Super Saturday is never Christmas Eve', () => {
  expect(date('super-saturday', 2022)).toBe('2022-12-17')
})

test('Easter of other centuries', () => {
  expect([1818, 1900, 1954, 2000, 2038, 2100].map((year) => date('easter', year))).toEqual([
    '1818-03-22',
    '1900-04-15',
    '1954-04-18',
    '2000-04-23',
    '2038-04-25',
    '2100-03-28',
  ])
})

test('weekdays hold in every year', () => {
  const weekday = (eventId: string, year: number) => new Date(date(eventId, year) ?? '').getUTCDay()
  fc.assert(
    fc.property(fc.integer({min: 1970, max: 2200}), (year) => {
      const days = ['thanksgiving', 'black-friday', 'cyber-monday', 'super-saturday', 'easter'].map((id) =>
        weekday(id, year),
      )
      expect(days).toEqual([4, 5, 1, 6, 0])
      const easter = date('easter', year)?.slice(5) ?? ''
      expect(easter >= '03-22' && easter <= '04-25').toBe(true)
    }),
  )
})

test('two Ramadans in 2030, and none in a year after the table', () => {
  expect(eventOccurrences({eventId: 'ramadan', fromYear: 2030, toYear: 2031, catalog: retailEvents})).toEqual([
    '2030-01-05',
    '2030-12-26',
    '2031-12-16',
  ])
  expect(date('diwali', 2040)).toBeNull()
})

test('an announced sale has no date until somebody gives it', () => {
  expect(date('prime-day', 2026)).toBeNull()
})

test('an event that the calendar has not', () => {
  expect(() => date('blakc-friday', 2026)).toThrow('the retail calendar has no event blakc-friday')
})

test('the next events, today included, soonest first, for a market', () => {
  const next = nextEvents({asOfDate: '2026-11-27', market: 'US', count: 3, catalog: retailEvents})
  expect(next.map(({event, date: day}) => `${event.id} ${day}`)).toEqual([
    'black-friday 2026-11-27',
    'cyber-monday 2026-11-30',
    'green-monday 2026-12-14',
  ])
  const china = nextEvents({asOfDate: '2027-01-02', market: 'CN', count: 40, catalog: retailEvents})
  expect(china.map(({event}) => event.id)).toContain('618')
  expect(china.map(({event}) => event.id)).not.toContain('thanksgiving')
})
