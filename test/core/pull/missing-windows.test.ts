import fc from 'fast-check'
import {expect, test} from 'vitest'
import {missingWindows} from '../../../src/core/pull/missing-windows.js'

const metric = {
  namespace: 'AWS/RDS',
  metricName: 'CPUUtilization',
  dimensions: {DBInstanceIdentifier: 'db'},
  stat: 'Average',
}
const at = (hour: number) => new Date(Date.UTC(2026, 10, 1) + hour * 3_600_000).toISOString()
const window = (periodS: number, from: number, to: number) => ({periodS, fromAt: at(from), toAt: at(to)})
const covered = (periodS: number, from: number, to: number) => ({...metric, ...window(periodS, from, to)})

test('a first pull asks for everything', () => {
  const queries = [{metric, windows: [window(3600, 0, 24), window(60, 24, 30)]}]
  expect(missingWindows({queries, coverage: []})).toEqual(queries)
})

test('the next day asks for the new hours only, and not in five minutes what is there in minutes', () => {
  const coverage = [covered(3600, 0, 24), covered(300, 24, 48), covered(60, 48, 72)]
  // A day on: 24 hours that were minutes have become five-minute data at CloudWatch, and a day of minutes is new.
  const queries = [{metric, windows: [window(3600, 0, 48), window(300, 48, 72), window(60, 72, 96)]}]
  expect(missingWindows({queries, coverage})).toEqual([{metric, windows: [window(60, 72, 96)]}])
})

test('hours are no substitute for minutes', () => {
  const queries = [{metric, windows: [window(60, 0, 2)]}]
  expect(missingWindows({queries, coverage: [covered(3600, 0, 2)]})).toEqual(queries)
})

test('a hole in the middle is asked for by itself', () => {
  const queries = [{metric, windows: [window(60, 0, 10)]}]
  const coverage = [covered(60, 6, 10), covered(60, 0, 4)]
  expect(missingWindows({queries, coverage})).toEqual([{metric, windows: [window(60, 4, 6)]}])
})

test('another statistic or dimension is another series', () => {
  const queries = [{metric, windows: [window(60, 0, 2)]}]
  const others = [
    {...covered(60, 0, 2), stat: 'Maximum'},
    {...covered(60, 0, 2), dimensions: {DBInstanceIdentifier: 'other'}},
  ]
  expect(missingWindows({queries, coverage: others})).toEqual(queries)
})

const stretch = fc
  .tuple(fc.nat(40), fc.integer({min: 1, max: 20}))
  .map(([from, length]) => [from, from + length] as const)

test('property: every hour of the window is either covered or asked for, and none twice', () => {
  fc.assert(
    fc.property(stretch, fc.array(stretch, {maxLength: 6}), ([from, to], stretches) => {
      const queries = [{metric, windows: [window(60, from, to)]}]
      const coverage = stretches.map(([a, b]) => covered(60, a, b))
      const asked = missingWindows({queries, coverage}).flatMap((query) => query.windows)
      for (let hour = from; hour < to; hour++) {
        const isCovered = stretches.some(([a, b]) => hour >= a && hour < b)
        const times = asked.filter((left) => left.fromAt <= at(hour) && left.toAt > at(hour)).length
        expect(times).toBe(isCovered ? 0 : 1)
      }
    }),
  )
})
