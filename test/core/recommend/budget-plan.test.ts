import fc from 'fast-check'
import {expect, test} from 'vitest'
import {pickPlan} from '../../../src/core/recommend/plan-choice.js'
import type {SizeAll} from '../../../src/core/recommend/tier-ladder.js'
import {jointDraws} from '../../../src/core/risk/joint-draws.js'
import type {Change, Limit} from '../../../src/documents/plan.js'

const peak = {p50Rps: 1000, p90Rps: 1250, p99Rps: 1600}
const draws = jointDraws({peak, seed: 3, count: 400, lostZoneRatio: null})
const course = {path: [{at: '2026-11-27T00:00:00.000Z', ...peak}], stepS: 3600, usdPerRequest: null}

type Tier = {unitRps: number; unitUsd: number; todayCount: number}

/** Tiers of whole units above those of today; a tier sized for nothing changes nothing. */
const sizing =
  (tiers: readonly Tier[], fixedUsd = 0): SizeAll =>
  (factors) => {
    const sized = tiers.map(({unitRps, unitUsd, todayCount}, i) => {
      const tier = `t${i}`
      const needed = Math.ceil((peak.p90Rps * (factors.get(tier) ?? 1)) / unitRps)
      const count = Math.max(todayCount, needed)
      const rates = {breaksAtRps: todayCount * unitRps, plannedBreaksAtRps: count * unitRps}
      const cost = {windowUsd: (count - todayCount) * unitUsd + fixedUsd}
      return {
        limit: {tier, measure: 'requests', drivers: [], ...rates} as unknown as Limit,
        changes: cost.windowUsd > 0 ? [{tier, cost} as unknown as Change] : [],
      }
    })
    return {limits: sized.map(({limit}) => limit), changes: sized.flatMap(({changes}) => changes)}
  }

const chosenOf = (sizeAll: SizeAll, budgetUsd: number | null) => {
  const pick = pickPlan({sizeAll, draws, course, targetRatio: 0.05, budgetUsd})
  return {...pick, chosen: pick.offers.find(({isChosen}) => isChosen)}
}

const shop = [
  {unitRps: 100, unitUsd: 10, todayCount: 9},
  {unitRps: 100, unitUsd: 30, todayCount: 11},
]

test('a budget that pays for one of two tiers takes the one that breaks first, and names the other', () => {
  const {budget, chosen, factors} = chosenOf(sizing(shop), 60)
  expect(budget).toEqual({limitUsd: 60, isKept: true, leftTiers: ['t1']})
  expect(factors.get('t0')).toBeGreaterThan(0)
  expect(chosen?.windowCostUsd).toBeLessThanOrEqual(60)
  expect(chosen?.windowCostUsd).toBeGreaterThan(0)
})

test('what no rate decides costs more than the budget: that is told, and the wanted plan stands', () => {
  const {budget, chosen} = chosenOf(sizing(shop, 50), 60)
  expect(budget).toEqual({limitUsd: 60, isKept: false, leftTiers: []})
  expect(chosen?.targetRatio).toBe(0.05)
})

test('without a budget there is none to keep, and a large one changes nothing', () => {
  expect(chosenOf(sizing(shop), null).budget).toBeNull()
  expect(chosenOf(sizing(shop), 1e6).chosen).toEqual(chosenOf(sizing(shop), null).chosen)
})

test('the chosen plan keeps to the budget, and a tier is left only where the whole plan costs more', () => {
  const tier = fc.record({
    unitRps: fc.integer({min: 20, max: 400}),
    unitUsd: fc.integer({min: 1, max: 40}),
    todayCount: fc.integer({min: 1, max: 30}),
  })
  fc.assert(
    fc.property(fc.array(tier, {minLength: 1, maxLength: 4}), fc.integer({min: 1, max: 2000}), (tiers, budgetUsd) => {
      const {budget, chosen, offers} = chosenOf(sizing(tiers), budgetUsd)
      expect(budget?.isKept).toBe(true)
      expect(chosen?.windowCostUsd ?? 0).toBeLessThanOrEqual(budgetUsd)
      const wanted = offers.find(({targetRatio}) => targetRatio === 0.05)
      if (budget?.leftTiers.length) expect(wanted?.windowCostUsd ?? 0).toBeGreaterThan(budgetUsd)
      expect(chosen?.breachRatio).toBeLessThanOrEqual(offers[0]?.breachRatio ?? 0)
    }),
    {numRuns: 60},
  )
})
