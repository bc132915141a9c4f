import fc from 'fast-check'
import {expect, test} from 'vitest'
import {coverageOf} from '../../../src/core/pull/coverage-of.js'

const metric = {
  namespace: 'AWS/RDS',
  metricName: 'CPUUtilization',
  dimensions: {DBInstanceIdentifier: 'db'},
  stat: 'Average',
}
const window = (periodS: number, fromAt: string, toAt: string) => ({periodS, fromAt, toAt})
const ofOne = (asOf: string, ...windows: ReturnType<typeof window>[]) =>
  coverageOf({queries: [{metric, windows}], asOf}).map(({fromAt, toAt}) => [fromAt.slice(11, 16), toAt.slice(11, 16)])

test('the last ten minutes are asked again, whole steps of the period', () => {
  const minutes = window(60, '2026-11-02T00:00:00Z', '2026-11-02T06:00:00Z')
  expect(ofOne('2026-11-02T06:10:00Z', minutes)).toEqual([['00:00', '06:00']])
  expect(ofOne('2026-11-02T06:02:00Z', minutes)).toEqual([['00:00', '05:52']])
  const hours = window(3600, '2026-11-02T00:00:00Z', '2026-11-02T06:00:00Z')
  expect(ofOne('2026-11-02T06:02:00Z', hours)).toEqual([['00:00', '05:00']])
  expect(ofOne('2026-11-02T00:05:00Z', minutes)).toEqual([])
})

test('another place is not in it: the archive keeps account and Region by themselves', () => {
  const queries = [
    {
      metric: {...metric, place: '222222222222/eu-west-1'},
      windows: [window(60, '2026-11-02T00:00:00Z', '2026-11-02T01:00:00Z')],
    },
  ]
  expect(coverageOf({queries, asOf: '2026-11-03T00:00:00Z'})).toEqual([
    {...metric, periodS: 60, fromAt: '2026-11-02T00:00:00Z', toAt: expect.stringMatching(/^2026-11-02T01:00:00/)},
  ])
})

test('never more than was asked, never a part of a step', () => {
  const hour = fc.integer({min: 0, max: 5000})
  fc.assert(
    fc.property(
      hour,
      hour,
      fc.integer({min: 0, max: 20_000_000}),
      fc.constantFrom(60, 300, 3600),
      (from, length, at, periodS) => {
        const startS = 1_790_000_000 - (1_790_000_000 % 3600) + from * 3600
        const iso = (s: number) => new Date(s * 1000).toISOString()
        const asked = window(periodS, iso(startS), iso(startS + length * 3600))
        for (const {fromAt, toAt} of coverageOf({
          queries: [{metric, windows: [asked]}],
          asOf: iso(1_790_000_000 + at),
        })) {
          expect(fromAt).toBe(asked.fromAt)
          expect(Date.parse(toAt)).toBeLessThanOrEqual(
            Math.min(Date.parse(asked.toAt), (1_790_000_000 + at - 600) * 1000),
          )
          expect((Date.parse(toAt) - Date.parse(fromAt)) % (periodS * 1000)).toBe(0)
        }
      },
    ),
  )
})
