import {assert, integer, property} from 'fast-check'
import {expect, test} from 'vitest'
import {dueReport} from '../../../src/core/report-history/due-report.ts'
import {reportConfigSchema} from '../../../src/documents/config-report.ts'

const {cadence} = reportConfigSchema.parse({})
const newYork = {
  cadence,
  timezone: 'America/New_York',
  // Thanksgiving 18:00 to Saturday 02:00, EST.
  windowStartAt: '2026-11-26T23:00:00.000Z',
  windowEndAt: '2026-11-28T07:00:00.000Z',
}
const before = (at: string) => ({at, isAfter: false})
const due = (nowAt: string, ...last: string[]) => dueReport({...newYork, made: last.map(before), nowAt})

test.each([
  // now, the last report, is it due, when the next is
  ['56 days and a minute ahead', '2026-10-01T22:59:00Z', [], false, '2026-10-01T23:00:00.000Z'],
  ['56 days ahead', '2026-10-01T23:00:00Z', [], true, null],
  ['a week ahead of the next', '2026-10-05T10:00:00Z', ['2026-10-01T23:10:00Z'], false, '2026-10-08T04:00:00.000Z'],
  ['a week later, though an hour earlier', '2026-10-08T22:10:00Z', ['2026-10-01T23:10:00Z'], true, null],
  // Clocks go back on 1 November 2026: 06:00 local is 10:00Z on the one side, 11:00Z on the other.
  ['weekly over the end of summer time', '2026-11-02T11:00:00Z', ['2026-10-26T10:00:00Z'], true, null],
  ['the day before that', '2026-11-01T11:00:00Z', ['2026-10-26T10:00:00Z'], false, '2026-11-02T05:00:00.000Z'],
  // 14 days ahead it is daily, from 12 November 18:00 local on.
  [
    '15 days ahead, made yesterday',
    '2026-11-11T23:00:00Z',
    ['2026-11-10T11:00:00Z'],
    false,
    '2026-11-12T23:00:00.000Z',
  ],
  ['the same a day later', '2026-11-12T23:00:00Z', ['2026-11-10T11:00:00Z'], true, null],
  ['daily, the job of the next morning ran early', '2026-11-16T10:58:00Z', ['2026-11-15T11:23:00Z'], true, null],
  ['daily, the same day again', '2026-11-15T23:00:00Z', ['2026-11-15T11:23:00Z'], false, '2026-11-16T05:00:00.000Z'],
  // Two days ahead every six hours.
  ['six hours less half an hour', '2026-11-25T16:30:00Z', ['2026-11-25T11:00:00Z'], true, null],
  ['five hours', '2026-11-25T16:00:00Z', ['2026-11-25T11:00:00Z'], false, '2026-11-25T16:24:00.000Z'],
  ['while the window is open', '2026-11-27T18:00:00Z', ['2026-11-27T11:00:00Z'], true, null],
  ['at its end the one after it', '2026-11-28T06:00:00Z', ['2026-11-28T02:00:00Z'], false, '2026-11-28T07:00:00.000Z'],
] as const)('%s', (_name, nowAt, made, isDue, nextAt) => {
  const found = due(nowAt, ...made)
  expect(found.isDue).toBe(isDue)
  if (nextAt !== null) expect(found.nextAt).toBe(nextAt)
})

test('over the start of summer time a day of 23 hours is a day', () => {
  const spring = {...newYork, windowStartAt: '2026-03-12T22:00:00Z', windowEndAt: '2026-03-14T06:00:00Z'}
  // 06:00 EST on Saturday, then 06:00 EDT on Sunday 8 March.
  const found = dueReport({...spring, made: [before('2026-03-07T11:00:00Z')], nowAt: '2026-03-08T10:00:00Z'})
  expect(found.isDue).toBe(true)
})

test('after the window one report of what came of it, within two days', () => {
  expect(due('2026-11-28T07:00:00Z', '2026-11-28T06:00:00Z')).toMatchObject({isDue: true, isAfter: true})
  expect(due('2026-11-30T07:00:00Z', '2026-11-28T06:00:00Z')).toMatchObject({isDue: true, isAfter: true})
  expect(due('2026-11-30T07:00:01Z', '2026-11-28T06:00:00Z')).toMatchObject({isDue: false, nextAt: null})
  const made = [{at: '2026-11-28T08:00:00Z', isAfter: true}]
  expect(dueReport({...newYork, made, nowAt: '2026-11-28T09:00:00Z'})).toMatchObject({isDue: false, nextAt: null})
  const without = dueReport({...newYork, cadence: cadence.slice(0, 3), made: [], nowAt: '2026-11-28T09:00:00Z'})
  expect(without).toMatchObject({isDue: false, nextAt: null})
})

test('what is not due now is due at the instant that is named, and not a second before', () => {
  const start = Date.parse(newYork.windowStartAt) / 1000
  const iso = (s: number) => new Date(s * 1000).toISOString()
  assert(
    property(integer({min: 60, max: 60 * 86_400}), integer({min: 0, max: 8 * 86_400}), (leadS, agoS) => {
      const nowS = start - leadS
      const made = iso(nowS - agoS)
      const found = due(iso(nowS), made)
      if (found.isDue || found.nextAt === null) return
      const nextS = Date.parse(found.nextAt) / 1000
      expect(nextS).toBeGreaterThan(nowS)
      expect(due(found.nextAt, made).isDue).toBe(true)
      expect(due(iso(nextS - 1), made).isDue).toBe(false)
    }),
  )
})
