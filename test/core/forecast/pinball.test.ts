import fc from 'fast-check'
import {expect, test} from 'vitest'
import {pinball, scoreOf, summaryOf} from '../../../src/core/forecast/pinball.js'

test('worked by hand: 10 too low and 10 too high at P90', () => {
  expect(pinball({forecastRps: 90, actualRps: 100, quantileRatio: 0.9})).toBeCloseTo(9, 9)
  expect(pinball({forecastRps: 110, actualRps: 100, quantileRatio: 0.9})).toBeCloseTo(1, 9)
})

test('its mean over draws is least at the quantile of the draws', () => {
  const draws = Array.from({length: 100}, (_, i) => i + 0.5)
  const meanAt = (forecastRps: number, quantileRatio: number) =>
    draws.reduce((sum, actualRps) => sum + pinball({forecastRps, actualRps, quantileRatio}), 0)
  for (const quantileRatio of [0.5, 0.9, 0.99]) {
    const best = Array.from({length: 101}, (_, i) => i).sort(
      (a, b) => meanAt(a, quantileRatio) - meanAt(b, quantileRatio),
    )[0]
    expect(best).toBeCloseTo(quantileRatio * 100, -0.1)
  }
})

test('a score: relative to the actual, whatever the unit', () => {
  const score = scoreOf({p50Rps: 110, p90Rps: 120, p99Rps: 150}, 100)
  expect(score).toMatchObject({isP90Held: true, isP99Held: true})
  expect(score.signedErrorRatio).toBeCloseTo(0.1, 9)
  expect([score.pinball.p50Ratio, score.pinball.p90Ratio, score.pinball.p99Ratio]).toEqual([
    expect.closeTo(0.05, 9),
    expect.closeTo(0.02, 9),
    expect.closeTo(0.005, 9),
  ])
  expect(score.pinballRatio).toBeCloseTo(0.025, 9)
})

test('any forecast: losses are finite and never negative, and do not follow the unit', () => {
  const rate = fc.double({min: 1e-3, max: 1e6, noNaN: true})
  fc.assert(
    fc.property(rate, rate, rate, rate, fc.double({min: 0.01, max: 100, noNaN: true}), (a, b, c, actual, unit) => {
      const [p50Rps = 0, p90Rps = 0, p99Rps = 0] = [a, b, c].sort((x, y) => x - y)
      const score = scoreOf({p50Rps, p90Rps, p99Rps}, actual)
      for (const loss of Object.values(score.pinball)) expect(loss >= 0 && Number.isFinite(loss)).toBe(true)
      const scaled = scoreOf({p50Rps: p50Rps * unit, p90Rps: p90Rps * unit, p99Rps: p99Rps * unit}, actual * unit)
      expect(Math.abs(scaled.pinballRatio - score.pinballRatio)).toBeLessThanOrEqual(1e-9 * (1 + score.pinballRatio))
    }),
  )
})

test('a summary counts what was missed; of nothing there is none', () => {
  const scores = [90, 130, 160].map((actual) => scoreOf({p50Rps: 100, p90Rps: 120, p99Rps: 150}, actual))
  expect(summaryOf(scores)).toMatchObject({caseCount: 3, p90MissedCount: 2, p99MissedCount: 1})
  expect(summaryOf([])).toBeNull()
})
