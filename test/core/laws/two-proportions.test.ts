import fc from 'fast-check'
import {expect, test} from 'vitest'
import {twoProportions} from '../../../src/core/laws/two-proportions.js'

// scipy.stats: fisher_exact, and the pooled z-test by hand with norm.sf.
test.each([
  [3, 4, 1, 4, 0.4857142857142857],
  [0, 10_000, 5, 10_000, 0.0624687507816407],
  [2, 1000, 9, 2000, 0.3552998867018169],
  [100, 10_000, 150, 10_000, 0.0014614614503219781],
])('%d of %d against %d of %d', (baseCount, baseTotal, newCount, newTotal, chance) => {
  expect(twoProportions({baseCount, baseTotal, newCount, newTotal})).toBeCloseTo(chance, 9)
})

test('none or all on both sides differ in nothing', () => {
  expect(twoProportions({baseCount: 0, baseTotal: 10, newCount: 0, newTotal: 99})).toBe(1)
  expect(twoProportions({baseCount: 10, baseTotal: 10, newCount: 99, newTotal: 99})).toBe(1)
  expect(() => twoProportions({baseCount: 3, baseTotal: 2, newCount: 0, newTotal: 1})).toThrow(RangeError)
})

test('a chance, whichever side is called new', () => {
  const side = fc.tuple(fc.nat(500), fc.integer({min: 500, max: 5000}))
  fc.assert(
    fc.property(side, side, ([baseCount, baseTotal], [newCount, newTotal]) => {
      const chance = twoProportions({baseCount, baseTotal, newCount, newTotal})
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      const turned = {baseCount: newCount, baseTotal: newTotal, newCount: baseCount, newTotal: baseTotal}
      expect(twoProportions(turned)).toBeCloseTo(chance, 6)
    }),
  )
})
