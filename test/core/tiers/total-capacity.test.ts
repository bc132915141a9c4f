import fc from 'fast-check'
import {expect, test} from 'vitest'
import {tierScaling} from '../../../src/core/calibrate/tier-scaling.js'
import {sizeScaledTier} from '../../../src/core/tiers/scaled-tier.js'
import {highestCapacityRps, leastUnits, totalCapacityRps} from '../../../src/core/tiers/total-capacity.js'
import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import {type KnownShop, knownRps, knownTest} from '../loadtests/unit-tests.js'
import {makeSetting} from './make-setting.js'

const shop: KnownShop = {workerCount: 8, ownTimeS: 0.062, databaseTimeS: 0.016, connectionCount: 4}
const scalingOf = (isMeasured: boolean) => {
  const tests = [1, 2].map((count) => knownTest(shop, count, {isMeasured}))
  return tierScaling({tests, slo: {p95ResponseTimeS: 0.5, errorRatio: 0.01}, unit: 'task'})
}
const scaling = scalingOf(true) ?? undefined
const model: CapacityModel = {
  schema: 'ecom-plan.capacity-model/v1',
  tier: 'web',
  unit: 'task',
  unitRps: 100,
  origin: 'load-test',
  estimates: [{origin: 'load-test', unitRps: 100, evidence: 'tested', isExtrapolated: false}],
  disagreementRatio: 0,
  ...(scaling === undefined ? {} : {scaling}),
  visitCount: 1,
  visitOrigin: 'given',
}
const sizing = (rps: number, over: Partial<Parameters<typeof makeSetting>[0]> = {}) =>
  sizeScaledTier({
    tier: {
      tier: 'web',
      resource: 'shop/web',
      kind: 'ecs',
      unit: 'task',
      model,
      zoneCount: 1,
      minCount: 1,
      maxCount: 2,
      unitText: '1 vCPU',
    },
    setting: makeSetting({rps, zonesLost: 0, ...over}),
    leadS: 300,
  })

test('the totals of a model are those of the exact network within the SLO, and never fall', () => {
  expect(scaling?.sharedLimit?.name).toBe('orders-db')
  const totals = scaling?.totals ?? []
  for (const {unitCount, totalRps} of totals) {
    // p95 under 500 ms is 278 ms on the mean, at which so many are in flight.
    const within = Array.from({length: 200}, (_, i) => i + 1).filter(
      (users) => users / knownRps(shop, unitCount, users) <= 0.5 / 1.8,
    )
    const exact = knownRps(shop, unitCount, Math.max(...within))
    expect(Math.abs(totalRps / exact - 1), `${unitCount} units`).toBeLessThan(0.06)
  }
  expect(totals.every(({totalRps}, i) => i === 0 || totalRps >= (totals[i - 1]?.totalRps ?? 0))).toBe(true)
  expect(scaling?.words.join(' ')).toMatch(/orders-db, which they share, is full at 2\d\d req\/s/)
})

test('property: the fewest units that carry a rate do, and one fewer does not; more units never carry less', () => {
  const rates = fc.double({min: 1, max: 400, noNaN: true})
  fc.assert(
    fc.property(rates, fc.boolean(), fc.double({min: 20, max: 200, noNaN: true}), (rps, isScaled, unitRps) => {
      const capacity = isScaled ? {unitRps, ...(scaling === undefined ? {} : {scaling})} : {unitRps}
      const count = leastUnits(capacity, rps)
      if (count === null) {
        expect(rps).toBeGreaterThan(highestCapacityRps(capacity))
        expect(totalCapacityRps(capacity, 1e6)).toBeLessThan(rps)
        return
      }
      expect(totalCapacityRps(capacity, count)).toBeGreaterThanOrEqual(rps * (1 - 1e-6))
      expect(totalCapacityRps(capacity, count - 1)).toBeLessThan(rps)
      expect(totalCapacityRps(capacity, count + 0.5)).toBeGreaterThanOrEqual(totalCapacityRps(capacity, count))
    }),
  )
})

test('sizing inverts the curve: more units than in proportion, and the limit says what they carry together', () => {
  // 168 ÷ 80 % = 210 req/s: in proportion three tasks, and three do carry it; 180 ÷ 80 % = 225 takes more than three.
  expect(sizing(120).need.unitCount).toBe(2)
  const {need, limit, blockers} = sizing(182)
  expect(need.unitCount).toBeGreaterThanOrEqual(3)
  expect(blockers).toEqual([])
  expect(limit.plannedBreaksAtRps).toBeCloseTo(totalCapacityRps(model, need.unitCount), 6)
  expect(limit.derivation.join(' ')).toMatch(/carry .* req\/s together/)
})

test('a demand above the shared limit: no number of units, and what binds is named', () => {
  const {need, blockers, limit, plannedMaxCount} = sizing(400)
  expect(blockers).toMatchObject([
    {severity: 'block', code: 'SHARED_LIMIT', message: expect.stringContaining('orders-db')},
  ])
  expect(blockers[0]?.next).toMatch(/raise orders-db/)
  expect(need.outOfReach?.highestRps).toBeLessThan(260)
  // Not hundreds of tasks that would bring nothing.
  expect(plannedMaxCount).toBeLessThan(8)
  expect(limit.after.p90Ratio).toBeGreaterThan(1)
  expect(sizing(230).blockers).toMatchObject([{severity: 'warn', code: 'SHARED_LIMIT'}])
})
