import fc from 'fast-check'
import {expect, test} from 'vitest'
import {predictUnits} from '../../../src/core/loadtests/predict-units.js'
import {sharedReadings} from '../../../src/core/loadtests/shared-readings.js'
import {testsToPlanWith} from '../../../src/core/loadtests/tests-of-tier.js'
import {type KnownShop, knownRps, knownTest} from './unit-tests.js'

// Eight workers of 78 ms carry 102 req/s each unit; four connections of 16 ms carry 250 in all.
const shop: KnownShop = {workerCount: 8, ownTimeS: 0.062, databaseTimeS: 0.016, connectionCount: 4}
const full = 1000
const predicted = (
  tests: Parameters<typeof predictUnits>[0]['tests'],
  slo: Parameters<typeof predictUnits>[0]['slo'] = null,
) => {
  const found = predictUnits({tests, slo})
  if (found === null) throw new Error('nothing was predicted')
  return found
}

test('tests of one and two units: three, four and eight as the exact network has them, and the database named', () => {
  const found = predicted([knownTest(shop, 1), knownTest(shop, 2)])
  for (const count of [1, 2, 3, 4, 8]) {
    expect(found.totalOf(count).totalRps / knownRps(shop, count, full), `${count} units`).toBeCloseTo(1, 1.4)
  }
  expect(found.sharedLimit).toMatchObject({name: 'orders-db', isMeasured: true})
  expect(Math.abs((found.sharedLimit?.limitRps ?? 0) / 250 - 1)).toBeLessThan(0.02)
  expect([1, 2, 3, 4].map((count) => found.bindsAt(count))).toEqual(['units', 'units', 'shared', 'shared'])
})

test('a lock: one at a time of 4 ms holds all units to 250 req/s', () => {
  const locked = {...shop, databaseTimeS: 0.004, connectionCount: 1}
  const found = predicted([knownTest(locked, 1), knownTest(locked, 2)])
  for (const count of [3, 4]) {
    expect(Math.abs(found.totalOf(count).totalRps / knownRps(locked, count, full) - 1)).toBeLessThan(0.05)
  }
})

test('steps alone: the interval holds what is true, and no name is made up', () => {
  const found = predicted([1, 2].map((count) => knownTest(shop, count, {isMeasured: false})))
  const {lowRps, highRps} = found.totalOf(4)
  expect(lowRps).toBeLessThan(knownRps(shop, 4, full))
  expect(highRps).toBeGreaterThan(knownRps(shop, 4, full))
  expect(found.sharedLimit?.name ?? null).toBeNull()
  // With four units tested too, the bend is seen without anybody having looked at the database.
  const seen = predicted([1, 2, 4].map((count) => knownTest(shop, count, {isMeasured: false})))
  expect(seen.sharedLimit).toMatchObject({name: null, isMeasured: false})
  expect(Math.abs(seen.totalOf(8).totalRps / knownRps(shop, 8, full) - 1)).toBeLessThan(0.05)
})

test('units that share nothing: in proportion, without a limit', () => {
  const free = {...shop, connectionCount: 400}
  const found = predicted([1, 2].map((count) => knownTest(free, count, {isMeasured: false})))
  expect(found.sharedLimit).toBeNull()
  expect(found.totalOf(20).totalRps / (20 * knownRps(free, 1, full))).toBeCloseTo(1, 1.4)
  expect(found.bindsAt(20)).toBe('units')
})

test('users who pause count as in flight only while they wait', () => {
  const still = predicted([knownTest(shop, 1), knownTest(shop, 2)])
  const pausing = predicted([1, 2].map((count) => knownTest(shop, count, {pauseS: 3})))
  expect(pausing.totalOf(4).totalRps).toBeCloseTo(still.totalOf(4).totalRps, 6)
})

