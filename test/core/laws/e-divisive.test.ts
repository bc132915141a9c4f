import fc from 'fast-check'
import {expect, test} from 'vitest'
import {eDivisiveSplit} from '../../../src/core/laws/e-divisive.js'

test('worked by hand: 0 0 | 2 2 has mean distance 2 across and 0 within, so Q = 1 · 4', () => {
  expect(eDivisiveSplit({values: [0, 0, 2, 2], leastCount: 2})).toEqual({index: 2, statistic: 4})
})

test('a change of spread alone is a change too', () => {
  const calm = [0, 0.1, -0.1, 0, 0.1, -0.1]
  const wild = [5, -5, 4, -6, 6, -4]
  expect(eDivisiveSplit({values: [...calm, ...wild], leastCount: 3})?.index).toBe(6)
})

test('too short: no split', () => {
  expect(eDivisiveSplit({values: [1, 2, 3, 4, 5], leastCount: 3})).toBeNull()
})

test('a step far above the noise is found where it is', () => {
  const noise = fc.array(fc.double({min: -1, max: 1, noNaN: true}), {minLength: 8, maxLength: 30})
  fc.assert(
    fc.property(noise, fc.nat(1000), (values, place) => {
      const index = 3 + (place % (values.length - 5))
      const stepped = values.map((value, i) => (i < index ? value : value + 100))
      expect(eDivisiveSplit({values: stepped, leastCount: 3})?.index).toBe(index)
    }),
  )
})
