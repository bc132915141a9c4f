import {expect, test} from 'vitest'
import {catalog} from '../../src/catalog/catalog.js'
import type {Run} from '../../src/documents/run.js'
import {databaseBreaksAt, factorsOf, forEstates, isDeep, runFor, timeoutMs} from './estate-runs.js'
import {type EstateTruth, unitRpsOf} from './estate-truth.js'
import {calibrationErrorRatio, demandedOf, knownDatabase, knownTier} from './known-estate.js'
import {leastPlan, planUsdPerHour, planWindowUsd} from './least-cost.js'
import {plannedEstate} from './planned-estate.js'
import {
  casesOf,
  databaseShares,
  hourShares,
  isDatabaseBlocked,
  unitLimitRatio,
  unitShares,
  watchPlan,
} from './watch-plan.js'

/** A watch takes about so many events. */
const eventBudget = isDeep ? 200_000 : 40_000

test(
  `what a unit carries of the shop's requests is calibrated to ${calibrationErrorRatio * 100} %`,
  () => {
    forEstates((estate) => {
      const run = runFor(estate)
      expect(run.plan.notModelled).toEqual([])
      for (const tier of estate.tiers) {
        const model = run.models.find((one) => one.tier === tier.name)
        const ratio = (model?.unitRps ?? 0) / (model?.visitCount ?? 0) / (unitRpsOf(tier) / tier.visitCount)
        expect(Math.abs(Math.log(ratio)), `${tier.name}: ${ratio}`).toBeLessThan(calibrationErrorRatio)
      }
    })
  },
  timeoutMs,
)

test(
  'never short by the utilization law: at the truth every limit keeps what the plan promises, in every hour',
  () => {
    forEstates((estate) => {
      const run = runFor(estate)
      const planned = plannedEstate(estate, run.plan)
      const shares = [
        ...casesOf(estate, run, planned).flatMap((now) => unitShares(estate, now)),
        ...hourShares(estate, run, planned),
        ...(isDatabaseBlocked(run) ? [] : databaseShares(estate, run)),
      ]
      const short = shares.filter(({ratio, promisedRatio}) => ratio > promisedRatio * (1 + calibrationErrorRatio))
      expect(short).toEqual([])
    })
  },
  timeoutMs,
)

test(
  'never short, request by request: the planned estate meets the SLO and its limits in every case it is planned for',
  () => {
    forEstates((estate) => {
      const run = runFor(estate)
      const planned = plannedEstate(estate, run.plan)
      for (const now of casesOf(estate, run, planned)) {
        // A tier in one zone is gone with it, and so is the shop: nobody promised otherwise.
        if (estate.tiers.some((tier) => now.unitCountOf(tier) === 0)) continue
        const seen = watchPlan({estate, run, planned, now, eventBudget})
        expect(seen.p95S, now.name).toBeLessThanOrEqual(seen.sloS)
        expect(seen.breachedMinuteCount, now.name).toBe(0)
        for (const {name, utilizationRatio} of seen.tiers) {
          expect(utilizationRatio, `${name}, ${now.name}`).toBeLessThanOrEqual(unitLimitRatio * 1.1)
        }
        if (seen.cpu === null || seen.disk === null || seen.connections === null) continue
        expect(seen.cpu.utilizationRatio, now.name).toBeLessThan(0.9)
        expect(seen.disk.utilizationRatio, now.name).toBeLessThan(0.97)
        expect(seen.connections.delayedCount, now.name).toBe(0)
      }
    })
  },
  timeoutMs,
)

