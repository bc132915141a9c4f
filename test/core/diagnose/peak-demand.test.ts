import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {databaseLimits} from '../../../src/core/diagnose/database-limits.js'
import {peakDemand} from '../../../src/core/diagnose/peak-demand.js'
import {isoOf} from '../../../src/core/series/zone.js'
import {nearMisses} from './near-misses.js'

// db.r6g.xlarge: 4 vCPU, 6,000 IOPS at its baseline; 200 GiB of gp3: 3,000 IOPS.
const [{database} = {database: undefined}] = nearMisses()
if (database === undefined) throw new Error('there is no window written by hand')
const limits = databaseLimits({database, catalog, reserveRatio: 0.08})
const line = (slope: number, intercept = 0) => ({
  slope,
  intercept,
  sampleCount: 500,
  seenRps: 500,
  seenValue: 1,
  origin: 'a line',
})
const load = {
  cpuRatio: line(0.0005, 0.1),
  iops: line(3, 500),
  readIops: line(1, 200),
  writeIops: line(2, 300),
  mibPerS: line(0.04),
  connectionCount: line(0.1),
  usedMemoryGib: null,
  ioTimeS: null,
  queueCount: null,
}
const path = (rates: readonly number[]) =>
  rates.map((rps, hour) => ({at: isoOf(hour * 3600), p50Rps: rps / 2, p90Rps: rps, p99Rps: rps * 2}))
const at = (rates: readonly number[], over: object = {}) =>
  peakDemand({
    load,
    limits,
    originRps: Math.max(...rates),
    path: path(rates),
    stepS: 3600,
    quantile: 'p90',
    originRatio: 1,
    poolCount: 0,
    readGrowthRatio: 1,
    ...over,
  })

test('by hand: 1,000 req/s on lines', () => {
  expect(at([1000])).toEqual({
    cpuCount: 0.6 * 4,
    readIops: 1200,
    writeIops: 2300,
    mibPerS: 40,
    connectionCount: 100,
    // 3,500 IOPS for an hour against 3,000 of the volume.
    durationS: 3600,
    readGrowthRatio: 1,
  })
  expect(at([1000], {poolCount: 400}).connectionCount).toBe(400)
})

test('half of the excess for two hours drains as all of it for one; below the limit nothing does', () => {
  // 3,000 IOPS at 833.3 req/s: 500 above at 1,000, 250 above at 916.7.
  const half = (1000 + (3000 - 500) / 3) / 2
  expect(at([1000, half, half]).durationS).toBeCloseTo(7200, 6)
  expect(at([1000, 100, 100]).durationS).toBe(3600)
  expect(at([800, 800]).durationS).toBe(0)
})

test('the path is where demand is counted, and a part of it reaches the database', () => {
  expect(at([1000], {path: path([4000]), originRatio: 0.25}).durationS).toBe(3600)
})

test('what was not measured stays unknown', () => {
  const {cpuCount, readIops, mibPerS, connectionCount} = at([1000], {
    load: {...load, cpuRatio: null, readIops: undefined, mibPerS: null, connectionCount: null},
  })
  expect({cpuCount, readIops, mibPerS, connectionCount}).toEqual({
    cpuCount: null,
    readIops: null,
    mibPerS: null,
    connectionCount: null,
  })
})

test('no peak asks for less than a smaller one, and no duration is longer than the window', () => {
  const rate = fc.double({min: 1, max: 5000, noNaN: true})
  fc.assert(
    fc.property(
      fc.array(rate, {minLength: 1, maxLength: 30}),
      fc.double({min: 1, max: 3, noNaN: true}),
      (rates, factor) => {
        const [small, large] = [at(rates), at(rates.map((rps) => rps * factor))]
        for (const name of ['cpuCount', 'readIops', 'writeIops', 'mibPerS'] as const) {
          expect(large[name] ?? 0).toBeGreaterThanOrEqual(small[name] ?? 0)
        }
        expect(large.durationS).toBeLessThanOrEqual(rates.length * 3600 * (1 + 1e-9))
      },
    ),
  )
})
