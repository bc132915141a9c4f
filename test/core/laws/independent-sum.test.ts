import fc from 'fast-check'
import {expect, test} from 'vitest'
import {seeded} from '../../../fixtures/generate/seeded.js'
import {independentSum} from '../../../src/core/laws/independent-sum.js'
import '../../seed.js'

const z90 = 1.2815515655446
const z99 = 2.3263478740408
const normal = (mean: number, deviation: number) => ({
  p50: mean,
  p90: mean + z90 * deviation,
  p99: mean + z99 * deviation,
})
const logNormal = (median: number, spread: number) => ({
  p50: median,
  p90: median * Math.exp(z90 * spread),
  p99: median * Math.exp(z99 * spread),
})

test('two normals: their variances add', () => {
  // A log-normal with a spread of 0.001 is a normal of 10,000 ± 10. 10² + 24² = 26².
  const sum = independentSum({first: logNormal(10_000, 0.001), second: normal(100, 24)})
  expect(sum.p50).toBeCloseTo(10_100, 0)
  expect(sum.p90 - sum.p50).toBeCloseTo(z90 * 26, 1)
  expect(sum.p99 - sum.p50).toBeCloseTo(z99 * 26, 1)
})

test('what stands still moves the other, and nothing changes nothing', () => {
  const first = logNormal(1000, 0.2)
  const moved = independentSum({first, second: {p50: 50, p90: 50, p99: 50}})
  const same = independentSum({first, second: {p50: 0, p90: 0, p99: 0}})
  for (const name of ['p50', 'p90', 'p99'] as const) {
    expect(moved[name] / (first[name] + 50)).toBeCloseTo(1, 5)
    expect(same[name] / first[name]).toBeCloseTo(1, 5)
  }
  // Of a still rate the other's own slices show: a tenth of its spread.
  const still = independentSum({first: {p50: 1000, p90: 1000, p99: 1000}, second: normal(300, 40)})
  expect(Math.abs(still.p99 - (1300 + z99 * 40))).toBeLessThan(4)
  expect(independentSum({first: {p50: 0, p90: 0, p99: 0}, second: normal(5, 1)})).toEqual(normal(5, 1))
})

test('as many draws say it', () => {
  const random = seeded('independent-sum')
  const sums = Array.from(
    {length: 200_000},
    () => 1000 * Math.exp(0.15 * random.normal()) + Math.max(0, 100 + 80 * random.normal()),
  ).sort((a, b) => a - b)
  const found = independentSum({first: logNormal(1000, 0.15), second: normal(100, 80)})
  expect(found.p50 / (sums[100_000] ?? 0)).toBeCloseTo(1, 2)
  expect(found.p90 / (sums[180_000] ?? 0)).toBeCloseTo(1, 2)
  expect(found.p99 / (sums[198_000] ?? 0)).toBeCloseTo(1, 2)
})

const rising = (least: number) =>
  fc
    .array(fc.double({min: least, max: 1e6, noNaN: true}), {minLength: 3, maxLength: 3})
    .map((found) => found.sort((a, b) => a - b))
    .map(([p50 = 0, p90 = 0, p99 = 0]) => ({p50, p90, p99}))

test('property: in order, finite, no less than either alone, and no P50 or P90 beyond the sum of P99s', () => {
  fc.assert(
    fc.property(rising(0.001), rising(0), (first, second) => {
      const sum = independentSum({first, second})
      expect(sum.p50 <= sum.p90 && sum.p90 <= sum.p99 && Number.isFinite(sum.p99)).toBe(true)
      for (const name of ['p50', 'p90', 'p99'] as const)
        expect(sum[name]).toBeGreaterThanOrEqual(first[name] * (1 - 1e-6))
      // Whatever the distributions: both stay below their P99 in at least 98 of 100 cases.
      expect(sum.p90).toBeLessThanOrEqual((first.p99 + second.p99) * (1 + 1e-6))
    }),
  )
})

test.each([
  ['out of order', {p50: 3, p90: 2, p99: 4}],
  ['negative', {p50: -1, p90: 2, p99: 4}],
  ['infinite', {p50: 1, p90: 2, p99: Number.POSITIVE_INFINITY}],
  ['not a number', {p50: 1, p90: Number.NaN, p99: 4}],
])('%s is refused', (_name, second) => {
  expect(() => independentSum({first: logNormal(1, 0.1), second})).toThrow(RangeError)
})
