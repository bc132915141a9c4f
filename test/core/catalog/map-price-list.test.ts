import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {mapPriceList} from '../../../src/core/catalog/map-price-list.js'
import type {PriceService} from '../../../src/core/catalog/price-queries.js'
import {ec2Rows, priceRow, rdsRows, usageRow} from '../../aws-fake/price-row.js'

function mapped(service: PriceService, texts: readonly string[], engines = ['mysql']) {
  const lists = [{service, rows: texts.map((text) => JSON.parse(text))}]
  const {prices, unclear} = mapPriceList({lists, region: 'eu-west-1', engines, catalog, readOn: '2026-11-02'})
  return {prices: Object.fromEntries(prices.map(({key, amountUsd}) => [key, amountUsd])), unclear}
}

test('EC2: the row that a group pays, and none of those beside it', () => {
  // The fake filters as AWS does; here all rows but those of other licences come through.
  const rows = ec2Rows('c7g.xlarge', '0.1560000000').filter((text) => !text.includes('Windows'))
  expect(mapped('AmazonEC2', rows)).toEqual({prices: {'ec2.c7g.xlarge.usdPerHour': 0.156}, unclear: []})
})

test('RDS: by engine and zones; other engines, Outposts and licences are left out', () => {
  const outposts = priceRow({
    service: 'AmazonRDS',
    family: 'Database Instance',
    attributes: {
      instanceType: 'db.r6g.large',
      databaseEngine: 'MySQL',
      deploymentOption: 'Single-AZ',
      locationType: 'AWS Outposts',
    },
    usd: '5.0',
    unit: 'Hrs',
  })
  const rows = [
    ...rdsRows('db.r6g.large', 'MySQL', ['0.2400000000', '0.4800000000']),
    ...rdsRows('db.r6g.large', 'PostgreSQL', ['0.2500000000', '0.5000000000']),
    ...rdsRows('db.z1.large', 'MySQL', ['9.0000000000', '9.0000000000']),
    outposts,
  ]
  expect(mapped('AmazonRDS', rows).prices).toEqual({
    'rds.db.r6g.large.mysqlUsdPerHour': 0.24,
    'rds.db.r6g.large.mysqlMultiAzUsdPerHour': 0.48,
  })
})

test('Aurora: both storage configurations, capacity units and a million I/O', () => {
  const instance = (usagetype: string, usd: string) =>
    priceRow({
      service: 'AmazonRDS',
      family: 'Database Instance',
      attributes: {
        instanceType: 'db.r6g.large',
        databaseEngine: 'Aurora PostgreSQL',
        deploymentOption: 'Single-AZ',
        usagetype,
      },
      usd,
      unit: 'Hrs',
    })
  const rows = [
    instance('EU-InstanceUsage:db.r6g.large', '0.2900000000'),
    instance('EU-InstanceUsageIOOptimized:db.r6g.large', '0.3770000000'),
    usageRow('AmazonRDS', 'Database Storage', 'EU-Aurora:StorageUsage', ['0.1100000000', 'GB-Mo']),
    usageRow('AmazonRDS', 'System Operation', 'EU-Aurora:StorageIOUsage', ['0.0000002200', 'IOs']),
    usageRow('AmazonRDS', 'ServerlessV2', 'EU-Aurora:ServerlessV2Usage', ['0.1400000000', 'ACU-Hr']),
    usageRow('AmazonRDS', 'ServerlessV2', 'EU-Aurora:ServerlessV2IOOptimizedUsage', ['0.1900000000', 'ACU-Hr']),
  ]
  expect(mapped('AmazonRDS', rows, ['aurora-postgresql']).prices).toEqual({
    'aurora.db.r6g.large.postgresUsdPerHour': 0.29,
    'aurora.db.r6g.large.postgresIoOptimizedUsdPerHour': 0.377,
    'prices.auroraStandardGibUsdPerMonth': 0.11,
    'prices.auroraStandardUsdPerMillionIo': 0.22,
    'prices.auroraStandardAcuUsdPerHour': 0.14,
    'prices.auroraIoOptimizedAcuUsdPerHour': 0.19,
  })
})

test.each(['', 'USE1-', 'EU-', 'APN1-', 'UGW1-'])('a usage type is known behind the Region %j', (prefix) => {
  const rows = ['LoadBalancerUsage', 'LCUUsage', 'TS-LoadBalancerUsage', 'Outposts-LCUUsage'].map((usage, i) =>
    usageRow('AWSELB', 'Load Balancer-Application', `${prefix}${usage}`, [`0.0${i + 1}`, i === 1 ? 'LCU-Hrs' : 'Hrs']),
  )
  expect(mapped('AWSELB', rows).prices).toEqual({'prices.albUsdPerHour': 0.01, 'prices.albLcuUsdPerHour': 0.02})
})

const lcu = (usd: string, unit = 'LCU-Hrs') =>
  usageRow('AWSELB', 'Load Balancer-Application', 'EU-LCUUsage', [usd, unit])
const spoiled = (change: (dimension: Record<string, unknown>) => void) => {
  const row = JSON.parse(lcu('0.008'))
  const term = Object.values(row.terms.OnDemand)[0] as {priceDimensions: Record<string, Record<string, unknown>>}
  for (const dimension of Object.values(term.priceDimensions)) change(dimension)
  return JSON.stringify(row)
}
const twoTiers = () => {
  const row = JSON.parse(lcu('0.008'))
  const term = Object.values(row.terms.OnDemand)[0] as {priceDimensions: Record<string, unknown>}
  term.priceDimensions['second'] = {unit: 'LCU-Hrs', beginRange: '1000', endRange: 'Inf', pricePerUnit: {USD: '0.004'}}
  return JSON.stringify(row)
}

test.each([
  ['two amounts', [lcu('0.008'), lcu('0.009')]],
  ['another unit', [lcu('0.008', 'GB-Mo')]],
  ['no amount', [lcu('')]],
  ['words', [lcu('free')]],
  ['a negative amount', [lcu('-1')]],
  ['another currency', [spoiled((dimension) => Object.assign(dimension, {pricePerUnit: {CNY: '0.05'}}))]],
  ['a number', [spoiled((dimension) => Object.assign(dimension, {pricePerUnit: {USD: 0.008}}))]],
  ['a range that does not start at nothing', [spoiled((dimension) => Object.assign(dimension, {beginRange: '10'}))]],
  ['tiers', [twoTiers()]],
])('%s: nothing clear, so no price, and it is named', (_name, rows) => {
  expect(mapped('AWSELB', rows)).toEqual({prices: {}, unclear: ['prices.albLcuUsdPerHour']})
})

test('the same twice is clear, and what is listed at nothing is not on sale', () => {
  expect(mapped('AWSELB', [lcu('0.008'), lcu('0.0080000000'), lcu('0.0000000000')])).toEqual({
    prices: {'prices.albLcuUsdPerHour': 0.008},
    unclear: [],
  })
})

test('rows that are no rows give nothing', () => {
  expect(mapped('AWSELB', ['{}', '{"product": 1}', '{"product": {"attributes": null}}', '[]'])).toEqual({
    prices: {},
    unclear: [],
  })
})
