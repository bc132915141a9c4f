import {expect, test} from 'vitest'
import {wilsonInterval} from '../../../src/core/laws/wilson-interval.js'

// Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d', (count, total, low, high) => {
  const {lowRatio, highRatio} = wilsonInterval({count, total})
  expect(Number(lowRatio.toFixed(4))).toBe(low)
  expect(Number(highRatio.toFixed(4))).toBe(high)
})

test('all of them reach 1, and more than all are refused', () => {
  expect(wilsonInterval({count: 7, total: 7}).highRatio).toBeCloseTo(1, 12)
  expect(() => wilsonInterval({count: 2, total: 1})).toThrow(RangeError)
})
