import fc from 'fast-check'
import {expect, test} from 'vitest'
import {chooseFactors} from '../../../src/core/recommend/choose-factors.js'
import {type Ladder, levels, type SizeAll, tierLadder} from '../../../src/core/recommend/tier-ladder.js'
import {jointDraws} from '../../../src/core/risk/joint-draws.js'
import type {Change, Limit} from '../../../src/documents/plan.js'

const peak = {p50Rps: 1000, p90Rps: 1250, p99Rps: 1600}
const draws = jointDraws({peak, seed: 3, count: 400, lostZoneRatio: null})

type Tier = {unitRps: number; unitUsd: number; logSpread: number; mostCount?: number}

/** Tiers of whole units that carry the P90 times their factor, and cost by the unit. */
const sizing =
  (tiers: readonly Tier[]): SizeAll =>
  (factors) => {
    const sized = tiers.map(({unitRps, unitUsd, logSpread, mostCount = Number.POSITIVE_INFINITY}, i) => {
      const tier = `t${i}`
      const unitCount = Math.min(mostCount, Math.ceil((peak.p90Rps * (factors.get(tier) ?? 1)) / unitRps))
      const driver = {id: `capacity:${tier}`, label: tier, logSpreadRatio: logSpread, because: ''}
      return {
        limit: {
          tier,
          measure: 'requests',
          drivers: [driver],
          plannedBreaksAtRps: unitCount * unitRps,
          breaksAtRps: 1,
        } as unknown as Limit,
        change: {tier, cost: {windowUsd: unitCount * unitUsd}} as unknown as Change,
      }
    })
    return {limits: sized.map(({limit}) => limit), changes: sized.map(({change}) => change)}
  }

const costOf = (ladder: Ladder, factors: ReadonlyMap<string, number>) =>
  ladder.tiers.reduce((sum, tier) => sum + ladder.rungOf(tier, levels.indexOf(factors.get(tier) ?? 1)).costUsd, 0)
const brokenBy = (rungs: readonly {isBroken: Uint8Array}[]) =>
  draws.demandRps.reduce((sum, _, i) => sum + Number(rungs.some(({isBroken}) => isBroken[i] === 1)), 0)

/** The least cost of all combinations of levels that keep the risk; infinite where none does. */
function exhaustive(ladder: Ladder, allowed: number): number {
  let least = Number.POSITIVE_INFINITY
  const walk = (index: number, broken: Uint8Array, costUsd: number) => {
    if (costUsd >= least || broken.reduce((sum, one) => sum + one, 0) > allowed) return
    const tier = ladder.tiers[index]
    if (tier === undefined) {
      least = costUsd
      return
    }
    for (let level = 0; level < levels.length; level++) {
      const rung = ladder.rungOf(tier, level)
      walk(
        index + 1,
        broken.map((one, i) => one | (rung.isBroken[i] ?? 0)),
        costUsd + rung.costUsd,
      )
    }
  }
  walk(0, new Uint8Array(draws.count), 0)
  return least
}

const tierArbitrary = fc.record({
  unitRps: fc.integer({min: 20, max: 400}),
  unitUsd: fc.integer({min: 1, max: 40}),
  logSpread: fc.double({min: 0, max: 0.15, noNaN: true}),
})

test('the plan keeps the risk, and costs at most 1.3 times the cheapest of all combinations that do', () => {
  fc.assert(
    fc.property(
      fc.array(tierArbitrary, {minLength: 1, maxLength: 3}),
      fc.constantFrom(0.01, 0.05, 0.1),
      (tiers, targetRatio) => {
        const ladder = tierLadder({sizeAll: sizing(tiers), draws})
        const {factors, beyondHelp} = chooseFactors({ladder, targetRatio, sampleCount: draws.count})
        expect(beyondHelp).toEqual([])
        const rungs = ladder.tiers.map((tier) => ladder.rungOf(tier, levels.indexOf(factors.get(tier) ?? 1)))
        const allowed = Math.floor(targetRatio * draws.count)
        expect(brokenBy(rungs)).toBeLessThanOrEqual(allowed)
        const ratio = costOf(ladder, factors) / exhaustive(ladder, allowed)
        expect(ratio).toBeLessThanOrEqual(1.3)
      },
    ),
    {numRuns: process.env['ECOM_PLAN_DEEP'] ? 1000 : 40},
  )
})

test('nothing is bought where the target quantile is already good enough', () => {
  const ladder = tierLadder({sizeAll: sizing([{unitRps: 2000, unitUsd: 5, logSpread: 0}]), draws})
  expect(chooseFactors({ladder, targetRatio: 0.05, sampleCount: draws.count}).factors.size).toBe(0)
})

test('a tier that nothing on offer helps is named, and the others are chosen without it', () => {
  const stuck = {unitRps: 100, unitUsd: 5, logSpread: 0, mostCount: 9}
  const ladder = tierLadder({sizeAll: sizing([stuck, {unitRps: 50, unitUsd: 5, logSpread: 0.05}]), draws})
  const {factors, beyondHelp} = chooseFactors({ladder, targetRatio: 0.05, sampleCount: draws.count})
  expect(beyondHelp).toEqual(['t0'])
  expect(factors.has('t0')).toBe(false)
  expect(ladder.rungOf('t1', levels.indexOf(factors.get('t1') ?? 1)).brokenCount).toBeLessThanOrEqual(20)
})

test('a higher accepted risk costs no more, but for a step of the ladder', () => {
  fc.assert(
    fc.property(fc.array(tierArbitrary, {minLength: 1, maxLength: 4}), (tiers) => {
      const ladder = tierLadder({sizeAll: sizing(tiers), draws})
      const costs = [0.01, 0.05, 0.1].map((targetRatio) =>
        costOf(ladder, chooseFactors({ladder, targetRatio, sampleCount: draws.count}).factors),
      )
      // The search is not exact, so a step of the ladder may go the other way.
      expect(costs[0]).toBeGreaterThanOrEqual((costs[1] ?? 0) * 0.95)
      expect(costs[1]).toBeGreaterThanOrEqual((costs[2] ?? 0) * 0.95)
    }),
    {numRuns: 40},
  )
})
