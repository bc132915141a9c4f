import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {checkStorage} from '../../../src/core/tiers/check-storage.js'
import {storageFor, storageLimits} from '../../../src/core/tiers/rds-storage-rules.js'

const nothingSet = {provisionedIops: null, provisionedMibPerS: null}

// The tables of volume sizes in the RDS User Guide (chapter Storage, October 2026).
test.each([
  ['gp3 below 400 GiB is fixed', 'postgres', 'gp3', 399, null, null, 3000, 125],
  ['gp3 from 400 GiB is four volumes', 'postgres', 'gp3', 400, null, null, 12_000, 500],
  ['gp3 as provisioned', 'postgres', 'gp3', 1000, 20_000, 700, 20_000, 700],
  ['gp3 of MySQL has its throughput forced up', 'mysql', 'gp3', 1000, 40_000, null, 40_000, 625],
  ['gp3 of PostgreSQL does not', 'postgres', 'gp3', 1000, 40_000, null, 40_000, 500],
  ['gp2, the smallest', 'mysql', 'gp2', 20, null, null, 100, 128],
  ['gp2 below 400 GiB', 'mysql', 'gp2', 399, null, null, 1197, 250],
  ['gp2 from 400 GiB', 'mysql', 'gp2', 400, null, null, 1200, 512],
  ['gp2 of 1,336 GiB', 'mysql', 'gp2', 1336, null, null, 4008, 1000],
  ['gp2, the largest', 'mysql', 'gp2', 65_536, null, null, 64_000, 1000],
  ['io1 below 400 GiB', 'mariadb', 'io1', 399, 19_950, null, 19_950, 500],
  ['io1 with few IOPS is held back by 256 KiB each', 'mariadb', 'io1', 399, 1000, null, 1000, 250],
  ['io1 from 400 GiB', 'mariadb', 'io1', 8000, 256_000, null, 256_000, 4000],
  ['io2, 0.256 MiB/s each', 'mysql', 'io2', 100, 1000, null, 1000, 256],
  ['gp3 of Oracle below 200 GiB is fixed', 'oracle-ee', 'gp3', 199, null, null, 3000, 125],
  ['gp3 of Oracle is four volumes from 200 GiB', 'oracle-se2', 'gp3', 200, null, null, 12_000, 500],
  ['gp3 of SQL Server is never striped', 'sqlserver-se', 'gp3', 4000, null, null, 3000, 125],
  ['gp3 of SQL Server may be set when small', 'sqlserver-web', 'gp3', 100, 16_000, 1000, 16_000, 1000],
  ['io2 up to the safe cap', 'mysql', 'io2', 256, 256_000, null, 256_000, 4000],
] as const)('%s', (_what, engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS, iops, mibPerS) => {
  const volume = {engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS}
  expect(storageLimits({...volume, catalog})).toEqual({iops, mibPerS})
})

test.each([
  ['aurora-mysql', 'aurora'],
  ['oracle-ee', 'io2'],
  ['sqlserver-ee', 'gp2'],
  ['mysql', 'standard'],
])('%s on %s storage is beyond the rules we have', (engine, storageType) => {
  const volume = {engine, storageType, allocatedGib: 500, ...nothingSet}
  expect(storageLimits({...volume, catalog})).toBeNull()
  expect(checkStorage({...volume, catalog})).toEqual([`no rules are known for ${storageType} storage of ${engine}`])
  expect(storageFor({engine, storageType, allocatedGib: 500, neededIops: 1, neededMibPerS: 1, catalog})).toHaveProperty(
    'impossible',
  )
})

const choose = (engine: string, storageType: string, allocatedGib: number, neededIops: number, neededMibPerS: number) =>
  storageFor({engine, storageType, allocatedGib, neededIops, neededMibPerS, catalog})

test('a small gp3 that is enough is left as it is, and may not be told its IOPS', () => {
  expect(choose('postgres', 'gp3', 200, 3000, 125)).toEqual({
    storageType: 'gp3',
    allocatedGib: 200,
    iops: 3000,
    mibPerS: 125,
    ...nothingSet,
    isFullCopy: false,
  })
})

