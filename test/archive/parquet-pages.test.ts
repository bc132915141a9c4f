import fc from 'fast-check'
import {parquetReadObjects} from 'hyparquet'
import {compressors} from 'hyparquet-compressors'
import {expect, test} from 'vitest'
import {decodePart} from '../../src/archive/decode-part.ts'
import {encodePart} from '../../src/archive/encode-part.ts'
import {encodeDictionaryRuns} from '../../src/archive/parquet-pages.ts'
import {gapsOf, type PartRows} from '../../src/archive/part-rows.ts'

const instant = fc.integer({min: Date.UTC(1960, 0), max: Date.UTC(2200, 0)})
const text = fc.string({unit: 'binary', minLength: 1, maxLength: 12})
const value = fc.double({noNaN: true, noDefaultInfinity: true})

const runArbitrary = fc.record({
  seriesIndex: fc.nat(4),
  periodS: fc.constantFrom(1, 60, 300, 3600, 86_400),
  pulledAtMs: instant,
  firstAtMs: instant,
  // Steps between the instants: mostly 1, sometimes up to a month of minutes.
  steps: fc.array(fc.oneof({weight: 9, arbitrary: fc.constant(1)}, fc.integer({min: 1, max: 44_640})), {
    maxLength: 300,
  }),
  values: fc.infiniteStream(value),
})

const rowsArbitrary: fc.Arbitrary<PartRows> = fc
  .record({
    account: text,
    region: text,
    namespace: text,
    metricName: text,
    series: fc.array(fc.record({stat: text, dimensions: fc.dictionary(text, text)}), {minLength: 5, maxLength: 5}),
    made: fc.array(runArbitrary, {maxLength: 6}),
  })
  .map(({made, ...shared}) => {
    const runs = made.map(({steps, values, ...run}) => {
      let at = run.firstAtMs
      const atMs = Float64Array.from([at, ...steps.map((step) => (at += step * run.periodS * 1000))])
      const own = Float64Array.from({length: atMs.length}, () => values.next().value)
      const gaps = gapsOf(atMs, run.periodS)
      return {atMs, own, run: {...run, lastAtMs: at, rowCount: atMs.length, gaps}}
    })
    return {
      ...shared,
      runs: runs.map(({run}) => run),
      atMs: Float64Array.from(runs.flatMap(({atMs}) => [...atMs])),
      values: Float64Array.from(runs.flatMap(({own}) => [...own])),
    }
  })

test('any rows come back bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(rowsArbitrary, async (rows) => {
      expect(await decodePart(encodePart(rows))).toEqual(rows)
    }),
  )
})

test('another reader, which knows nothing of the index, finds in the columns what the index says', async () => {
  await fc.assert(
    fc.asyncProperty(rowsArbitrary, async (rows) => {
      const file = new Uint8Array(encodePart(rows)).buffer
      const found = await parquetReadObjects({file, compressors})
      const expected = rows.runs.flatMap((run) => new Array(run.rowCount).fill(run))
      expect(found.length).toBe(expected.length)
      for (const [i, row] of found.entries()) {
        expect(row).toMatchObject({
          account: rows.account,
          region: rows.region,
          metric_namespace: rows.namespace,
          metric_name: rows.metricName,
          stat: rows.series[expected[i].seriesIndex]?.stat,
          period_s: expected[i].periodS,
          value: rows.values[i],
        })
        expect(row['measured_at'].getTime()).toBe(rows.atMs[i])
        expect(row['pulled_at'].getTime()).toBe(expected[i].pulledAtMs)
      }
    }),
    {numRuns: 30},
  )
})

test('the same rows give the same bytes', () => {
  fc.assert(fc.property(rowsArbitrary, (rows) => Buffer.compare(encodePart(rows), encodePart(rows)) === 0))
})

test('a run of one index is its count and the index, as the Parquet format has it', () => {
  // Encodings.md: bit width, then <count << 1 as varint> <value in whole bytes, little-endian>. 300 << 1 = 600 = D8 04.
  expect([...encodeDictionaryRuns([{index: 5, count: 300}], 6)]).toEqual([3, 0xd8, 0x04, 5])
  expect([...encodeDictionaryRuns([{index: 0x0102, count: 1}], 1000)]).toEqual([10, 2, 0x02, 0x01])
  // Neighbours of one index are one run.
  expect([
    ...encodeDictionaryRuns(
      [
        {index: 0, count: 1},
        {index: 0, count: 2},
      ],
      1,
    ),
  ]).toEqual([1, 6, 0])
})

test('gaps: so many rows, so many steps missing; null where there are too many to list', () => {
  const at = (minutes: number[]) => Float64Array.from(minutes, (minute) => minute * 60_000)
  const long = Array.from({length: 64}, (_, i) => i)
  expect(gapsOf(at(long), 60)).toEqual([])
  expect(gapsOf(at([...long, 70, 71, 75]), 60)).toEqual([64, 6, 2, 3])
  expect(gapsOf(at([0, 2, 4, 6]), 60)).toBeNull()
})
