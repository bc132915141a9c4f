import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {classPrice, orderingRegion} from '../../../src/core/catalog/class-price.js'
import {mergeCatalog} from '../../../src/core/catalog/merge-catalog.js'
import {notOffered, storageOfferBlockers} from '../../../src/core/catalog/rds-offered.js'
import {catalogOverlaySchema} from '../../../src/documents/catalog-overlay.js'
import type {Database} from '../../../src/documents/inventory.js'

const database: Database = {
  id: 'orders',
  class: 'db.r6g.large',
  engine: 'postgres',
  engineVersion: '17.6',
  status: 'available',
  isMultiAz: true,
  storageType: 'gp3',
  allocatedGib: 500,
  provisionedIops: 12_000,
  provisionedMibPerS: 500,
  replicaOf: null,
  replicas: [],
  pendingChanges: [],
  maintenanceWindow: null,
  backupWindow: null,
}
const named = (name: string) => {
  const found = catalog.rdsClass(name)
  if (found === undefined) throw new Error(name)
  return found
}
const origin = {source: 'here', checkedOn: '2026-11-02'}
const storage = {
  database: 'orders',
  storageType: 'gp3',
  minGib: 400,
  maxGib: null,
  minIops: 12_000,
  maxIops: 20_000,
  minIopsPerGibRatio: null,
  maxIopsPerGibRatio: null,
  minMibPerS: null,
  maxMibPerS: null,
}

function withPrices(amounts: Record<string, number>) {
  const prices = Object.entries(amounts).map(([key, amountUsd]) => ({
    key,
    region: 'eu-west-1',
    amountUsd,
    unit: 'USD/hour',
    ...origin,
  }))
  const offer = {engine: 'postgres', engineVersion: '17.6', storageType: 'gp3'}
  const rdsOffers = {
    ...origin,
    classes: [
      {...offer, class: 'db.r6g.large', isMultiAzCapable: true},
      {...offer, class: 'db.m6g.large', isMultiAzCapable: false},
      {...offer, class: 'db.m5.large', storageType: 'io1', isMultiAzCapable: true},
    ],
    storage: [storage],
  }
  const overlay = catalogOverlaySchema.parse({
    schema: 'ecom-plan.catalog/v1',
    capturedAt: '2026-11-02T00:00:00Z',
    region: 'eu-west-1',
    rdsOffers,
    prices,
  })
  return mergeCatalog({base: catalog, overlay, name: 'test'})
}

const priceIn = (known: typeof catalog, region: string, isMultiAz: boolean) =>
  classPrice({candidate: named('db.r6g.large'), database: {...database, isMultiAz}, catalog: known, region})

test('two zones: what the list says, else twice one zone, else unknown', () => {
  expect(priceIn(catalog, 'us-east-1', true)).toEqual({usdPerHour: 0.45, key: 'rds.db.r6g.large.postgresUsdPerHour'})
  expect(priceIn(catalog, 'us-east-1', false)?.usdPerHour).toBe(0.225)
  expect(priceIn(catalog, 'eu-west-1', true)).toBeNull()
  const single = withPrices({'rds.db.r6g.large.postgresUsdPerHour': 0.25})
  expect(priceIn(single, 'eu-west-1', true)?.usdPerHour).toBe(0.5)
  const both = withPrices({
    'rds.db.r6g.large.postgresUsdPerHour': 0.25,
    'rds.db.r6g.large.postgresMultiAzUsdPerHour': 0.51,
  })
  expect(priceIn(both, 'eu-west-1', true)).toEqual({
    usdPerHour: 0.51,
    key: 'rds.db.r6g.large.postgresMultiAzUsdPerHour',
  })
})

test('classes are put in order by prices of one Region, never of two', () => {
  const candidates = ['db.r6g.large', 'db.m6g.large', 'db.r8g.large'].map(named)
  const order = (known: typeof catalog) => orderingRegion({candidates, database, catalog: known, region: 'eu-west-1'})
  expect(order(catalog)).toBe('us-east-1')
  expect(order(withPrices({'rds.db.r6g.large.postgresUsdPerHour': 0.25}))).toBe('us-east-1')
  const all = {'rds.db.r6g.large.postgresUsdPerHour': 0.25, 'rds.db.m6g.large.postgresUsdPerHour': 0.18}
  // Of db.r8g us-east-1 does not know the price either.
  expect(order(withPrices(all))).toBe('eu-west-1')
})

test('what RDS sells: by version, storage and standby; nothing is ruled out that was not asked', () => {
  const known = withPrices({})
  const why = (className: string, over: Partial<Database> = {}) =>
    notOffered({className, database: {...database, ...over}, catalog: known, region: 'eu-west-1'})
  expect(why('db.r6g.large')).toBeNull()
  expect(why('db.m6g.large')).toContain('with a standby')
  expect(why('db.m6g.large', {isMultiAz: false})).toBeNull()
  expect(why('db.m5.large')).toContain('postgres 17.6 with gp3 storage')
  expect(why('db.m5.large', {engineVersion: '16.9'})).toBeNull()
  expect(notOffered({className: 'db.m5.large', database, catalog, region: 'eu-west-1'})).toBeNull()
  // Another Region was not asked.
  expect(notOffered({className: 'db.m5.large', database, catalog: known, region: 'us-east-1'})).toBeNull()
})

test('a storage setting beyond what RDS said is a warning with the range', () => {
  const to = (allocatedGib: number, provisionedIops: number | null) =>
    storageOfferBlockers({
      tier: 'db',
      database,
      to: {allocatedGib, provisionedIops, provisionedMibPerS: 500},
      catalog: withPrices({}),
    })
  expect(to(500, 20_000)).toEqual([])
  expect(to(500, null)).toEqual([])
  expect(to(300, 20_001)).toMatchObject([
    {
      severity: 'warn',
      code: 'STORAGE_NOT_OFFERED',
      message: expect.stringContaining('300 GiB where RDS offers 400 to any'),
    },
  ])
  expect(to(300, 20_001)[0]?.message).toContain('20,001 IOPS where RDS offers 12,000 to 20,000')
})
