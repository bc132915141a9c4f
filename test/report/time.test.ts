import fc from 'fast-check'
import {expect, test} from 'vitest'
import {timeTicks} from '../../src/report/axis.ts'
import {dateInWords, eventClock, utcIso} from '../../src/report/time.ts'

const newYork = eventClock('America/New_York')

test('times stand in the event zone with its abbreviation', () => {
  expect(newYork.stamp('2026-11-28T01:15:00Z')).toBe('Fri 27 Nov 20:15 EST')
  expect(newYork.range('2026-11-26T23:00:00.000Z', '2026-11-28T07:00:00.000Z')).toBe(
    'Thu 26 Nov 18:00 → Sat 28 Nov 02:00 EST',
  )
  expect(newYork.dated('2025-11-02T05:00:00Z')).toBe('Sun 2 Nov 2025 01:00 EDT')
  expect(dateInWords('2026-11-27')).toBe('27 Nov 2026')
  expect(utcIso('2026-11-28T01:15:00.000Z')).toBe('2026-11-28T01:15:00Z')
})

test('abbreviations of other markets, and an offset where English has none', () => {
  const july = '2026-07-01T12:00:00Z'
  const zones = ['Europe/London', 'Europe/Berlin', 'Australia/Sydney', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC']
  expect(zones.map((zone) => eventClock(zone).zone(july))).toEqual(['BST', 'CEST', 'AEST', 'IST', 'UTC-3', 'UTC'])
})

test('summer time ends on 1 Nov 2026 in New York: the hour from 01:00 comes twice', () => {
  expect(newYork.stamp('2026-11-01T05:30:00Z')).toBe('Sun 1 Nov 01:30 EDT')
  expect(newYork.stamp('2026-11-01T06:30:00Z')).toBe('Sun 1 Nov 01:30 EST')
  expect(newYork.range('2026-10-31T22:00:00Z', '2026-11-01T22:00:00Z')).toBe(
    'Sat 31 Oct 18:00 EDT → Sun 1 Nov 17:00 EST',
  )
  expect(newYork.localIso('2026-11-01T05:30:00Z')).toBe('2026-11-01T01:30:00-04:00')
  expect(newYork.localIso('2026-11-01T06:30:00Z')).toBe('2026-11-01T01:30:00-05:00')
})

test('summer time begins on 29 Mar 2026 in Berlin: 02:00 does not exist', () => {
  const berlin = eventClock('Europe/Berlin')
  expect(berlin.stamp('2026-03-29T00:59:00Z')).toBe('Sun 29 Mar 01:59 CET')
  expect(berlin.stamp('2026-03-29T01:00:00Z')).toBe('Sun 29 Mar 03:00 CEST')
})

test('ticks stay on round local hours across the end of summer time', () => {
  const ticks = timeTicks({
    clock: newYork,
    fromMs: Date.parse('2026-10-31T22:00:00Z'),
    toMs: Date.parse('2026-11-02T05:00:00Z'),
    mostTicks: 6,
  })
  expect(ticks.map((tick) => tick.label)).toEqual(['18:00', 'Sun 1', '06:00', '12:00', '18:00', 'Mon 2'])
  // 7 h between midnight and 06:00 that night.
  expect((ticks[2]?.atMs ?? 0) - (ticks[1]?.atMs ?? 0)).toBe(7 * 3_600_000)
})

test('ticks of a zone off by half an hour lie on its own hours', () => {
  const clock = eventClock('Asia/Kolkata')
  const ticks = timeTicks({
    clock,
    fromMs: Date.parse('2026-11-08T00:00:00Z'),
    toMs: Date.parse('2026-11-09T00:00:00Z'),
    mostTicks: 4,
  })
  expect(ticks.map((tick) => clock.local(tick.atMs).minute)).toEqual([0, 0, 0, 0])
})

test('a local time with its offset is the same instant, in any zone', () => {
  const zones = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia']
  const clocks = zones.map(eventClock)
  const seconds = fc.integer({min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000})
  fc.assert(
    fc.property(seconds, fc.constantFrom(...clocks), (epochS, clock) => {
      expect(Date.parse(clock.localIso(epochS * 1000))).toBe(epochS * 1000)
    }),
  )
})