test('one IOPS more takes gp3 to 400 GiB, a full copy', () => {
  expect(choose('postgres', 'gp3', 200, 3001, 125)).toEqual({
    storageType: 'gp3',
    allocatedGib: 400,
    iops: 12_000,
    mibPerS: 500,
    provisionedIops: 12_000,
    provisionedMibPerS: 500,
    isFullCopy: true,
  })
})

test('Oracle grows to 200 GiB for more IOPS, SQL Server only as far as 500 IOPS a GiB ask', () => {
  expect(choose('oracle-ee', 'gp3', 100, 3001, 125)).toMatchObject({
    allocatedGib: 200,
    provisionedIops: 12_000,
    isFullCopy: true,
  })
  expect(choose('sqlserver-se', 'gp3', 100, 16_000, 500)).toMatchObject({
    allocatedGib: 100,
    provisionedIops: 16_000,
    provisionedMibPerS: 500,
    isFullCopy: false,
  })
  expect(choose('sqlserver-se', 'gp3', 100, 80_000, 2000)).toMatchObject({allocatedGib: 160, provisionedIops: 80_000})
  expect(choose('sqlserver-se', 'gp3', 100, 80_001, 2000)).toHaveProperty('impossible')
})

test('gp2 becomes gp3 in place, and keeps at least what its size earned', () => {
  expect(choose('mysql', 'gp2', 200, 3000, 125)).toMatchObject({storageType: 'gp3', allocatedGib: 200, iops: 3000})
  expect(choose('mysql', 'gp2', 5000, 15_000, 500)).toMatchObject({
    storageType: 'gp3',
    allocatedGib: 5000,
    iops: 15_000,
  })
})

test('growth is at least a tenth: 399 GiB goes to 439, not to 400', () => {
  expect(choose('postgres', 'gp3', 399, 3001, 125)).toMatchObject({allocatedGib: 439})
  expect(choose('mysql', 'io2', 100, 105_000, 100)).toMatchObject({allocatedGib: 110, provisionedIops: 105_000})
})

test('MySQL with 40,000 IOPS on gp3 gets 625 MiB/s, PostgreSQL what it needs', () => {
  expect(choose('mysql', 'gp3', 1000, 40_000, 500)).toMatchObject({provisionedIops: 40_000, provisionedMibPerS: 625})
  expect(choose('postgres', 'gp3', 1000, 40_000, 510)).toMatchObject({provisionedIops: 40_000, provisionedMibPerS: 510})
})

test('throughput drags IOPS along: 4,000 MiB/s of gp3 need 16,000', () => {
  expect(choose('postgres', 'gp3', 1000, 100, 4000)).toMatchObject({provisionedIops: 16_000, provisionedMibPerS: 4000})
})

test('io2 of 256 GiB takes 256,000 IOPS, of 255 GiB one volume more', () => {
  expect(choose('mysql', 'io2', 256, 256_000, 100)).toMatchObject({allocatedGib: 256, provisionedIops: 256_000})
  expect(choose('mysql', 'io2', 255, 255_000, 100)).toMatchObject({allocatedGib: 255, provisionedIops: 255_000})
  expect(choose('mysql', 'io2', 255, 255_001, 100)).toMatchObject({allocatedGib: 281, provisionedIops: 255_001})
})

test('io1 needs GiB for IOPS, IOPS for GiB, and four volumes for more than 500 MiB/s', () => {
  expect(choose('mysql', 'io1', 100, 10_000, 10)).toMatchObject({allocatedGib: 200, provisionedIops: 10_000})
  expect(choose('mysql', 'io1', 10_000, 10, 10)).toMatchObject({allocatedGib: 10_000, provisionedIops: 5000})
  expect(choose('mysql', 'io1', 100, 10, 501)).toMatchObject({
    allocatedGib: 400,
    provisionedIops: 2004,
    isFullCopy: true,
  })
})

