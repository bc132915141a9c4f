import {expect, test} from 'vitest'
import {runsOf} from '../../../src/core/recommend/schedule-runs.js'
import {readCron} from '../../../src/core/series/cron.js'

const isRun = (line: string, at: string) => readCron(line)?.(new Date(`${at}:00Z`)) ?? null

test('five fields as EC2 Auto Scaling has them', () => {
  expect(isRun('30 6 * * 1-5', '2026-11-27T06:30')).toBe(true) // a Friday
  expect(isRun('30 6 * * 1-5', '2026-11-28T06:30')).toBe(false)
  expect(isRun('*/15 22 * * *', '2026-11-27T22:45')).toBe(true)
  expect(isRun('0 0 * * 7', '2026-11-29T00:00')).toBe(true) // Sunday is 0 and 7
  expect(isRun('0 0 1,27 NOV *', '2026-11-27T00:00')).toBe(true)
  // Both days named: either is enough.
  expect(isRun('0 0 1 * FRI', '2026-11-27T00:00')).toBe(true)
})

test('six fields as Application Auto Scaling has them: Sunday is 1, and there is a year', () => {
  expect(isRun('0 20 ? * 6 *', '2026-11-27T20:00')).toBe(true)
  expect(isRun('0 20 ? * FRI 2026', '2026-11-27T20:00')).toBe(true)
  expect(isRun('0 20 ? * FRI 2027', '2026-11-27T20:00')).toBe(false)
  expect(isRun('0/30 20 27 11 ? 2026', '2026-11-27T20:30')).toBe(true)
})

test('what cannot be read is said, and never taken for no run', () => {
  for (const line of ['0 20 L * ? *', '0 20 ? * 6#3 *', '61 * * * *', '* * *', '', '5-1 * * * *', '*/0 * * * *']) {
    expect(readCron(line)).toBeNull()
  }
})

const window = {fromS: Date.UTC(2026, 9, 31) / 1000, toS: Date.UTC(2026, 10, 2, 12) / 1000}
const action = {name: 'a', timezone: null, minCount: null, maxCount: null, desiredCount: null}
const runs = (schedule: string, timezone: string | null = null) =>
  runsOf({...action, schedule, timezone}, window)?.map((atS) => new Date(atS * 1000).toISOString().slice(0, 16)) ?? null

test('runs in a window, across the end of summer time in New York', () => {
  expect(runs('0 8 * * *', 'America/New_York')).toEqual(['2026-10-31T12:00', '2026-11-01T13:00'])
  expect(runs('at(2026-11-01T08:00:00)', 'America/New_York')).toEqual(['2026-11-01T13:00'])
  expect(runs('2026-11-01T08:00:00Z')).toEqual(['2026-11-01T08:00'])
  expect(runs('2026-11-03T08:00:00Z')).toEqual([])
  expect(runs('cron(0 8 ? * SUN *)')).toEqual(['2026-11-01T08:00'])
  expect(runs('rate(1 day)')).toEqual(['2026-10-31T00:00'])
  expect(runs('every day')).toBeNull()
})
