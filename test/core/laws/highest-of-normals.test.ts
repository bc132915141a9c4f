import {expect, test} from 'vitest'
import {highestOfNormals} from '../../../src/core/laws/highest-of-normals.js'

const like = (count: number) => Array.from({length: count}, () => ({mean: 0, variance: 1}))

test('expected values of the highest of n standard normals, as printed in tables of normal order statistics', () => {
  // Harter, Expected values of normal order statistics (Biometrika 48, 1961), table 1.
  const printed = [
    [2, 0.56419],
    [3, 0.84628],
    [4, 1.02938],
    [5, 1.16296],
    [7, 1.35218],
    [10, 1.53875],
  ] as const
  for (const [count, expected] of printed) expect(highestOfNormals(like(count)).mean).toBeCloseTo(expected, 1)
  expect(highestOfNormals(like(2)).mean).toBeCloseTo(0.56419, 5)
  expect(highestOfNormals(like(2)).variance).toBeCloseTo(1 - 1 / Math.PI, 5)
  expect(highestOfNormals(like(3)).mean).toBeCloseTo(0.84628, 2)
})

test('certain values, and none', () => {
  expect(
    highestOfNormals([
      {mean: 3, variance: 0},
      {mean: 5, variance: 0},
    ]),
  ).toEqual({mean: 5, variance: 0})
  expect(() => highestOfNormals([])).toThrow(RangeError)
})