test.each([
  ['gp3', 64_001, 100, 'gp3 takes 12,000 to 64,000 IOPS, not 64,001'],
  ['gp3', 100, 4001, 'gp3 takes 500 to 4,000 MiB/s, not 4,001'],
  ['io1', 256_001, 100, 'io1 takes 1,000 to 256,000 IOPS, not 256,001'],
  ['io2', 100, 4001, 'io2 gives at most 4,000 MiB/s, not 4,001'],
  ['gp2', 64_001, 100, 'gp3 takes 12,000 to 64,000 IOPS, not 64,001'],
])('%s with %d IOPS and %d MiB/s cannot be had', (storageType, neededIops, neededMibPerS, reason) => {
  expect(choose('postgres', storageType, 6000, neededIops, neededMibPerS)).toEqual({impossible: reason})
})

const engine = fc.constantFrom('mysql', 'mariadb', 'postgres')
const storageType = fc.constantFrom('gp3', 'io1', 'io2')
const gib = fc.integer({min: 20, max: 30_000})
const iops = fc.double({min: 0, max: 60_000, noNaN: true})
const mibPerS = fc.double({min: 0, max: 3900, noNaN: true})

/** Chosen for a need that every type can meet. */
function chosenFor(need: Parameters<typeof storageFor>[0]) {
  const setting = storageFor(need)
  if ('impossible' in setting) throw new Error(setting.impossible)
  return setting
}

test('what is chosen is legal, meets the need, never shrinks, and does not get less for a greater need', () => {
  fc.assert(
    fc.property(
      engine,
      storageType,
      gib,
      iops,
      mibPerS,
      (engine, storageType, allocatedGib, neededIops, neededMibPerS) => {
        const need = {engine, storageType, allocatedGib, neededIops, neededMibPerS, catalog}
        const setting = chosenFor(need)
        const volume = {engine, ...setting, catalog}
        expect(checkStorage({...volume, currentGib: allocatedGib})).toEqual([])
        const limits = storageLimits(volume)
        expect(limits).toEqual({iops: setting.iops, mibPerS: setting.mibPerS})
        expect(setting.iops).toBeGreaterThanOrEqual(neededIops)
        expect(setting.mibPerS).toBeGreaterThanOrEqual(neededMibPerS)
        expect(setting.isFullCopy).toBe(allocatedGib < 400 && setting.allocatedGib >= 400)
        const more = chosenFor({...need, neededIops: neededIops * 1.05, neededMibPerS: neededMibPerS * 1.02})
        expect(more.iops).toBeGreaterThanOrEqual(setting.iops)
        expect(more.allocatedGib).toBeGreaterThanOrEqual(setting.allocatedGib)
      },
    ),
  )
})

test('what is chosen is least: one GiB, one IOPS or one MiB/s less breaks a rule or falls short', () => {
  fc.assert(
    fc.property(
      engine,
      storageType,
      gib,
      iops,
      mibPerS,
      (engine, storageType, allocatedGib, neededIops, neededMibPerS) => {
        const setting = chosenFor({engine, storageType, allocatedGib, neededIops, neededMibPerS, catalog})
        const isFine = (change: Partial<typeof setting>) => {
          const volume = {engine, ...setting, ...change, catalog}
          const limits = storageLimits(volume)
          const isEnough = limits !== null && limits.iops >= neededIops && limits.mibPerS >= neededMibPerS
          return isEnough && checkStorage({...volume, currentGib: allocatedGib}).length === 0
        }
        expect(isFine({})).toBe(true)
        expect(isFine({allocatedGib: setting.allocatedGib - 1})).toBe(false)
        if (setting.provisionedIops !== null) expect(isFine({provisionedIops: setting.provisionedIops - 1})).toBe(false)
        if (setting.provisionedMibPerS !== null)
          expect(isFine({provisionedMibPerS: setting.provisionedMibPerS - 1})).toBe(false)
      },
    ),
  )
})