test(
  'never more than 1.3 times the least: of what stands at the peak, and of what the window costs',
  () => {
    forEstates((estate) => {
      const run = runFor(estate)
      const factors = factorsOf(run)
      const least = leastPlan(estate, demandedOf(estate, run.forecast.peak, {factors}))
      if (least.class === null || least.volume === null || isDatabaseBlocked(run)) return
      const leastShape = {counts: least.counts, class: least.class, volume: least.volume}
      const planned = plannedEstate(estate, run.plan)
      const today = planUsdPerHour(estate, {
        counts: estate.tiers.map(({maxCount}) => maxCount),
        class: knownDatabase(estate).class,
        volume: estate.database,
      })
      const leastUsd = planUsdPerHour(estate, leastShape)
      const usd = planUsdPerHour(estate, {
        counts: estate.tiers.map(({name}) => planned.tiers.get(name)?.maxCount ?? 0),
        class: catalog.rdsClass(planned.database.class) ?? least.class,
        volume: planned.database,
      })
      expect(usd).toBeLessThanOrEqual(leastUsd * 1.3)
      // Beyond what is there anyway, to the cent an hour.
      expect(usd - today).toBeLessThanOrEqual(Math.max(0, leastUsd - today) * 1.3 + 0.01)
      // Five steps cannot follow every hour, which shows where a tier costs a dollar or two.
      const windowUsd = planWindowUsd(estate, run, leastShape, factors)
      expect(run.plan.windowCostUsd ?? 0).toBeLessThanOrEqual(Math.max(0, windowUsd) * 1.3 + 2)
    })
  },
  timeoutMs,
)

test(
  'what is feasible is never called impossible',
  () => {
    forEstates((estate) => {
      const run = runFor(estate)
      const least = leastPlan(estate, demandedOf(estate, run.forecast.peak, {factors: factorsOf(run)}))
      const codes = run.plan.blockers.map(({code}) => code)
      if (least.class !== null) expect(codes).not.toContain('NO_CLASS_CARRIES')
      if (least.volume !== null) expect(codes).not.toContain('STORAGE_IMPOSSIBLE')
    })
  },
  timeoutMs,
)

test(
  "more traffic never lowers a plan's cost nor what any tier is planned for",
  () => {
    forEstates((estate) => {
      const runs = [1, 1.1, 1.5].map((demandRatio) => runFor(estate, {demandRatio}))
      for (const [i, more] of runs.slice(1).entries()) {
        const fewer = runs[i]
        if (fewer !== undefined) expectNoLess({estate, fewer, more})
      }
    })
  },
  timeoutMs,
)

function expectNoLess({estate, fewer, more}: {estate: EstateTruth; fewer: Run; more: Run}) {
  const [before, after] = [fewer, more].map(({plan}) => plannedEstate(estate, plan).tiers)
  for (const {name} of estate.tiers) {
    expect(after?.get(name)?.maxCount, name).toBeGreaterThanOrEqual(before?.get(name)?.maxCount ?? 0)
  }
  if (isDatabaseBlocked(more)) return
  expect(isDatabaseBlocked(fewer)).toBe(false)
  expect(databaseBreaksAt(more)).toBeGreaterThanOrEqual(databaseBreaksAt(fewer) * (1 - 1e-9))
  expect(more.plan.windowCostUsd ?? 0).toBeGreaterThanOrEqual((fewer.plan.windowCostUsd ?? 0) - 1e-6)
}

test('the search knows its own estates: with one unit less in every zone a tier is not enough', () => {
  forEstates((estate) => {
    const demanded = demandedOf(estate, {p50Rps: 100, p90Rps: 150, p99Rps: 250})
    const {counts} = leastPlan(estate, demanded)
    estate.tiers.forEach((tier, i) => {
      const known = knownTier(tier)
      const count = counts[i] ?? 0
      if (count <= tier.maxCount) return
      const fewer = count - tier.zoneCount
      const isTooFew =
        demanded.targetRps * tier.visitCount > fewer * known.unitRps * estate.targetUtilizationRatio ||
        (demanded.lostRps ?? 0) * tier.visitCount > fewer * (1 - 1 / tier.zoneCount) * known.unitRps
      expect(isTooFew || fewer < tier.maxCount).toBe(true)
    })
  })
})

test('the estates are of all kinds: most of them need more of something, some of nothing', () => {
  const estates: EstateTruth[] = []
  forEstates((estate) => void estates.push(estate))
  const kinds = new Set(estates.flatMap(({tiers}) => tiers.map(({kind}) => kind)))
  expect(kinds).toEqual(new Set(['asg', 'ecs']))
  const changes = estates.map((estate) => runFor(estate).plan.changes)
  expect(changes.filter((some) => some.some(({tier}) => tier === 'db')).length).toBeGreaterThan(estates.length / 5)
  expect(changes.filter((some) => some.some(({tier}) => tier !== 'db')).length).toBeGreaterThan(estates.length / 2)
})