test('tests that never came near the limit of a unit: each carries at least what it carried', () => {
  const usersEach = [1, 2, 3, 4]
  const found = predicted([1, 2].map((count) => knownTest(shop, count, {usersEach})))
  expect(found.isUnitLimitSeen).toBe(false)
  expect(found.totalOf(3).totalRps).toBeLessThanOrEqual(3 * knownRps(shop, 1, 4) * 1.001)
  // The database was measured, so what no number of units passes is known all the same.
  expect(Math.abs(found.totalOf(50).totalRps / 250 - 1)).toBeLessThan(0.1)
})

test('one number of units, or too few steps, predict nothing', () => {
  expect(predictUnits({tests: [knownTest(shop, 1), knownTest(shop, 1)], slo: null})).toBeNull()
  const usersEach = [8]
  expect(predictUnits({tests: [1, 2].map((count) => knownTest(shop, count, {usersEach})), slo: null})).toBeNull()
})

test('property: at the numbers tested the prediction is what was measured, beyond them never more than a limit', () => {
  const any = fc.record({
    workerCount: fc.integer({min: 2, max: 16}),
    ownTimeS: fc.double({min: 0.01, max: 0.3, noNaN: true}),
    ratio: fc.double({min: 1.5, max: 8, noNaN: true}),
    connectionCount: fc.integer({min: 1, max: 8}),
  })
  fc.assert(
    fc.property(any, ({workerCount, ownTimeS, ratio, connectionCount}) => {
      // What the database carries is that many times what one unit would without it.
      const databaseTimeS = (connectionCount * ownTimeS) / (ratio * workerCount)
      const known = {workerCount, ownTimeS, databaseTimeS, connectionCount}
      const usersEach = [0.25, 0.5, 1, 2, 3].map((share) => Math.max(1, Math.round(share * workerCount)))
      const found = predicted([1, 2].map((count) => knownTest(known, count, {usersEach})))
      for (const count of [1, 2]) {
        expect(Math.abs(found.totalOf(count).totalRps / knownRps(known, count, full) - 1)).toBeLessThan(0.06)
      }
      expect(Math.abs(found.totalOf(4).totalRps / knownRps(known, 4, full) - 1)).toBeLessThan(0.1)
      const totals = [1, 2, 3, 4, 6, 9, 14, 30].map((count) => found.totalOf(count))
      totals.forEach(({totalRps, lowRps, highRps}, i) => {
        expect(totalRps).toBeGreaterThanOrEqual((totals[i - 1]?.totalRps ?? 0) * (1 - 1e-9))
        expect(lowRps).toBeLessThanOrEqual(totalRps)
        expect(highRps).toBeGreaterThanOrEqual(totalRps)
        expect(totalRps).toBeLessThanOrEqual((found.sharedLimit?.limitRps ?? 0) * (1 + 1e-9))
      })
    }),
    {numRuns: 25},
  )
})

test('a utilization that a person noted stands for the step of the highest throughput', () => {
  const {steps} = knownTest(shop, 1)
  expect(sharedReadings(steps.slice(0, 3), {'orders-db': 0.4})).toEqual([
    {name: 'orders-db', serverCount: null, ratios: [null, null, 0.4]},
  ])
})

test('of the stored tests the newest counts, with those of other numbers of units that measured the same', () => {
  const at = (unitCount: number, startedAt: string, commit: string | null = null) => ({
    ...knownTest(shop, unitCount),
    startedAt,
    commit,
  })
  const monthS = 30 * 86_400
  const newest = at(2, '2026-10-20T00:00:00.000Z')
  const near = at(1, '2026-10-01T00:00:00.000Z')
  const again = at(1, '2026-09-30T00:00:00.000Z')
  const old = at(4, '2026-01-01T00:00:00.000Z')
  expect(testsToPlanWith([newest, near, again, old], monthS)).toEqual([newest, near])
  const built = at(2, '2026-10-20T00:00:00.000Z', 'abc')
  expect(testsToPlanWith([built, near, at(4, '2026-01-01T00:00:00.000Z', 'abc')], monthS)).toHaveLength(2)
  expect(testsToPlanWith([], monthS)).toEqual([])
})
