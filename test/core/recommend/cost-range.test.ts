import fc from 'fast-check'
import {expect, test} from 'vitest'
import {withCostRanges} from '../../../src/core/recommend/cost-range.js'
import {withCostTerms} from '../../../src/core/recommend/cost-terms.js'
import {windowRangeOf} from '../../../src/core/recommend/window-cost.js'
import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import type {Change} from '../../../src/documents/plan.js'
import {makeSetting} from '../tiers/make-setting.js'
import {makeChange, makeDatabase, makeInventory, makeModify} from './make-change.js'

const base = makeSetting()
const at = (hour: number) => new Date((base.windowStartS + hour * 3600) * 1000).toISOString()
const model = {tier: 'web', unit: 'instance', unitRps: 100, visitCount: 1} as CapacityModel

/** Ten instances all day instead of four, at $0.10; a rate that takes 8, 10 and `p99` of them at 80 %. */
const flat = (p99Count: number) =>
  base.path.map((point) => ({...point, p50Rps: 640, p90Rps: 800, p99Rps: p99Count * 80}))
const change = (maxCount: number): Change =>
  makeChange({
    tier: 'web',
    resource: 'shop-web',
    route: 'automatic',
    patchIds: [],
    cost: {windowUsd: 6 * 24 * 0.1, monthUsd: null, because: ''},
    schedule: {
      unit: 'instance',
      restingCount: 4,
      maxCount,
      steps: [
        {at: at(0), minCount: 10},
        {at: at(24), minCount: 4},
      ],
    },
  })
const ranged = (maxCount: number, p99Count: number) => {
  const [found] = withCostRanges([change(maxCount)], {models: [model], setting: makeSetting({path: flat(p99Count)})})
  return found?.cost
}

test('the scheduled minimum is certain, and the policy adds up to the maximum', () => {
  expect(ranged(20, 15)?.rangeUsd).toEqual({
    p50Usd: expect.closeTo(14.4, 9),
    p90Usd: expect.closeTo(14.4, 9),
    p99Usd: expect.closeTo((15 - 4) * 24 * 0.1, 9),
  })
  expect(ranged(12, 15)?.rangeUsd?.p99Usd).toBeCloseTo((12 - 4) * 24 * 0.1, 9)
  expect(ranged(20, 15)?.because).toMatch(
    /^6 more × 24 h = 144 instance-hours above today's minimum of 4, × \$0\.1 = \$14\.40/,
  )
})

test('a cost that demand does not move has no range, and counts in full at each quantile', () => {
  const [storage] = withCostRanges([makeChange()], {models: [model], setting: base})
  expect(storage?.cost.rangeUsd).toBeUndefined()
  const web = withCostRanges([change(20)], {models: [model], setting: makeSetting({path: flat(15)})})
  expect(windowRangeOf([...web, makeChange()])).toEqual({
    p50Usd: expect.closeTo(24.4, 9),
    p90Usd: expect.closeTo(24.4, 9),
    p99Usd: expect.closeTo(36.4, 9),
  })
  expect(windowRangeOf([])).toBeNull()
})

test('property: P50 ≤ P90 ≤ P99, never below the scheduled minimum, never above the maximum all the time', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 10, max: 60}),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(2000), fc.nat(2000)), {minLength: 24, maxLength: 24}),
      (maxCount, rates) => {
        const path = base.path.map((point, i) => {
          const [low, more, most] = rates[i] ?? [0, 0, 0]
          return {...point, p50Rps: low, p90Rps: low + more, p99Rps: low + more + most}
        })
        const [found] = withCostRanges([change(maxCount)], {models: [model], setting: makeSetting({path})})
        const {p50Usd = 0, p90Usd = 0, p99Usd = 0} = found?.cost.rangeUsd ?? {}
        expect(p50Usd).toBeGreaterThanOrEqual((found?.cost.windowUsd ?? 0) - 1e-9)
        expect(p90Usd).toBeGreaterThanOrEqual(p50Usd - 1e-9)
        expect(p99Usd).toBeGreaterThanOrEqual(p90Usd - 1e-9)
        expect(p99Usd).toBeLessThanOrEqual((maxCount - 4) * 24 * 0.1 + 1e-9)
      },
    ),
  )
})

const group = {name: 'shop-web', desiredCount: 7} as never
const terms = (one: Change, costs: {discountRatio: number; reservedCoverage: number}) => {
  const inventory = makeInventory({autoScalingGroups: [group], databases: [makeDatabase()]})
  const patches = [makeModify('db-class', {DBInstanceClass: 'db.m6g.2xlarge'})]
  return withCostTerms([one], {costs, patches, inventory, setting: base})[0]?.cost
}

test('a discount is taken off everything, and coverage off what runs today above the minimum', () => {
  expect(terms(makeChange(), {discountRatio: 0.2, reservedCoverage: 0})).toMatchObject({windowUsd: 8, monthUsd: 80})
  // 7 run today and 4 are the minimum: 3 × 24 h × $0.10, of which 40 % are paid for.
  expect(terms(change(20), {discountRatio: 0, reservedCoverage: 0.4})?.windowUsd).toBeCloseTo(
    14.4 - 3 * 24 * 0.1 * 0.4,
    9,
  )
  expect(terms(change(20), {discountRatio: 0, reservedCoverage: 0})).toEqual(change(20).cost)
})

test('a database that leaves its family keeps paying its reservation', () => {
  const leaving = terms(makeChange({to: 'db.m6g.2xlarge'}), {discountRatio: 0, reservedCoverage: 0.5})
  // db.r6g.xlarge for two zones is $0.859 an hour: twice the $0.4295 of the list.
  expect(leaving?.windowUsd).toBeGreaterThan(10 + 24 * 0.4)
  expect(terms(makeChange(), {discountRatio: 0, reservedCoverage: 0.5})?.windowUsd).toBe(10)
})
