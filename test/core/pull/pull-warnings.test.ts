import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {metricQueries} from '../../../src/core/inventory/metric-queries.js'
import {pullWarnings} from '../../../src/core/pull/pull-warnings.js'
import {configSchema} from '../../../src/documents/config.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'
import {readDocument} from '../../../src/files/read-document.js'
import {exampleFolder} from '../../example-run.js'

const asOf = '2026-11-02T06:00:00.000Z'
const example = exampleFolder('bright-friday')
const config = configSchema.parse(parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8')))
const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})

const measured = {
  ...snapshot,
  dbInstances: snapshot.dbInstances.map((database) => ({...database, MonitoringInterval: 60})),
}
const warningsOf = (given: Partial<Parameters<typeof pullWarnings>[0]>) =>
  pullWarnings({config, snapshot: measured, silent: [], asOf, ...given})

test('an estate that is measured gives none', () => {
  expect(warningsOf({})).toEqual([])
})

test('a group with other metrics on still lacks the one that counts instances', () => {
  const half = measured.autoScalingGroups.map((group) => ({
    ...group,
    EnabledMetrics: [{Metric: 'GroupMinSize', Granularity: '1Minute'}],
  }))
  expect(warningsOf({snapshot: {...measured, autoScalingGroups: half}})).toMatchObject([
    {code: 'GROUP_METRICS_OFF', message: expect.stringContaining('--auto-scaling-group-name shop-web')},
  ])
})

test('a database in another account or Region is looked up there', () => {
  const {dbInstances} = snapshot
  const there = {...snapshot, elsewhere: undefined, dbInstances}
  const found = warningsOf({snapshot: {...measured, dbInstances: [], elsewhere: [there]}})
  expect(found.map(({code}) => code)).toEqual(['ENHANCED_MONITORING_OFF', 'ENHANCED_MONITORING_OFF'])
})

test('a silent resource is told once, whatever its statistics, and only where forecast reads it', () => {
  const needed = metricQueries({config, inventory: mapInventory(snapshot), asOf}).map(({metric}) => metric)
  const load = needed.filter(({metricName, namespace}) => namespace === 'AWS/RDS' && metricName === 'CPUUtilization')
  const [one] = load
  if (one === undefined) throw new Error('forecast reads no load of a database')
  const other = {...one, metricName: 'SwapUsage'}
  const connections = {...one, metricName: 'DatabaseConnections'}
  const found = warningsOf({silent: [one, {...one, stat: 'Maximum'}, connections, other]})
  expect(found).toHaveLength(1)
  expect(found[0]?.code).toBe('METRIC_EMPTY')
  expect(found[0]?.message).toMatch(
    /^CloudWatch has no value of AWS\/RDS CPUUtilization, DatabaseConnections of DBInstanceIdentifier shop-db/,
  )
})

test("a CDN's hit ratio that is not measured names the switch", () => {
  const hitRate = metricQueries({config, inventory: mapInventory(snapshot), asOf}).find(
    ({metric}) => metric.metricName === 'CacheHitRate',
  )
  expect(hitRate).toBeDefined()
  if (hitRate === undefined) return
  expect(warningsOf({silent: [hitRate.metric]})[0]?.message).toContain(
    'aws cloudfront create-monitoring-subscription --distribution-id E2BRIGHTFRIDAY',
  )
})
