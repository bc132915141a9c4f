import fc from 'fast-check'
import {expect, test} from 'vitest'
import {ridgeRegression} from '../../../src/core/laws/ridge-regression.js'

test('two coefficients, four observations: as NumPy 2.4 solves (XᵀWX + λ)(β − β₀) = XᵀW(y − Xβ₀)', () => {
  const {coefficients, inverse} = ridgeRegression({
    rows: [
      [0.5, -1],
      [-0.2, 0.4],
      [0.1, 0.9],
      [-0.6, -0.1],
    ],
    targets: [0.3, -0.1, 0.25, -0.4],
    weights: [1, 0.75, 0.5, 0.4],
    prior: [0.12, 0.3],
    penalty: 0.7,
  })
  expect(coefficients[0]).toBeCloseTo(0.35203475, 8)
  expect(coefficients[1]).toBeCloseTo(0.08135893, 8)
  expect(inverse[0]?.[0]).toBeCloseTo(0.97958215, 8)
  expect(inverse[0]?.[1]).toBeCloseTo(0.21578055, 8)
  expect(inverse[1]?.[0]).toBeCloseTo(0.21578055, 8)
  expect(inverse[1]?.[1]).toBeCloseTo(0.49616341, 8)
})

test('without an observation the prior stands, and a penalty of 0 is refused', () => {
  expect(ridgeRegression({rows: [], targets: [], weights: [], prior: [0.2, 1], penalty: 4})).toEqual({
    coefficients: [0.2, 1],
    inverse: [
      [0.25, 0],
      [0, 0.25],
    ],
  })
  expect(() => ridgeRegression({rows: [], targets: [], weights: [], prior: [0], penalty: 0})).toThrow(RangeError)
})

test('property: the gradient of what is made smallest is none at the answer', () => {
  const number = fc.double({min: -3, max: 3, noNaN: true})
  const row = fc.record({
    x: fc.array(number, {minLength: 3, maxLength: 3}),
    y: number,
    w: fc.double({min: 0, max: 1, noNaN: true}),
  })
  fc.assert(
    fc.property(fc.array(row, {maxLength: 8}), fc.double({min: 0.05, max: 5, noNaN: true}), (drawn, penalty) => {
      const prior = [0.1, 0.2, -0.3]
      const {coefficients} = ridgeRegression({
        rows: drawn.map(({x}) => x),
        targets: drawn.map(({y}) => y),
        weights: drawn.map(({w}) => w),
        prior,
        penalty,
      })
      prior.forEach((start, j) => {
        const misses = drawn.map(({x, y, w}) => {
          const fitted = x.reduce((sum, value, k) => sum + value * (coefficients[k] ?? 0), 0)
          return w * (x[j] ?? 0) * (y - fitted)
        })
        const gradient = misses.reduce((sum, miss) => sum + miss, 0) - penalty * ((coefficients[j] ?? 0) - start)
        expect(gradient).toBeCloseTo(0, 6)
      })
    }),
  )
})
