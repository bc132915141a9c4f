import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {demandQuery, metricQueries} from '../../../src/core/inventory/metric-queries.js'
import {archiveQueries} from '../../../src/core/pull/archive-queries.js'
import type {MetricId} from '../../../src/documents/series.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'
import {readConfig} from '../../../src/files/read-config.js'
import {exampleFolder} from '../../example-run.js'

const folder = exampleFolder('bright-friday')
const asOf = '2026-11-02T06:10:00Z'
const inventory = mapInventory(snapshotSchema.parse(JSON.parse(readFileSync(`${folder}estate.json`, 'utf8'))))
const {config} = await readConfig({
  path: `${folder}ecom-plan.yaml`,
  judgementNames: [],
  catalogEventIds: ['black-friday', 'cyber-monday'],
  catalogDate: () => null,
})
const keyOf = ({namespace, metricName, dimensions, stat}: MetricId) =>
  [namespace, metricName, stat, ...Object.entries(dimensions).flat().sort()].join(' ')
const keys = archiveQueries({config, inventory, asOf}).map(({metric}) => keyOf(metric))

test('everything that forecast reads is kept, and each series once', () => {
  const read = [...metricQueries({config, inventory, asOf}), demandQuery({config, inventory, asOf})]
  expect(keys).toEqual(expect.arrayContaining(read.map(({metric}) => keyOf(metric))))
  expect(new Set(keys).size).toBe(keys.length)
})

/** What a look back at a peak needs, and which statistic of it CloudWatch fills: by AWS's own pages. */
test.each([
  'AWS/ApplicationELB RejectedConnectionCount Sum',
  'AWS/ApplicationELB HTTPCode_ELB_503_Count Sum',
  'AWS/ApplicationELB ConsumedLCUs Sum',
  'AWS/ApplicationELB TargetResponseTime p99',
  'AWS/ApplicationELB HealthyHostCount Minimum',
  'AWS/CloudFront CacheHitRate Average',
  'AWS/AutoScaling GroupPendingInstances Average',
  'AWS/EC2 CPUUtilization Maximum',
  'AWS/ECS MemoryUtilization Maximum',
  'ECS/ContainerInsights PendingTaskCount Average',
  'AWS/ECS/ManagedScaling CapacityProviderReservation Average',
  'AWS/RDS CPUUtilization Maximum',
  'AWS/RDS ReadIOPS Maximum',
  'AWS/RDS DatabaseConnections Maximum',
  'AWS/RDS DiskQueueDepth Maximum',
  'AWS/RDS FreeableMemory Minimum',
  'AWS/RDS EBSIOBalance% Minimum',
])('%s', (name) => {
  expect(keys.filter((key) => key.startsWith(`${name} `))).not.toEqual([])
})

test('credits of T classes and Aurora capacity only where there are such databases', () => {
  expect(keys.filter((key) => /CPUCreditBalance|ServerlessDatabaseCapacity/.test(key))).toEqual([])
  const [first, ...rest] = inventory.databases
  if (first === undefined) throw new Error('the example has a database')
  const small = {...inventory, databases: [{...first, class: 'db.t4g.medium', engine: 'aurora-mysql'}, ...rest]}
  const found = archiveQueries({config, inventory: small, asOf}).map(({metric}) => metric.metricName)
  expect(found).toEqual(expect.arrayContaining(['CPUCreditBalance', 'ACUUtilization']))
})

test('hours alone for a first look, three resolutions otherwise', () => {
  const periods = (isHourly: boolean) => [
    ...new Set(
      archiveQueries({config, inventory, asOf, isHourly}).flatMap(({windows}) => windows.map((one) => one.periodS)),
    ),
  ]
  expect(periods(true)).toEqual([3600])
  expect(periods(false)).toEqual([3600, 300, 60])
})
