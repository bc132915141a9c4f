import fc from 'fast-check'
import {expect, test} from 'vitest'
import {compactArchive} from '../../src/archive/compact.ts'
import {readArchive} from '../../src/archive/read-archive.ts'
import {readCoverage} from '../../src/archive/read-coverage.ts'
import {verifyArchive} from '../../src/archive/verify.ts'
import {writePart} from '../../src/archive/write-part.ts'
import type {MetricId, MetricSeries} from '../../src/documents/series.ts'
import {memoryStore} from './memory-store.ts'
import {coverageOf, pointsOf, requests, seriesOf, shop} from './sample-series.ts'

const name = fc.oneof(
  fc.constantFrom('AWS/ECS', 'AWS_ECS', 'CPUUtilization', 'p99.9'),
  fc.string({minLength: 1, maxLength: 8}),
)
const id: fc.Arbitrary<MetricId> = fc.record({
  namespace: name,
  metricName: name,
  dimensions: fc.dictionary(fc.constantFrom('A', 'B=', ';C', '%3B'), fc.constantFrom('x', 'x;A=y', 'x%3BA%3Dy', '')),
  stat: fc.constantFrom('Sum', 'p99', 'Average'),
})
const values = fc.array(
  fc.oneof(fc.double({noNaN: true, noDefaultInfinity: true}), fc.constant(null), fc.constant(0)),
  {
    minLength: 1,
    maxLength: 200,
  },
)
/** CloudWatch's grid, from a time around the turn of a month. */
const window = fc
  .record({periodS: fc.constantFrom(60, 300, 3600, 86_400), startDay: fc.integer({min: -3, max: 3}), values})
  .map(({periodS, startDay, values: own}) => ({
    periodS,
    startAt: new Date(Date.UTC(2026, 10, 1) + startDay * 86_400_000).toISOString(),
    values: own,
  }))
const seriesArbitrary = fc.record({
  id,
  windows: fc.uniqueArray(window, {selector: ({periodS}) => periodS, minLength: 1}),
})
const estate = fc
  .uniqueArray(seriesArbitrary, {
    selector: (one) =>
      JSON.stringify([one.id.namespace, one.id.metricName, one.id.stat, Object.entries(one.id.dimensions).sort()]),
    minLength: 1,
    maxLength: 6,
  })
  .map((all) =>
    all.map(({id: own, windows}): MetricSeries => ({...own, windows: windows.sort((a, b) => b.periodS - a.periodS)})),
  )
const pulledAt = '2026-11-02T06:00:00Z'

test('any series in, the same series out: values, gaps, resolutions, coarse first', async () => {
  await fc.assert(
    fc.asyncProperty(estate, async (series) => {
      const store = memoryStore()
      await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
      const found = await readArchive({store})
      expect(sorted(found)).toEqual(sorted(series))
      for (const one of series) {
        const {windows: _, ...wanted} = one
        expect(await readArchive({store, metrics: [wanted]})).toEqual([one])
      }
      expect((await verifyArchive({store})).findings).toEqual([])
    }),
    {numRuns: 60},
  )
})

test('several pulls, interleaved as they may be: the later value wins at each instant, before and after compaction', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(estate, {minLength: 2, maxLength: 12}), async (pulls) => {
      const store = memoryStore()
      const expected = new Map<string, number>()
      const written = pulls.map((series, i) => ({series, pulledAt: new Date(Date.UTC(2026, 10, 5, i)).toISOString()}))
      for (const {series} of written) for (const [key, value] of pointsOf(series)) expected.set(key, value)
      // They arrive in another order than they were pulled in.
      for (const pull of written.toReversed()) {
        await writePart({store, ...shop, ...pull, coverage: coverageOf(pull.series)})
      }
      const before = await readArchive({store})
      expect(pointsOf(before)).toEqual(expected)
      const coverage = await readCoverage({store})
      await compactArchive({store})
      expect(await readArchive({store})).toEqual(before)
      expect((await readCoverage({store})).coverage).toEqual(coverage.coverage)
      expect((await verifyArchive({store})).findings).toEqual([])
    }),
    {numRuns: 30},
  )
})

test('writing the same again changes nothing, not even with the series in another order of dimensions', async () => {
  const store = memoryStore()
  const series = [seriesOf({...requests, dimensions: {A: '1', B: '2'}}, '2026-10-31T22:00:00.000Z', [1, null, 3, 4])]
  const parts = await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
  const names = [...store.blobs.keys()]
  expect(await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})).toEqual(parts)
  expect([...store.blobs.keys()]).toEqual(names)
  const swapped = [{...requests, dimensions: {B: '2', A: '1'}}]
  expect(await readArchive({store, metrics: swapped})).toEqual(series)
})

