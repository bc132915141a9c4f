import fc from 'fast-check'
import {expect, test} from 'vitest'
import {studentT} from '../../../src/core/laws/student-t.js'

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values of Student's t, by degrees of
// freedom, for p = 0.90, 0.95, 0.975, 0.99, 0.995 and 0.999.
const columns = [0.9, 0.95, 0.975, 0.99, 0.995, 0.999]
const table: [number, number[]][] = [
  [1, [3.078, 6.314, 12.706, 31.821, 63.657, 318.309]],
  [2, [1.886, 2.92, 4.303, 6.965, 9.925, 22.327]],
  [3, [1.638, 2.353, 3.182, 4.541, 5.841, 10.215]],
  [4, [1.533, 2.132, 2.776, 3.747, 4.604, 7.173]],
  [10, [1.372, 1.812, 2.228, 2.764, 3.169, 4.144]],
  [30, [1.31, 1.697, 2.042, 2.457, 2.75, 3.385]],
  [100, [1.29, 1.66, 1.984, 2.364, 2.626, 3.174]],
]

test.each(table)('the printed table with %d degrees of freedom', (freedomCount, row) => {
  const found = columns.map((probability) => Number(studentT({probability, freedomCount}).toFixed(3)))
  expect(found).toEqual(row)
})

test('one degree of freedom is the Cauchy law, two have a closed form', () => {
  fc.assert(
    fc.property(fc.double({min: 0.001, max: 0.999, noNaN: true}), (probability) => {
      const cauchy = Math.tan(Math.PI * (probability - 0.5))
      const two = (2 * probability - 1) * Math.sqrt(2 / (4 * probability * (1 - probability)))
      expect(studentT({probability, freedomCount: 1})).toBeCloseTo(cauchy, 6)
      expect(studentT({probability, freedomCount: 2})).toBeCloseTo(two, 6)
    }),
  )
})

test('many degrees of freedom near the normal law, and parts of one are allowed', () => {
  expect(studentT({probability: 0.9, freedomCount: 1e6})).toBeCloseTo(1.2815516, 5)
  const between = studentT({probability: 0.9, freedomCount: 3.5})
  expect(between).toBeLessThan(1.638)
  expect(between).toBeGreaterThan(1.533)
})

test('it rises with p and is the same on both sides of the middle', () => {
  const p = fc.double({min: 0.001, max: 0.998, noNaN: true})
  fc.assert(
    fc.property(p, fc.double({min: 0.5, max: 200, noNaN: true}), (probability, freedomCount) => {
      const here = studentT({probability, freedomCount})
      expect(studentT({probability: probability + 0.001, freedomCount})).toBeGreaterThan(here)
      expect(studentT({probability: 1 - probability, freedomCount})).toBeCloseTo(-here, 6)
    }),
  )
  expect(studentT({probability: 0.5, freedomCount: 3})).toBe(0)
})

test.each([
  [0, 3],
  [1, 3],
  [Number.NaN, 3],
  [0.9, 0],
])('p of %d with %d degrees of freedom is refused', (probability, freedomCount) => {
  expect(() => studentT({probability, freedomCount})).toThrow(RangeError)
})
