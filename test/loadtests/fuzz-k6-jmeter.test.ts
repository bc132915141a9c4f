import fc from 'fast-check'
import {expect, test} from 'vitest'
import {loadStepSchema, loadTestFlagSchema} from '../../src/documents/load-test.js'
import {PlanError} from '../../src/errors.js'
import {readJtlCsv} from '../../src/loadtests/jmeter/read-jtl-csv.js'
import {readJtlXml} from '../../src/loadtests/jmeter/read-jtl-xml.js'
import {readK6Csv} from '../../src/loadtests/k6/read-k6-csv.js'
import {readK6Json} from '../../src/loadtests/k6/read-k6-json.js'
import {readK6Summary} from '../../src/loadtests/k6/read-k6-summary.js'
import type {RowReader} from '../../src/loadtests/reading.js'
import {mutate, mutations} from './mutate.js'
import {fixtureBytes, fixtureText, readRows} from './read-bytes.js'

const numRuns = process.env['ECOM_PLAN_DEEP'] === '1' ? 10_000 : 200
const longestMs = 2000
/** 10,000 runs on a busy machine. */
const timeoutMs = 600_000
const headOf = (name: string, bytes: number) => fixtureBytes(name).subarray(0, bytes)
const quoted = Buffer.from(
  '1795417873796,52,"a ""b"",\nc",503,"Not, ""good""\n",A 1-1,text,false,413,1,1,27\n'.repeat(20),
)

const rows: readonly (readonly [string, RowReader, Buffer])[] = [
  [
    'JTL CSV',
    readJtlCsv,
    Buffer.concat([headOf('jmeter/step-tc-head.csv.gz', 3000).subarray(0, 2980), Buffer.from('\n'), quoted]),
  ],
  ['JTL XML', readJtlXml, headOf('jmeter/step-head.xml.gz', 4000)],
  ['k6 JSON', readK6Json, headOf('k6/small.json.gz', 12_000)],
  ['k6 CSV', readK6Csv, headOf('k6/small-rfc3339nano.csv.gz', 4000)],
]

test.each(rows)(
  '%s: mutations are read or refused, within 2 s',
  async (_, reader, bytes) => {
    expect((await readRows({reader, bytes})).count).toBeGreaterThan(0)
    await fc.assert(
      fc.asyncProperty(mutations, fc.integer({min: 1, max: 3000}), async (list, chunkBytes) => {
        const startedAt = performance.now()
        try {
          const {reading} = await readRows({reader, bytes: mutate(bytes, list), chunkBytes})
          for (const flag of reading.flags) loadTestFlagSchema.parse(flag)
        } catch (error) {
          expect(error).toBeInstanceOf(PlanError)
        }
        expect(performance.now() - startedAt).toBeLessThan(longestMs)
      }),
      {numRuns},
    )
  },
  timeoutMs,
)

test.each(['k6/step-with-400s.summary-export.json', 'k6/step-with-400s.handleSummary.json'])(
  '%s: mutations are read or refused, and never half',
  (name) => {
    const bytes = Buffer.from(fixtureText(name))
    fc.assert(
      fc.property(mutations, (list) => {
        try {
          const {steps, flags} = readK6Summary({text: mutate(bytes, list).toString('utf8'), file: 'results/step'})
          for (const {all, endpoints} of steps)
            for (const step of [all, ...endpoints.map(({step}) => step)]) loadStepSchema.parse(step)
          for (const flag of flags) loadTestFlagSchema.parse(flag)
        } catch (error) {
          expect(error).toBeInstanceOf(PlanError)
        }
      }),
      {numRuns},
    )
  },
)

test('a chunk may end anywhere: the answers are the same', async () => {
  const bytes = Buffer.concat([headOf('jmeter/step-tc-head.csv.gz', 2000).subarray(0, 1000), Buffer.from('\n'), quoted])
  const whole = await readRows({reader: readJtlCsv, bytes, chunkBytes: 100_000})
  for (let chunkBytes = 1; chunkBytes < 400; chunkBytes += 13) {
    const {count, failedCount, reading} = await readRows({reader: readJtlCsv, bytes, chunkBytes})
    expect({count, failedCount, flags: reading.flags}).toEqual({
      count: whole.count,
      failedCount: whole.failedCount,
      flags: whole.reading.flags,
    })
  }
})
