import {expect, test} from 'vitest'
import {auroraPriceColumns} from '../../src/catalog/aurora-prices.js'
import {catalog} from '../../src/catalog/catalog.js'
import {cpuCreditColumn} from '../../src/catalog/cpu-credits.js'
import type {Column, Fact} from '../../src/catalog/fact.js'
import {rdsFamilyColumn} from '../../src/catalog/rds-families.js'
import {unitSuffixes} from '../../src/documents/units.js'

const {judgements, prices, quotas, rdsConnections, rdsStorage, scalingLimits, serviceLimits} = catalog
const {scaleOutLimits, capacityReservations, databaseRoutes} = catalog
const facts: [string, Fact][] = Object.entries({
  judgements,
  prices,
  quotas,
  rdsConnections,
  rdsStorage,
  scalingLimits,
  serviceLimits,
  scaleOutLimits,
  capacityReservations,
  databaseRoutes,
}).flatMap(([group, entries]) =>
  Object.entries(entries).map(([key, fact]): [string, Fact] => [`${group}.${key}`, fact]),
)
const columns: [string, Column][] = [
  ...Object.entries(catalog.ec2Columns),
  ...Object.entries(catalog.rdsColumns),
  ['fargate', catalog.fargateColumn],
  ['cpu credits', cpuCreditColumn],
  ['rds families', rdsFamilyColumn],
  ['aurora', auroraPriceColumns.listed],
  ['aurora, of the sizing tool', auroraPriceColumns.toolkit],
]

function expectCited({unit, source, checkedOn}: Column): void {
  expect(unit).not.toBe('')
  expect(source).toMatch(/^(https:\/\/[a-z0-9.-]+\/\S+|judgement)$/)
  expect(new Date(`${checkedOn}T00:00:00Z`).toISOString().slice(0, 10)).toBe(checkedOn)
}

test('there are facts', () => expect(facts.length).toBeGreaterThan(160))

test.each(facts)('%s is a number with a unit, a source and a real date', (_key, fact) => {
  expect(Number.isFinite(fact.value)).toBe(true)
  expect(fact.value).toBeGreaterThanOrEqual(0)
  expectCited(fact)
})

test.each(columns)('the column %s has a unit, a source and a real date', (_name, column) => expectCited(column))

test.each(Object.entries(judgements))('our judgement %s says what it counts and why', (key, fact) => {
  expect(unitSuffixes.some((suffix) => key.endsWith(suffix))).toBe(true)
  expect(fact.source).toBe('judgement')
  expect(fact.note?.length).toBeGreaterThan(30)
})

test('only judgements are judgements', () => {
  const guesses = facts.filter(([, fact]) => fact.source === 'judgement').map(([key]) => key.split('.')[0])
  expect(new Set(guesses)).toEqual(new Set(['judgements']))
})

// Typed from the AWS pages, not from the source under test.
test('limits and prices as AWS states them', () => {
  expect(rdsStorage.stripedFromGib.value).toBe(400)
  expect(rdsStorage.gp3MaxIops.value).toBe(64_000)
  expect(rdsStorage.gp3MaxMibPerS.value).toBe(4000)
  expect(rdsStorage.gp2VolumeCreditCount.value).toBe(5_400_000)
  expect(rdsStorage.io2MaxMibPerS.value).toBe(4000)
  expect(scalingLimits.scheduledActionLatenessS.value).toBe(120)
  expect(scalingLimits.asgScheduledActionCount.value).toBe(125)
  expect(scalingLimits.hourMetricRetentionS.value / 86_400).toBe(455)
  expect(scalingLimits.metricPointsPerCallCount.value).toBe(100_800)
  expect(prices.gp3GibUsdPerMonth.value).toBe(0.115)
  expect(prices.io2IopsUsdPerMonth.value).toBe(0.1)
  expect(prices.multiAzRatio.value).toBe(2)
  // One vCPU of Fargate is 29.55 USD a month, one GB 3.245.
  expect(prices.fargateX86VcpuUsdPerHour.value * prices.hoursPerMonth.value).toBeCloseTo(29.55, 2)
  expect(prices.fargateX86GibUsdPerHour.value * prices.hoursPerMonth.value).toBeCloseTo(3.245, 3)
})

test.each([
  ['L-1216C47A', 'ec2', 5],
  ['L-3032A538', 'fargate', 6],
  ['L-7B6409FD', 'rds', 40],
  ['L-7ADDB58A', 'rds', 100_000],
  ['L-7E6692B2', 'elasticloadbalancing', 1000],
  ['L-A0D0B863', 'elasticloadbalancing', 1000],
  ['L-8A66D0E6', 'elasticloadbalancing', 0],
  ['L-53DA6B97', 'elasticloadbalancing', 50],
  ['L-36FBB829', 'fargate', 6],
  ['L-6BAD92DD', 'fargate', 100],
  ['L-551A4E9D', 'fargate', 20],
  ['L-5BC124EF', 'rds', 15],
  ['L-D94C7EA3', 'rds', 20],
  ['L-952B80B8', 'rds', 40],
  ['L-782A3EE2', 'application-autoscaling', 3000],
  ['L-800F6F7B', 'application-autoscaling', 500],
  ['L-5E141212', 'monitoring', 500],
  ['L-EE839489', 'monitoring', 400],
  ['L-05D334F0', 'monitoring', 25],
  ['L-21CB40A4', 'monitoring', 9],
])('quota %s of %s starts at %d', (quotaCode, serviceCode, value) => {
  expect(Object.values(quotas).find((quota) => quota.quotaCode === quotaCode)).toMatchObject({serviceCode, value})
})
