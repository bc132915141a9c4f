import {expect, test} from 'vitest'
import {welchT} from '../../../src/core/laws/welch-t.js'

// Student's sleep data (1908), as ?t.test of R prints it: t = -1.8608, df = 17.776, p-value = 0.07939.
const sleep = {
  base: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  new: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
}

test('sleep: what R publishes', () => {
  const {difference, low, high, freedomCount, chance} = welchT([sleep])
  expect(difference).toBeCloseTo(0.75 - 2.33, 12)
  expect(freedomCount).toBeCloseTo(17.776474, 6)
  expect(chance).toBeCloseTo(0.0793941401873583, 9)
  expect([low, high]).toEqual([expect.closeTo(-3.3654832, 6), expect.closeTo(0.2054832, 6)])
})

test('the same stratum twice is the same difference, surer', () => {
  const once = welchT([sleep])
  const twice = welchT([sleep, sleep])
  expect(twice.difference).toBeCloseTo(once.difference, 12)
  expect(twice.high - twice.low).toBeLessThan((once.high - once.low) / Math.SQRT2 + 1e-9)
  expect(twice.freedomCount).toBeCloseTo(2 * once.freedomCount, 9)
})

test('strata of different levels do not count as spread', () => {
  const level = (by: number) => ({base: [1, 1.1, 0.9].map((x) => x + by), new: [2, 2.1, 1.9].map((x) => x + by)})
  expect(welchT([level(0), level(100)]).chance).toBeLessThan(1e-3)
  expect(
    welchT([{base: [...level(0).base, ...level(100).base], new: [...level(0).new, ...level(100).new]}]).chance,
  ).toBeGreaterThan(0.5)
})

test('without spread: sure either way; one value: refused', () => {
  expect(welchT([{base: [1, 1], new: [1, 1]}]).chance).toBe(1)
  expect(welchT([{base: [1, 1], new: [2, 2]}]).chance).toBe(0)
  expect(() => welchT([{base: [1], new: [1, 2]}])).toThrow(RangeError)
})
