import {expect, test} from 'vitest'
import {capacityPlanned, capacityToday} from '../../../src/core/recommend/planned-capacity.js'
import type {Limit} from '../../../src/documents/plan.js'

const peak = {p50Rps: 1000, p90Rps: 2000, p99Rps: 4000}
/** A limit whose share after the plan is that of a rate. */
const limit = (shareOf: (rps: number) => number, breaksAtRps: number | null = 500) => {
  const after = {p50Ratio: shareOf(1000), p90Ratio: shareOf(2000), p99Ratio: shareOf(4000)}
  return {breaksAtRps, after} as Limit
}

test.each([
  ['a line from zero', (rps: number) => rps / 3000, 3000],
  ['a line that begins above zero: a database has work of its own', (rps: number) => 0.2 + rps / 5000, 4000],
  ['broken below the P50 still', (rps: number) => rps / 800, 800],
  ['beyond the P99', (rps: number) => 0.1 + rps / 10_000, 9000],
])('%s is met exactly', (_, shareOf, expected) => {
  expect(capacityPlanned([limit(shareOf)], peak)).toBeCloseTo(expected, 9)
})

test('a plan that keeps every limit below 1 at a quantile carries at least that quantile', () => {
  expect(capacityPlanned([limit((rps) => 0.3 + (0.6945 * rps) / 2000)], peak)).toBeGreaterThan(2000)
})

test('the first to break counts; what does not rise, and what no rate breaks, never does', () => {
  const limits = [
    limit((rps) => rps / 3000, 900),
    limit((rps) => rps / 2500, 700),
    limit(() => 0.9),
    limit(() => 2, null),
  ]
  expect(capacityPlanned(limits, peak)).toBeCloseTo(2500, 9)
  expect(capacityToday(limits)).toBe(500)
  expect(capacityPlanned([limit(() => 0.9)], peak)).toBeNull()
  expect(capacityToday([limit(() => 2, null)])).toBeNull()
})
