import {expect, test} from 'vitest'
import {seededUniform, uniformFrom} from '../../../src/core/laws/seeded-uniform.js'

test('xoshiro128++ from the state 1, 2, 3, 4: word 102,401 as in the tests of PHP (ext/random)', () => {
  const uniform = uniformFrom([1, 2, 3, 4])
  for (let i = 0; i < 102_400; i++) uniform()
  expect(uniform() * 2 ** 32).toBe(0x2c873cfa)
})

test('a seed is a stream of its own, the same every time, spread evenly', () => {
  const draw = (seed: number) => Array.from({length: 10_000}, seededUniform(seed))
  expect(draw(1)).toEqual(draw(1))
  for (const seed of [0, 1, 2, -1]) {
    const values = draw(seed)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1)
  }
  expect(draw(1)[0]).not.toBe(draw(2)[0])
})
