import fc from 'fast-check'
import {expect, test} from 'vitest'
import {studentT} from '../../../src/core/laws/student-t.js'
import {studentTShare} from '../../../src/core/laws/student-t-share.js'

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values of Student's t.
test.each([
  [1.886, 2, 0.9],
  [4.541, 3, 0.99],
  [2.571, 5, 0.975],
  [2.457, 30, 0.99],
])('the printed table: t of %d with %d degrees of freedom', (t, freedomCount, share) => {
  expect(studentTShare({t, freedomCount})).toBeCloseTo(share, 3)
  expect(studentTShare({t: -t, freedomCount})).toBeCloseTo(1 - share, 3)
})

test('property: the inverse of studentT', () => {
  fc.assert(
    fc.property(
      fc.double({min: 0.0001, max: 0.9999, noNaN: true}),
      fc.double({min: 0.5, max: 500, noNaN: true}),
      (probability, freedomCount) => {
        expect(studentTShare({t: studentT({probability, freedomCount}), freedomCount})).toBeCloseTo(probability, 7)
      },
    ),
  )
})

test('numbers without a meaning are refused', () => {
  expect(() => studentTShare({t: Number.NaN, freedomCount: 3})).toThrow(RangeError)
  expect(() => studentTShare({t: 1, freedomCount: 0})).toThrow(RangeError)
})
