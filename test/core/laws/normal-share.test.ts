import {expect, test} from 'vitest'
import {normalShare} from '../../../src/core/laws/normal-share.js'

// scipy.stats.norm.cdf.
test.each([
  [-8, 6.22096057427174e-16],
  [-3.1, 0.0009676032132183563],
  [-3, 0.0013498980316300933],
  [-2.9, 0.0018658133003840375],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [2, 0.9772498680518208],
  [6, 0.9999999990134123],
])('Φ(%d)', (z, share) => {
  expect(normalShare(z) / share).toBeCloseTo(1, 11)
})

test('far out it is 0 or 1, and not a number is refused', () => {
  expect([normalShare(-60), normalShare(60), normalShare(Number.NEGATIVE_INFINITY)]).toEqual([0, 1, 0])
  expect(() => normalShare(Number.NaN)).toThrow(RangeError)
})
