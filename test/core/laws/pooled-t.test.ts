import {expect, test} from 'vitest'
import {pooledT} from '../../../src/core/laws/pooled-t.js'

// scipy.stats.ttest_ind with equal_var=True, on Student's sleep data and on one value against four.
test('sleep', () => {
  const {freedomCount, chance, low, high} = pooledT({
    base: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    new: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  })
  expect(freedomCount).toBe(18)
  expect(chance).toBeCloseTo(0.07918671421593822, 9)
  expect([low, high]).toEqual([expect.closeTo(-3.3638740322875984, 9), expect.closeTo(0.20387403228759915, 9)])
})

test('one against many, and many against one', () => {
  expect(pooledT({base: [1, 2, 3, 4], new: [6]}).chance).toBeCloseTo(0.09375914018742086, 9)
  expect(pooledT({base: [6], new: [1, 2, 3, 4]}).difference).toBe(-3.5)
})

test('without spread: sure either way; one against one: refused', () => {
  expect(pooledT({base: [2, 2, 2], new: [2]}).chance).toBe(1)
  expect(pooledT({base: [2, 2, 2], new: [3]}).chance).toBe(0)
  expect(() => pooledT({base: [1], new: [2]})).toThrow(RangeError)
})
