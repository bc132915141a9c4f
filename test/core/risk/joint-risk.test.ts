import fc from 'fast-check'
import {expect, test} from 'vitest'
import {normalShare} from '../../../src/core/laws/normal-share.js'
import {admissionRate} from '../../../src/core/risk/admission.js'
import {breachRisk, chanceOf} from '../../../src/core/risk/breach-risk.js'
import {demandAt} from '../../../src/core/risk/demand-draw.js'
import {type Breaking, lowestCapacity} from '../../../src/core/risk/effective-capacity.js'
import {expectedLoss} from '../../../src/core/risk/expected-loss.js'
import {jointDraws} from '../../../src/core/risk/joint-draws.js'
import {riskCauses} from '../../../src/core/risk/risk-causes.js'

/** A log-normal peak of median 1,000 and spread 0.2: its quantiles lie on the line that demandAt draws. */
const spread = 0.2
const at = (z: number) => 1000 * Math.exp(spread * z)
const peak = {p50Rps: 1000, p90Rps: at(1.2815515655446004), p99Rps: at(2.3263478740408408)}
const drawn = (options: Partial<Parameters<typeof jointDraws>[0]> = {}) =>
  jointDraws({peak, seed: 7, count: 20_000, lostZoneRatio: null, ...options})
const driver = (id: string, logSpreadRatio: number) => ({id, label: id, logSpreadRatio, because: ''})
const limit = (tier: string, breaksAtRps: number, ...drivers: ReturnType<typeof driver>[]): Breaking => ({
  tier,
  measure: 'requests',
  breaksAtRps,
  drivers,
})
const course = {
  path: [{at: '2026-11-27T00:00:00.000Z', ...peak}],
  stepS: 3600,
  usdPerRequest: null,
}

test('demand meets the quantiles of the forecast and rises with the probability', () => {
  for (const [share, rps] of [
    [0.5, peak.p50Rps],
    [0.9, peak.p90Rps],
    [0.99, peak.p99Rps],
  ] as const)
    expect(demandAt(peak, share) / rps).toBeCloseTo(1, 9)
  fc.assert(
    fc.property(
      fc.double({min: 0.001, max: 0.998, noNaN: true}),
      fc.double({min: 0, max: 1, noNaN: true}),
      fc.double({min: 0, max: 1, noNaN: true}),
      (share, near, far) => {
        const rates = {p50Rps: 100, p90Rps: 100 * (1 + near), p99Rps: 100 * (1 + near) * (1 + far)}
        expect(demandAt(rates, share + 0.001)).toBeGreaterThanOrEqual(demandAt(rates, share) - 1e-9)
      },
    ),
  )
})

test.each([
  [1200, 0, 0],
  [1200, 0.1, 0],
  [1500, 0.1, 0.15],
  [900, 0.3, 0],
])('a limit at %s with spreads %s and %s breaks as often as the normal law says', (rate, one, other) => {
  const chance = chanceOf([limit('web', rate, driver('capacity:web', one), driver('visits:web', other))], drawn())
  const exact = 1 - normalShare(Math.log(rate / 1000) / Math.hypot(spread, one, other))
  expect(exact).toBeGreaterThan(chance.lowRatio - 0.004)
  expect(exact).toBeLessThan(chance.highRatio + 0.004)
})

test('two limits that share a driver break together, two that do not break apart', () => {
  const draws = drawn({peak: {p50Rps: 1000, p90Rps: 1000, p99Rps: 1000}})
  const shared = [limit('a', 1000, driver('cdn', 0.1)), limit('b', 1000, driver('cdn', 0.1))]
  const apart = [limit('a', 1000, driver('capacity:a', 0.1)), limit('b', 1000, driver('capacity:b', 0.1))]
  expect(chanceOf(shared, draws).breachRatio).toBeCloseTo(0.5, 1)
  expect(chanceOf(apart, draws).breachRatio).toBeCloseTo(0.75, 1)
})

test('a further driver or tier changes no other draw, and the same seed gives the same sample', () => {
  const alone = chanceOf([limit('a', 1100, driver('capacity:a', 0.1))], drawn())
  const draws = drawn()
  chanceOf([limit('b', 900, driver('capacity:b', 0.3))], draws)
  expect(chanceOf([limit('a', 1100, driver('capacity:a', 0.1))], draws)).toEqual(alone)
  expect(chanceOf([limit('a', 1100, driver('capacity:a', 0.1))], drawn({seed: 8}))).not.toEqual(alone)
})

