import {expect, test} from 'vitest'
import {databaseState, type ReadGrowth} from '../../../src/core/calibrate/database-state.js'
import {rdsMetrics} from '../../../src/core/inventory/metric-ids.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {Inventory} from '../../../src/documents/inventory.js'
import type {Metrics} from '../../../src/documents/metrics.js'
import type {MetricId} from '../../../src/documents/series.js'
import {assessed, limitOf, madeDatabase, madeLine, madeLoad, quietState} from './made-database.js'
import {makeSetting} from './make-setting.js'

const inventory = {account: '1', region: 'r', databases: [madeDatabase]} as unknown as Inventory
const ids = rdsMetrics({tierName: 'db', tier: {kind: 'rds', resource: 'db'}, inventory})
const requests: MetricId = {namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: {}, stat: 'Sum'}

/** Three days in five-minute steps whose rate swings between 50 and 150; what each metric is at a rate. */
function measured(at: Partial<Record<keyof typeof ids, (rps: number, step: number) => number>>): Metrics {
  const rps = Array.from({length: 864}, (_, i) => 100 + 50 * Math.sin((i / 288) * 2 * Math.PI))
  const series = (id: MetricId, read: (rps: number, step: number) => number) => ({
    ...id,
    windows: [{startAt: isoOf(1_790_000_000 - (1_790_000_000 % 86_400)), periodS: 300, values: rps.map(read)}],
  })
  const names = Object.keys(at) as (keyof typeof ids)[]
  return {
    series: [series(requests, (rate) => rate * 300), ...names.map((name) => series(ids[name], at[name] ?? (() => 0)))],
  } as unknown as Metrics
}
const stateOf = (metrics: Metrics) => databaseState({metrics, ids, originRequests: requests, memoryGib: 64})

test('a power law of reads is found again, beside writes in step and the memory that is freeable', () => {
  const {reads} = stateOf(
    measured({
      readIops: (rps) => 2 * rps ** 1.8,
      writeIops: (rps) => 3 * rps,
      freeableMemory: () => 6.4 * 2 ** 30,
    }),
  )
  expect(reads?.readElasticityRatio).toBeCloseTo(1.8, 6)
  expect(reads?.writeElasticityRatio).toBeCloseTo(1, 6)
  expect(reads?.readIopsAtFrom).toBeCloseTo(2 * (reads?.fromRps ?? 0) ** 1.8, 3)
  expect(reads?.freeMemoryRatio).toBeCloseTo(0.1, 9)
})

test('the lowest balance counts, and a volume fills by day and by request', () => {
  const state = stateOf(
    measured({
      ebsIoBalance: (_rps, i) => (i === 500 ? 35 : 99),
      freeStorage: (_rps, i) => (500 - (10 * i) / 288) * 2 ** 30,
    }),
  )
  expect(state.balances).toEqual({ebsIoRatio: 0.35, ebsByteRatio: null, gp2Ratio: null})
  expect(state.storage?.fallGibPerDay).toBeCloseTo(10, 6)
  expect(state.storage?.freeGib).toBeCloseTo(470, 0)
  expect((state.storage?.fallGibPerRequest ?? 0) * 100 * 86_400).toBeCloseTo(10, 1)
})

const missed: ReadGrowth = {
  readElasticityRatio: 1.8,
  writeElasticityRatio: 1,
  fromRps: 100,
  toRps: 150,
  readIopsAtFrom: 800,
  readIopsAtTo: 1660,
  writeIopsAtTo: 300,
  freeMemoryRatio: 0.08,
}
// 1,000 req/s: 12,300 by the line, which volume and class do not give; 8,000 + 2,000 once the pages fit again.
const load = {...madeLoad, iops: madeLine(12.3), mibPerS: null, usedMemoryGib: null}
const sizedFor = (reads: ReadGrowth, at: object = {}) =>
  assessed({at: {engine: 'mysql', ...at}, load, state: {...quietState, reads}})

test('a missed working set is answered with memory, and the IOPS stand among the rejected', () => {
  const found = sizedFor(missed)
  expect(found.changes.map(({setting}) => setting)).toEqual(['instance class'])
  const [change] = found.changes
  expect(change?.because).toContain('the working set no longer fits into 64 GiB')
  const memoryGib = Number(/with (\d+) GiB/.exec(change?.because ?? '')?.[1])
  expect(memoryGib).toBeGreaterThanOrEqual(128)
  expect(change?.rejected.find(({candidate}) => candidate.endsWith(' IOPS'))?.because).toContain('only be read away')
  expect(found.patches.map(({id}) => id)).toEqual(['db-class'])
  expect(limitOf(found, 'IOPS').after.p90Ratio).toBeCloseTo(10_000 / (12_000 * 0.85), 6)
  expect(limitOf(found, 'IOPS').now.p90Ratio).toBeGreaterThan(12_300 / (12_000 * 0.85))
  expect(found.blockers.find(({code}) => code === 'WORKING_SET')?.severity).toBe('warn')
})

test('what would still be too much is said, and still no IOPS are bought', () => {
  const found = sizedFor({...missed, readIopsAtFrom: 1100})
  expect(found.patches.map(({id}) => id)).toEqual(['db-class'])
  expect(found.blockers.find(({code}) => code === 'WORKING_SET')).toMatchObject({
    severity: 'block',
    message: /if the pages fit again IOPS at \d+ %/,
  })
})

test.each([
  ['reads in step with requests', {readElasticityRatio: 1.2}],
  ['writes that rise as reads do', {writeElasticityRatio: 1.6}],
  ['memory that is free', {freeMemoryRatio: 0.4}],
])('%s are no missed working set: IOPS are bought', (_what, over) => {
  const found = sizedFor({...missed, ...over})
  expect(found.changes.map(({setting}) => setting)).toContain('IOPS')
  expect(found.blockers.map(({code}) => code)).not.toContain('WORKING_SET')
})

test('PostgreSQL counts its page cache as free, so free memory acquits it of nothing', () => {
  expect(sizedFor({...missed, freeMemoryRatio: 0.4}, {engine: 'postgres'}).patches.map(({id}) => id)).toEqual([
    'db-class',
  ])
})

test('a working set that does not fit and does not bind changes nothing', () => {
  const found = assessed({
    at: {engine: 'mysql'},
    load: {...load, iops: madeLine(1)},
    state: {...quietState, reads: {...missed, readIopsAtFrom: 8, readIopsAtTo: 16, writeIopsAtTo: 3}},
    setting: makeSetting(),
  })
  expect(found).toMatchObject({changes: [], patches: [], blockers: []})
})
