import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {mergeCatalog} from '../../../src/core/catalog/merge-catalog.js'
import {priceKeys} from '../../../src/core/catalog/price-keys.js'
import {type CatalogOverlay, catalogOverlaySchema} from '../../../src/documents/catalog-overlay.js'
import {PlanError} from '../../../src/errors.js'

const units = priceKeys(catalog)
const keys = [...units.keys()]
const regions = ['us-east-1', 'eu-west-1', 'ap-south-1']

function overlay(given: Partial<CatalogOverlay>): CatalogOverlay {
  return catalogOverlaySchema.parse({
    schema: 'ecom-plan.catalog/v1',
    capturedAt: '2026-11-02T06:00:00Z',
    region: 'us-east-1',
    ...given,
  })
}
const origin = {source: 'AWS Price List, read 2026-11-02', checkedOn: '2026-11-02'}
const price = (key: string, region: string, amountUsd: number) => ({
  key,
  region,
  amountUsd,
  unit: units.get(key) ?? '',
  ...origin,
})
const merge = (base: typeof catalog, over: CatalogOverlay) => mergeCatalog({base, overlay: over, name: 'prices.json'})

const cell = fc.tuple(fc.constantFrom(...keys.slice(0, 40)), fc.constantFrom(...regions))
const amounts = fc
  .uniqueArray(fc.tuple(cell, fc.double({min: 0, max: 100, noNaN: true})), {selector: ([at]) => at.join(' ')})
  .map((list) => new Map(list.map(([[key, region], usd]) => [`${region} ${key}`, price(key, region, usd)])))

test('later wins, what a later overlay does not have stays, and the base is not changed', () => {
  const before = keys.slice(0, 40).map((key) => regions.map((region) => catalog.price(key, region)?.value))
  fc.assert(
    fc.property(amounts, amounts, (first, second) => {
      const merged = merge(
        merge(catalog, overlay({prices: [...first.values()]})),
        overlay({prices: [...second.values()]}),
      )
      for (const key of keys.slice(0, 40)) {
        for (const region of regions) {
          const cellName = `${region} ${key}`
          const said = second.get(cellName) ?? first.get(cellName)
          const expected = said === undefined ? catalog.price(key, region)?.value : said.amountUsd
          if (merged.price(key, region)?.value !== expected) return false
        }
      }
      return true
    }),
  )
  expect(keys.slice(0, 40).map((key) => regions.map((region) => catalog.price(key, region)?.value))).toEqual(before)
})

test('an overlay with nothing in it changes nothing', () => {
  const merged = merge(catalog, overlay({}))
  expect(merged.ec2Instances()).toEqual(catalog.ec2Instances())
  expect(merged.rdsClasses()).toEqual(catalog.rdsClasses())
  expect(merged.quotas).toEqual(catalog.quotas)
  expect(merged.prices).toEqual(catalog.prices)
  for (const key of keys) expect(merged.price(key, 'us-east-1')).toEqual(catalog.price(key, 'us-east-1'))
})

test('a price has its source and day, and the one that is read by name is the same', () => {
  const merged = merge(catalog, overlay({prices: [price('prices.albLcuUsdPerHour', 'us-east-1', 0.007)]}))
  expect(merged.price('prices.albLcuUsdPerHour', 'us-east-1')).toEqual({value: 0.007, unit: 'USD/LCU-hour', ...origin})
  expect(merged.prices.albLcuUsdPerHour).toEqual(merged.price('prices.albLcuUsdPerHour', 'us-east-1'))
  expect(merged.price('prices.albLcuUsdPerHour', 'eu-west-1')).toBeUndefined()
})

test.each([
  ['ec2.c7g.xlrge.usdPerHour', 'USD/hour', 'CATALOG_KEY_UNKNOWN', 'prices.1.key', /write ec2\.c7g\.xlarge\.usdPerHour/],
  ['prices.multiAzRatio', 'ratio', 'CATALOG_KEY_UNKNOWN', 'prices.1.key', /./],
  ['ec2.c7g.xlarge.usdPerHour', 'USD/month', 'CATALOG_UNIT', 'prices.1.unit', /in USD\/hour/],
])('%s in %s is refused: %s at %s', (key, unit, code, field, next) => {
  const good = price('prices.albLcuUsdPerHour', 'eu-west-1', 1)
  let found: unknown
  try {
    merge(catalog, overlay({prices: [good, {...good, key, unit}]}))
  } catch (error) {
    found = error
  }
  expect(found).toBeInstanceOf(PlanError)
  expect(found).toMatchObject({code, place: {file: 'prices.json', field}})
  expect((found as PlanError).suggestions.join()).toMatch(next)
})

test('an unknown field of an overlay is refused', () => {
  expect(() => catalogOverlaySchema.parse({...overlay({}), speed: 1})).toThrow(/speed/)
  expect(() => overlay({prices: [{...price('x', 'y', 1), amountUsd: -1}]})).toThrow(/amountUsd/)
})

const newType = {
  name: 'm9g.4xlarge',
  vcpuCount: 16,
  memoryGib: 64,
  architecture: 'arm64' as const,
  threadsPerCoreCount: 1,
  maxEniCount: 8,
  addressesPerEniCount: 30,
  isBurstable: false,
  isCurrent: true,
  ebsBaselineIops: 20_000,
  ebsMaxIops: 20_000,
  ebsBaselineMibPerS: 600,
  ebsMaxMibPerS: 600,
  networkBaselineMibPerS: 800,
  networkMaxMibPerS: 1700,
  ...origin,
}
const offer = {engine: 'postgres', engineVersion: '17.6', storageType: 'gp3', isMultiAzCapable: true}

test('a type and a class that are newer than the catalogue are known, their price is not', () => {
  const merged = merge(
    catalog,
    overlay({
      instanceTypes: [newType, {...newType, name: 'm7g.xlarge', vcpuCount: 4}],
      rdsOffers: {
        ...origin,
        classes: [
          {...offer, class: 'db.m9g.4xlarge'},
          {...offer, class: 'db.serverless'},
        ],
        storage: [],
      },
    }),
  )
  expect(merged.ec2Instance('m9g.4xlarge')).toMatchObject({vcpuCount: 16, branchEniCount: 0, usdPerHour: null})
  // What AWS did not say of a known type stays.
  expect(merged.ec2Instance('m7g.xlarge')).toMatchObject({ebsMaxIops: 20_000, branchEniCount: 18, usdPerHour: 0.1632})
  expect(merged.rdsClass('db.m9g.4xlarge')).toMatchObject({
    isPostgresSupported: true,
    isMysqlSupported: false,
    postgresVersions: '17.6',
    price: {mysql: null, postgres: null},
  })
  expect(merged.rdsClass('db.serverless')).toBeUndefined()
  const priced = merge(
    merged,
    overlay({
      prices: [price('rds.db.m9g.4xlarge.postgresUsdPerHour', 'eu-west-1', 1.5)].map((row) => ({
        ...row,
        unit: 'USD/hour',
      })),
    }),
  )
  expect(priced.price('rds.db.m9g.4xlarge.postgresUsdPerHour', 'eu-west-1')?.value).toBe(1.5)
})

test('a quota of the account takes the place of the default', () => {
  const live = {serviceCode: 'rds', quotaCode: 'L-7B6409FD', name: 'DB instances', limitCount: 75, ...origin}
  const merged = merge(catalog, overlay({quotas: [live]}))
  expect(merged.quotas.rdsInstanceCount).toMatchObject({value: 75, ...origin, note: 'of this account and Region'})
  expect(merged.quotas.rdsProxyCount).toEqual(catalog.quotas.rdsProxyCount)
})
