import fc from 'fast-check'
import {expect, test} from 'vitest'
import {holm} from '../../../src/core/laws/holm.js'

test('as p.adjust(c(.01, .04, .03, .005), "holm") of R', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
})

test('never lower than what came in, never weaker than Bonferroni, in the same order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({min: 0, max: 1, noNaN: true}), {maxLength: 20}), (chances) => {
      const adjusted = holm(chances)
      expect(adjusted).toHaveLength(chances.length)
      chances.forEach((chance, i) => {
        const value = adjusted[i] ?? Number.NaN
        expect(value).toBeGreaterThanOrEqual(chance)
        expect(value).toBeLessThanOrEqual(Math.min(1, chance * chances.length) + 1e-12)
        chances.forEach((other, k) => {
          if (other > chance) expect(adjusted[k]).toBeGreaterThanOrEqual(value)
        })
      })
    }),
  )
})