test('a zone that may be lost takes its share of the units, as often as it is lost', () => {
  const draws = drawn({lostZoneRatio: 0.25, peak: {p50Rps: 1000, p90Rps: 1000, p99Rps: 1000}})
  expect(chanceOf([{...limit('web', 1200), zoneCount: 3}], draws).breachRatio).toBeCloseTo(0.25, 1)
  expect(chanceOf([{...limit('web', 1600), zoneCount: 3}], draws).breachRatio).toBe(0)
  expect(chanceOf([limit('orders-db', 1200)], draws).breachRatio).toBe(0)
})

test('what a constant hour loses is what the log-normal law says of the excess', () => {
  const draws = drawn()
  const capacity = 1100
  const found = expectedLoss({capacityRps: lowestCapacity([limit('web', capacity)], draws), draws, course})
  // E[max(0, D − c)] of a log-normal D: the undiscounted call of Black (1976).
  const d = Math.log(1000 / capacity) / spread
  const mean = 1000 * Math.exp(spread ** 2 / 2)
  const excess = mean * normalShare(d + spread) - capacity * normalShare(d)
  expect(found.requestCount / 3600).toBeGreaterThan(excess * 0.97)
  expect(found.requestCount / 3600).toBeLessThan(excess * 1.03)
  expect(found.requestRatio).toBeCloseTo(excess / mean, 2)
})

test('variance goes to the drivers as their squared spreads say, and knowing all of them leaves demand', () => {
  const draws = drawn()
  const limits = [limit('web', 1300, driver('capacity:web', 0.15), driver('visits:web', 0.1))]
  const causes = riskCauses({
    limits,
    draws,
    course,
    demand: {label: 'demand', because: '', datum: '', medianRps: 1000},
  })
  const whole = spread ** 2 + 0.15 ** 2 + 0.1 ** 2
  const share = Object.fromEntries(causes.map(({id, varianceRatio}) => [id, varianceRatio]))
  expect(share['demand']).toBeCloseTo(spread ** 2 / whole, 1)
  expect(share['capacity:web']).toBeCloseTo(0.15 ** 2 / whole, 1)
  expect(share['visits:web']).toBeCloseTo(0.1 ** 2 / whole, 1)
  const known = causes.find(({id}) => id === 'capacity:web')
  const exact = 1 - normalShare(Math.log(1.3) / Math.hypot(spread, 0.1))
  expect(known?.knownBreachRatio).toBeCloseTo(exact, 2)
})

test('the chance of the whole is at least that of each tier, at most their sum, and lower limits never lower it', () => {
  const arbitrary = fc.array(
    fc.tuple(fc.double({min: 500, max: 3000, noNaN: true}), fc.double({min: 0, max: 0.4, noNaN: true})),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  fc.assert(
    fc.property(arbitrary, (some) => {
      const draws = drawn({count: 1000})
      const limits = some.map(([rate, logSpread], i) => limit(`t${i}`, rate, driver(`capacity:t${i}`, logSpread)))
      const lower = limits.map((one) => ({...one, breaksAtRps: one.breaksAtRps * 0.9}))
      const {planned, today, tiers} = breachRisk({limits: lower, planned: limits, draws})
      for (const tier of tiers) expect(tier.planned.breachRatio).toBeLessThanOrEqual(planned.breachRatio)
      expect(planned.breachRatio).toBeLessThanOrEqual(
        tiers.reduce((sum, tier) => sum + tier.planned.breachRatio, 0) + 1e-12,
      )
      expect(today.breachRatio).toBeGreaterThanOrEqual(planned.breachRatio)
    }),
    {numRuns: 40},
  )
})

test('who is let in at the safe rate breaks a limit no more often than is accepted', () => {
  const draws = drawn()
  const capacityRps = lowestCapacity([limit('web', 1000, driver('capacity:web', 0.1))], draws)
  const found = admissionRate({capacityRps, targetRatio: 0.05, draws, requestsPerSession: 40})
  expect(found?.rateRps).toBeCloseTo(1000 * Math.exp(-0.1 * 1.6448536), -1)
  expect(found?.sessionsPerMinuteCount).toBeCloseTo(((found?.rateRps ?? 0) * 60) / 40, 9)
  const broken = capacityRps.filter((rps) => rps < (found?.rateRps ?? 0)).length
  expect(broken / draws.count).toBeLessThanOrEqual(0.05)
  expect(
    admissionRate({capacityRps: lowestCapacity([], draws), targetRatio: 0.05, draws, requestsPerSession: null}),
  ).toBeNull()
})