test('a folder for each metric and UTC month, as Hive names them', async () => {
  const store = memoryStore()
  const series = [seriesOf(requests, '2026-10-31T22:00:00.000Z', [1, null, 3, 4])]
  const parts = await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
  expect(parts.map(({file}) => file.replace(/[0-9a-f]{16}/, 'HASH'))).toEqual([
    'metrics/namespace=AWS_ApplicationELB/metric=RequestCount/month=2026-10/20261102T060000000Z-HASH.parquet',
    'metrics/namespace=AWS_ApplicationELB/metric=RequestCount/month=2026-11/20261102T060000000Z-HASH.parquet',
  ])
  expect(parts.map(({rowCount}) => rowCount)).toEqual([1, 2])
  expect(parts.flatMap(({coverage}) => coverage.map(({fromAt, toAt}) => [fromAt, toAt]))).toEqual([
    ['2026-10-31T22:00:00.000Z', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T00:00:00.000Z', '2026-11-01T02:00:00.000Z'],
  ])
})

test('asked and not answered: no row, no zero, and the stretch is known as asked', async () => {
  const store = memoryStore()
  const series = [seriesOf(requests, '2026-11-01T00:00:00.000Z', [null, null])]
  const [part] = await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
  expect(part?.rowCount).toBe(0)
  expect(await readArchive({store})).toEqual(series)
  expect((await readCoverage({store})).coverage).toEqual(coverageOf(series))
})

test('values outside of what was asked are kept, and the stretch stays to be asked', async () => {
  const store = memoryStore()
  const series = [seriesOf(requests, '2026-11-01T00:00:00.000Z', [1, 2])]
  await writePart({store, ...shop, pulledAt, series, coverage: []})
  expect(await readArchive({store})).toEqual(series)
  expect((await readCoverage({store})).coverage).toEqual([])
})

test('stretches that touch become one; a hole stays; resolutions stay apart', async () => {
  const store = memoryStore()
  const asked = (periodS: number, fromAt: string, toAt: string) => ({...requests, periodS, fromAt, toAt})
  const coverage = [
    asked(60, '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z'),
    asked(60, '2026-10-31T00:00:00Z', '2026-11-02T00:00:00Z'),
    asked(60, '2026-11-01T12:00:00Z', '2026-11-02T12:00:00Z'),
    asked(3600, '2026-11-02T12:00:00Z', '2026-11-03T00:00:00Z'),
  ]
  await writePart({store, ...shop, pulledAt, series: [], coverage})
  const found = await readCoverage({store})
  expect(found.coverage.map(({periodS, fromAt, toAt}) => [periodS, fromAt, toAt])).toEqual([
    [3600, '2026-11-02T12:00:00.000Z', '2026-11-03T00:00:00.000Z'],
    [60, '2026-10-31T00:00:00.000Z', '2026-11-02T12:00:00.000Z'],
    [60, '2026-11-03T00:00:00.000Z', '2026-11-04T00:00:00.000Z'],
  ])
})

test('a span cuts windows on their grid and leaves other months unread', async () => {
  const store = memoryStore()
  const series = [seriesOf(requests, '2026-10-31T22:00:00.000Z', [1, 2, 3, 4])]
  await writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
  store.operations.length = 0
  const found = await readArchive({store, fromAt: '2026-11-01T00:30:00Z', toAt: '2026-11-01T02:00:00Z'})
  expect(found).toEqual([seriesOf(requests, '2026-11-01T01:00:00.000Z', [4])])
  const read = store.operations.filter((operation) => operation.startsWith('read metrics/'))
  expect(read).toHaveLength(1)
  expect(read[0]).toContain('month=2026-11')
  expect(await readArchive({store, toAt: '2026-10-31T22:00:00Z'})).toEqual([])
})

test('series of one name in two accounts are told apart when asked', async () => {
  const store = memoryStore()
  const startAt = '2026-11-01T00:00:00.000Z'
  const mine = [seriesOf(requests, startAt, [1])]
  const theirs = [seriesOf(requests, startAt, [2])]
  await writePart({store, ...shop, pulledAt, series: mine, coverage: coverageOf(mine)})
  await writePart({store, account: '999999999999', region: 'eu-west-1', pulledAt, series: theirs, coverage: []})
  expect(await readArchive({store, account: shop.account})).toEqual(mine)
  expect(await readArchive({store, account: '999999999999'})).toEqual(theirs)
})

const sorted = (series: readonly MetricSeries[]) =>
  [...series].map((one) => JSON.stringify({...one, dimensions: Object.entries(one.dimensions).sort()}, zeros)).sort()

/** JSON has no -0, and the archive keeps it. */
const zeros = (_key: string, value: unknown) => (Object.is(value, -0) ? '-0' : value)
