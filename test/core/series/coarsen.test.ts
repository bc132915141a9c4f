import {expect, test} from 'vitest'
import {coarsen} from '../../../src/core/series/coarsen.js'

const startAt = '2026-11-01T00:00:00.000Z'
const series = (stat: string, values: (number | null)[], periodS = 60) => ({
  namespace: 'AWS/RDS',
  metricName: 'CPUUtilization',
  dimensions: {},
  stat,
  windows: [{periodS, startAt, values}],
})
const five = {periodS: 300, fromAt: startAt, toAt: '2026-11-01T00:10:00.000Z'}
const minutes = [1, 2, 3, 4, 5, 6, null, null, null, 10]

test.each([
  ['Sum', [15, 16]],
  ['Average', [3, 8]],
  ['Maximum', [5, 10]],
  ['Minimum', [1, 6]],
  ['p95', [5, 10]],
])('%s of minutes', (stat, expected) => {
  expect(coarsen({series: series(stat, minutes), ...five}).values).toEqual(expected)
})

test('a step with nothing measured is null, never zero', () => {
  const nothing = [null, null, null, null, null, 1, 1, 1, 1, 1]
  expect(coarsen({series: series('Sum', nothing), ...five}).values).toEqual([null, 5])
})

test('of overlapping windows the finest counts in each step', () => {
  const both = {
    ...series('Sum', [1, 1, 1, 1, 1]),
    windows: [
      {periodS: 300, startAt, values: [999, 7]},
      {periodS: 60, startAt, values: [1, 1, 1, 1, 1]},
    ],
  }
  expect(coarsen({series: both, ...five}).values).toEqual([5, 7])
})

test('what is coarser than asked for is no answer', () => {
  expect(coarsen({series: series('Sum', [10], 3600), ...five}).values).toEqual([null, null])
})
