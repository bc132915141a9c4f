import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../src/catalog/catalog.js'
import {rdsPriceSources} from '../../src/catalog/rds-price-sources.js'
import {priceKeys} from '../../src/core/catalog/price-keys.js'

const keys = [...priceKeys(catalog).keys()]
const here = (key: string) => catalog.price(key, 'us-east-1')

// Typed from the price list of July 2026 and the pages beside it, not from the source under test.
test.each([
  ['prices.gp3GibUsdPerMonth', 0.115],
  ['prices.gp3IopsUsdPerMonth', 0.02],
  ['prices.gp3MibPerSUsdPerMonth', 0.08],
  ['prices.gp2GibUsdPerMonth', 0.115],
  ['prices.io1GibUsdPerMonth', 0.125],
  ['prices.io1IopsUsdPerMonth', 0.1],
  ['prices.io2GibUsdPerMonth', 0.125],
  ['prices.io2IopsUsdPerMonth', 0.1],
  ['prices.backupGibUsdPerMonth', 0.095],
  ['prices.rdsProxyVcpuUsdPerHour', 0.015],
  ['prices.auroraStandardGibUsdPerMonth', 0.1],
  ['prices.auroraStandardUsdPerMillionIo', 0.2],
  ['prices.auroraIoOptimizedGibUsdPerMonth', 0.225],
  ['prices.auroraIoOptimizedUsdPerMillionIo', 0],
  ['prices.auroraStandardAcuUsdPerHour', 0.12],
  ['prices.auroraIoOptimizedAcuUsdPerHour', 0.16],
  ['aurora.db.r6g.large.postgresUsdPerHour', 0.26],
  ['aurora.db.r6g.large.postgresIoOptimizedUsdPerHour', 0.338],
  ['aurora.db.r6g.xlarge.postgresUsdPerHour', 0.519],
  ['aurora.db.r6g.2xlarge.postgresIoOptimizedUsdPerHour', 1.349],
  ['aurora.db.r7g.xlarge.postgresUsdPerHour', 0.553],
  ['aurora.db.r6g.2xlarge.mysqlUsdPerHour', 1.038],
  ['aurora.db.r8g.4xlarge.postgresUsdPerHour', 2.208],
  ['aurora.db.r5.large.mysqlIoOptimizedUsdPerHour', 0.377],
  ['prices.fargateX86VcpuUsdPerHour', 0.04048],
  ['prices.fargateX86GibUsdPerHour', 0.004445],
  ['prices.fargateArmVcpuUsdPerHour', 0.03238],
  ['prices.fargateArmGibUsdPerHour', 0.00356],
  ['prices.albUsdPerHour', 0.0225],
  ['prices.albLcuUsdPerHour', 0.008],
  ['prices.albReservedLcuUsdPerHour', 0.008],
  ['prices.ebsGp3GibUsdPerMonth', 0.08],
  ['prices.ebsGp3IopsUsdPerMonth', 0.005],
  ['prices.ebsGp3MibPerSUsdPerMonth', 0.04],
  ['prices.ebsGp2GibUsdPerMonth', 0.1],
  ['prices.ebsIo2GibUsdPerMonth', 0.125],
  ['prices.publicIpv4UsdPerHour', 0.005],
  ['prices.natGatewayUsdPerHour', 0.045],
  ['ec2.c7g.xlarge.usdPerHour', 0.145],
  ['rds.db.m6g.large.postgresUsdPerHour', 0.159],
  ['rds.db.m6g.2xlarge.postgresUsdPerHour', 0.636],
  ['rds.db.r6g.xlarge.postgresUsdPerHour', 0.45],
  ['rds.db.t3.large.mysqlUsdPerHour', 0.136],
  ['rds.db.m5.large.mysqlUsdPerHour', 0.171],
  ['rds.db.t4g.small.mariadbUsdPerHour', 0.032],
])('%s is %d in us-east-1', (key, usd) => {
  expect(here(key)?.value).toBe(usd)
})

test('I/O-Optimized instances cost 1.3 times the standard ones, as the rule says', () => {
  for (const name of ['db.r6g.large', 'db.r6g.xlarge', 'db.r6g.2xlarge', 'db.r7g.xlarge']) {
    const standard = here(`aurora.${name}.postgresUsdPerHour`)?.value ?? 0
    const optimized = here(`aurora.${name}.postgresIoOptimizedUsdPerHour`)?.value ?? 0
    expect(optimized / standard, name).toBeCloseTo(catalog.prices.auroraIoOptimizedRatio.value, 2)
  }
})

test('one LCU, as the pricing page has long said', () => {
  const {lcuNewConnectionsPerS, lcuActiveConnectionCount, lcuGibPerHour, lcuRuleEvaluationsPerS} = catalog.serviceLimits
  expect(lcuNewConnectionsPerS.value).toBe(25)
  expect(lcuActiveConnectionCount.value).toBe(3000)
  expect(lcuGibPerHour.value).toBe(1)
  expect(lcuRuleEvaluationsPerS.value).toBe(1000)
  expect(lcuNewConnectionsPerS.note).toContain('not confirmed')
})

test('every price that is shipped has a source, a real date and the unit of its key', () => {
  const units = priceKeys(catalog)
  const priced = keys.filter((key) => here(key) !== undefined)
  expect(priced.length).toBeGreaterThan(600)
  for (const key of priced) {
    const price = here(key)
    expect(price?.unit, key).toBe(units.get(key))
    expect(price?.source.length, key).toBeGreaterThan(15)
    expect(price?.source, key).not.toBe('judgement')
    expect(new Date(`${price?.checkedOn}T00:00:00Z`).toISOString().slice(0, 10), key).toBe(price?.checkedOn)
    expect(price?.value, key).toBeGreaterThanOrEqual(0)
  }
  for (const {source, checkedOn} of Object.values(rdsPriceSources)) {
    expect(source.length).toBeGreaterThan(15)
    expect(checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  }
})

test('a price of us-east-1 is never given for another Region', () => {
  const regions = fc.constantFrom('eu-west-1', 'us-east-2', 'us-west-2', 'ap-south-1', '')
  fc.assert(fc.property(fc.constantFrom(...keys), regions, (key, region) => catalog.price(key, region) === undefined))
})

test.each(['', 'ec2', 'ec2.c7g.xlarge', 'ec2.c7g.huge.usdPerHour', 'rds.db.r8g.large.mysqlUsdPerHour', 'prices.no'])(
  'of %j nothing is known',
  (key) => expect(here(key)).toBeUndefined(),
)
