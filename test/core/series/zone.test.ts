import fc from 'fast-check'
import {expect, test} from 'vitest'
import {addDays, daysBetween, instantOf, isoOf, makeZone} from '../../../src/core/series/zone.js'

const at = (zone: string, date: string, time: string) => isoOf(makeZone(zone).instantS(date, time))

test.each([
  ['America/New_York', '2026-11-27', '00:00', '2026-11-27T05:00:00.000Z'],
  ['America/New_York', '2026-07-04', '12:30', '2026-07-04T16:30:00.000Z'],
  // The hour that is repeated in autumn: the first of the two. 1 Nov 2026, 01:30 EDT.
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ['Asia/Kolkata', '2026-11-08', '00:00', '2026-11-07T18:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-12-26', '00:00', '2026-12-25T13:00:00.000Z'],
  ['Pacific/Auckland', '2026-11-27', '00:00', '2026-11-26T11:00:00.000Z'],
  ['UTC', '2026-02-28', '23:59', '2026-02-28T23:59:00.000Z'],
])('%s %s %s is %s', (zone, date, time, expected) => {
  expect(at(zone, date, time)).toBe(expected)
})

test('an hour that spring skips becomes the one after it', () => {
  // 8 Mar 2026: 02:00 EST is 03:00 EDT.
  expect(at('America/New_York', '2026-03-08', '02:30')).toBe('2026-03-08T07:30:00.000Z')
})

test('the date is that of the wall, on both sides of midnight and of a change of clocks', () => {
  const zone = makeZone('America/New_York')
  expect(zone.date(instantOf('2026-11-27T04:59:59Z'))).toBe('2026-11-26')
  expect(zone.date(instantOf('2026-11-27T05:00:00Z'))).toBe('2026-11-27')
  expect(zone.date(instantOf('2026-11-01T03:59:00Z'))).toBe('2026-10-31')
  expect(zone.date(instantOf('2026-11-02T04:59:00Z'))).toBe('2026-11-01')
})

test('property: midnight lies on its date, and a second before it does not', () => {
  const zones = ['America/New_York', 'Europe/London', 'Australia/Sydney', 'Asia/Kathmandu', 'America/St_Johns', 'UTC']
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({min: 0, max: 4000}), (name, days) => {
      const zone = makeZone(name)
      const date = addDays('2020-01-01', days)
      const midnightS = zone.instantS(date, '00:00')
      expect(zone.date(midnightS)).toBe(date)
      expect(zone.date(midnightS - 1)).toBe(addDays(date, -1))
      expect(daysBetween('2020-01-01', date)).toBe(days)
    }),
  )
})
