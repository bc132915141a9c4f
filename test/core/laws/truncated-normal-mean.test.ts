import fc from 'fast-check'
import {expect, test} from 'vitest'
import {truncatedNormalMean} from '../../../src/core/laws/truncated-normal-mean.js'

// R: dnorm(a) / pnorm(a, lower.tail = FALSE), the inverse Mills ratio, for a = -2, -1, 0, 1, 2, 3, 5, 10.
test.each([
  [-2, 0.0552],
  [-1, 0.2876],
  [0, 0.7979],
  [1, 1.5251],
  [2, 2.3732],
  [3, 3.2831],
  [5, 5.1865],
  [10, 10.0981],
])('the inverse Mills ratio at %d', (least, truth) => {
  expect(truncatedNormalMean({mean: 0, spread: 1, least})).toBeCloseTo(truth, 4)
})

test('property: never below the limit nor below the mean, and shifts and scales with its unit', () => {
  const number = fc.double({min: -20, max: 20, noNaN: true})
  fc.assert(
    fc.property(number, fc.double({min: 0.01, max: 5, noNaN: true}), number, (mean, spread, least) => {
      const found = truncatedNormalMean({mean, spread, least})
      expect(found).toBeGreaterThanOrEqual(Math.max(mean, least))
      expect(found).toBeLessThan(Math.max(mean, least) + spread)
      const moved = truncatedNormalMean({mean: 3 + 2 * mean, spread: 2 * spread, least: 3 + 2 * least})
      expect(moved).toBeCloseTo(3 + 2 * found, 6)
    }),
  )
})

test('a spread of nothing is refused', () => {
  expect(() => truncatedNormalMean({mean: 0, spread: 0, least: 1})).toThrow(RangeError)
})
