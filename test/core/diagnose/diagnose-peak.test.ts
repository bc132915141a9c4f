import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {diagnosePeak, type PeakDemand} from '../../../src/core/diagnose/diagnose-peak.js'
import {diagnosisCauses} from '../../../src/documents/diagnosis.js'
import {nearMisses} from './near-misses.js'

// db.r6g.xlarge: 4 vCPU, 6,000 IOPS at its baseline; 200 GiB of gp3: 3,000 IOPS, 125 MiB/s.
const [{database} = {database: undefined}] = nearMisses()
if (database === undefined) throw new Error('there is no window written by hand')
const calm: PeakDemand = {
  cpuCount: 1.6,
  readIops: 800,
  writeIops: 700,
  mibPerS: 24,
  connectionCount: 600,
  durationS: 7200,
  readGrowthRatio: 1,
}
const peak = (change: Partial<PeakDemand>, other: Partial<typeof database> = {}) =>
  diagnosePeak({database: {...database, ...other}, demand: {...calm, ...change}, catalog, reserveRatio: 0.08})
const gp2 = {storageType: 'gp2', provisionedIops: null, provisionedMibPerS: null}
const io2 = {storageType: 'io2', allocatedGib: 800, provisionedIops: 20_000, provisionedMibPerS: null}

test.each([
  ['nothing', {}, {}, 'none'],
  ['CPU', {cpuCount: 5}, {}, 'cpu'],
  ['IOPS of the volume', {readIops: 2000, writeIops: 1500}, {}, 'volume-iops'],
  [
    'the same IOPS where each request reads more',
    {readIops: 2000, writeIops: 1500, readGrowthRatio: 2},
    {},
    'working-set',
  ],
  ['throughput', {mibPerS: 140}, {}, 'volume-throughput'],
  ['connections', {connectionCount: 2300}, {}, 'connections'],
  // 5.4 million credits at 1,500 − 600 a second last 100 minutes.
  ['gp2 for two hours', {}, gp2, 'gp2-credits'],
  ['gp2 for one hour', {durationS: 3600}, gp2, 'none'],
  // The bucket of the class, (20,000 − 6,000) × 30 min, at 8,000 − 6,000 a second lasts 3.5 h.
  ['the class for four hours', {readIops: 5000, writeIops: 3000, mibPerS: 90, durationS: 14_400}, io2, 'instance-ebs'],
  ['the class for an hour', {readIops: 5000, writeIops: 3000, mibPerS: 90, durationS: 3600}, io2, 'none'],
] as const)('%s', (_, change, other, answer) => {
  expect(peak(change, other).answer).toBe(answer)
})

test('any demand has an answer without a number that is none', () => {
  const amount = (max: number) => fc.double({min: 0, max, noNaN: true})
  fc.assert(
    fc.property(
      amount(64),
      amount(1e5),
      amount(1e5),
      amount(5000),
      amount(1e5),
      fc.constantFrom({}, gp2, io2),
      (cpuCount, readIops, writeIops, mibPerS, connectionCount, other) => {
        const found = peak({cpuCount, readIops, writeIops, mibPerS, connectionCount}, other)
        expect(diagnosisCauses).toContain(found.answer)
        expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity|undefined/)
      },
    ),
  )
})

test('more of one thing never makes its own limit go away', () => {
  fc.assert(
    fc.property(fc.double({min: 1, max: 4, noNaN: true}), (factor) => {
      expect(peak({cpuCount: 5 * factor}).answer).toBe('cpu')
      expect(peak({readIops: 2000 * factor, writeIops: 1500 * factor}).answer).toBe('volume-iops')
    }),
  )
})
