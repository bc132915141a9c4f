import fc from 'fast-check'
import {expect, test} from 'vitest'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {theilSen, theilSenInterval} from '../../../src/core/laws/theil-sen.js'

// Expected by scipy.stats.theilslopes with method 'joint'.
test('a worked example', () => {
  const y = [4, 5.5, 8.2, 9.1, 30, 13.8, 16.4]
  const {slope, intercept} = theilSen(y.map((value, x) => ({x, y: value})))
  expect(slope).toBeCloseTo(2.075, 6)
  expect(intercept).toBeCloseTo(3.95, 6)
})

const line = fc.record({
  slope: fc.double({min: -5, max: 5, noNaN: true}),
  intercept: fc.double({min: -100, max: 100, noNaN: true}),
  count: fc.integer({min: 20, max: 900}),
})

test('a quarter of wild points does not move the line, and order does not matter', () => {
  fc.assert(
    fc.property(line, fc.integer(), ({slope, intercept, count}, salt) => {
      const points = Array.from({length: count}, (_, x) => {
        const isWild = (x * 7 + Math.abs(salt % 4)) % 4 === 0 && x < count / 2
        return {x, y: intercept + slope * x + (isWild ? 1e6 : 0)}
      })
      const found = theilSen(points)
      expect(found.slope).toBeCloseTo(slope, 6)
      expect(found.intercept).toBeCloseTo(intercept, 3)
      expect(theilSen([...points].reverse())).toEqual(found)
    }),
    {numRuns: 20},
  )
})

test('hours of many days are not thinned to one hour of the day', () => {
  // 9,600 hours thinned to 400 by a plain stride would be the same hour of 400 days, where x never varies.
  const points = Array.from({length: 9600}, (_, hour) => {
    const x = 100 + 50 * Math.sin((hour / 24) * 2 * Math.PI)
    return {x, y: 0.004 * x + 0.05}
  })
  const found = theilSen(points)
  expect(found.slope).toBeCloseTo(0.004, 8)
  expect(found.intercept).toBeCloseTo(0.05, 8)
})

test('points above one another have no slope', () => {
  expect(
    theilSen([
      {x: 3, y: 1},
      {x: 3, y: 2},
      {x: 3, y: 9},
    ]),
  ).toEqual({slope: 0, intercept: 2})
  expect(theilSen([{x: 3, y: 1}])).toEqual({slope: 0, intercept: 1})
})

test('no points are refused', () => expect(() => theilSen([])).toThrow(RangeError))

// Expected by scipy.stats.theilslopes(y, x, 0.95).
test.each([
  [[4, 5.5, 8.2, 9.1, 30, 13.8, 16.4], 1.5, 6.5],
  [
    [
      3.1, 4.9, 7.4, 8.7, 11.6, 12.4, 15.3, 16.2, 19.9, 20.1, 22.8, 25.4, 26.1, 29.7, 30.2, 33.9, 34.1, 36.4, 39.2,
      40.8,
    ],
    1.925,
    2.05,
  ],
  // The cloud seeding of Hollander and Wolfe, example 9.1: five years tell next to nothing.
  [[1.26, 1.27, 1.12, 1.16, 1.03], -0.15, 0.04],
])('the interval of the slope', (y, low, high) => {
  const points = y.map((value, x) => ({x, y: value}))
  const {slope, lowSlope, highSlope} = theilSenInterval(points)
  expect(slope).toBeCloseTo(theilSen(points).slope, 12)
  expect(lowSlope).toBeCloseTo(low, 6)
  expect(highSlope).toBeCloseTo(high, 6)
})

test('of 400 lines with noise the interval holds the true slope in about 95 of 100', () => {
  const uniform = seededUniform(7)
  const runs = 400
  let heldCount = 0
  for (let run = 0; run < runs; run++) {
    const points = Array.from({length: 30}, (_, x) => ({x, y: 2 * x + 20 * (uniform() + uniform() - 1)}))
    const {lowSlope, highSlope} = theilSenInterval(points)
    if (lowSlope <= 2 && 2 <= highSlope) heldCount++
  }
  expect(heldCount / runs).toBeGreaterThan(0.92)
  expect(heldCount / runs).toBeLessThan(0.98)
})
