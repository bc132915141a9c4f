import {probit} from 'simple-statistics'
import {expect, test} from 'vitest'
import {quantileRates} from '../../../src/core/forecast/quantile-rates.js'
import {peakSimulator} from '../../../src/core/forecast/simulate-peak.js'

const off = (value: number, truth: number) => Math.abs(value / truth - 1)

test('with a fixed ratio the quantiles are those of the hour, times it', () => {
  const spreads = {logSpread: 0.18, freedomCount: 5}
  const found = peakSimulator(spreads)({medianRps: 1000, ratioAt: () => () => 1.5})
  const truth = quantileRates({medianRps: 1500, ...spreads})
  expect(off(found.p50Rps, truth.p50Rps)).toBeLessThan(0.001)
  expect(off(found.p90Rps, truth.p90Rps)).toBeLessThan(0.001)
  expect(off(found.p99Rps, truth.p99Rps)).toBeLessThan(0.005)
})

test('two log-normals are a log-normal whose variances add', () => {
  // Student-t with a million degrees of freedom is a normal. Spreads .3 and .4 make .5: P99 = e^(2.3263·.5) = 3.2.
  const simulate = peakSimulator({logSpread: 0.3, freedomCount: 1e6})
  const found = simulate({medianRps: 1, ratioAt: (share) => () => Math.exp(0.4 * probit(share))})
  expect(off(found.p50Rps, 1)).toBeLessThan(0.005)
  expect(off(found.p90Rps, Math.exp(1.2816 * 0.5))).toBeLessThan(0.01)
  expect(off(found.p99Rps, Math.exp(2.3263 * 0.5))).toBeLessThan(0.015)
  // The product of the two P99s would be e^(2.3263·.7) = 5.1.
  expect(found.p99Rps).toBeLessThan(Math.exp(2.3263 * 0.7) * 0.7)
})

test('a ratio that depends on the volume is asked for at each height of the hour', () => {
  const asked: number[] = []
  peakSimulator({logSpread: 0.2, freedomCount: 4})({
    medianRps: 100,
    ratioAt: () => (meanRps) => {
      asked.push(meanRps)
      return 1
    },
  })
  expect(Math.min(...asked)).toBeLessThan(60)
  expect(Math.max(...asked)).toBeGreaterThan(160)
})
