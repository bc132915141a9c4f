import fc from 'fast-check'
import {expect, test} from 'vitest'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {demandQuery, metricQueries} from '../../../src/core/inventory/metric-queries.js'
import type {Config} from '../../../src/documents/config.js'
import {dependencySchema} from '../../../src/documents/config-dependency.js'
import {cornerConfig, cornerShop} from '../../aws/corner-shop.js'
import '../../seed.js'

const inventory = mapInventory(cornerShop)
const asOf = '2026-11-20T12:34:56.000Z'
const queries = metricQueries({config: cornerConfig, inventory, asOf})

const linesOf = (namespace: string) =>
  queries.filter(({metric}) => metric.namespace === namespace).map(({metric}) => `${metric.metricName} ${metric.stat}`)

test('each tier asks for its own metrics, and no metric is asked for twice', () => {
  expect(linesOf('AWS/EC2')).toEqual(['CPUUtilization Average'])
  expect(linesOf('AWS/AutoScaling')).toEqual(['GroupInServiceInstances Average'])
  expect(linesOf('ECS/ContainerInsights')).toEqual(['RunningTaskCount Average', 'RunningTaskCount Average'])
  expect(linesOf('AWS/RDS')).toHaveLength(18)
  expect(linesOf('AWS/CloudFront')).toEqual(['CacheHitRate Average', 'Requests Sum', 'BytesDownloaded Sum'])
  // Two tiers with a target group, each requests and p95, and the load balancer as a whole with its capacity units.
  expect(linesOf('AWS/ApplicationELB').sort()).toEqual([
    'ActiveConnectionCount Sum',
    'ConsumedLCUs Sum',
    'NewConnectionCount Sum',
    'ProcessedBytes Sum',
    'RequestCount Sum',
    'RequestCount Sum',
    'RequestCount Sum',
    'RuleEvaluations Sum',
    'TargetResponseTime p95',
    'TargetResponseTime p95',
  ])
  const shared: Config = {
    ...cornerConfig,
    tiers: {...cornerConfig.tiers, again: {kind: 'asg', resource: 'corner-web'}},
  }
  expect(metricQueries({config: shared, inventory, asOf})).toEqual(queries)
})

test('what a dependency is measured by is asked for in five minutes, and a file is not asked for', () => {
  const metric = {namespace: 'AWS/ElastiCache', metricName: 'EngineCPUUtilization', dimensions: {}, stat: 'Maximum'}
  const cache = dependencySchema.parse({
    kind: 'dependency',
    what: 'cache',
    requests: {csv: {path: 'calls.csv'}},
    utilization: {metric, limit: 90},
  })
  const asked = metricQueries({config: {...cornerConfig, tiers: {...cornerConfig.tiers, cache}}, inventory, asOf})
  const further = asked.filter((query) => !queries.some((other) => JSON.stringify(other) === JSON.stringify(query)))
  expect(further.map((query) => query.metric)).toEqual([metric])
  expect(further[0]?.windows.map(({periodS}) => periodS)).toEqual([300])
})

test('requests of a tier are counted at its target group behind its load balancer', () => {
  expect(queries.find(({metric}) => metric.dimensions['TargetGroup']?.includes('corner-web'))?.metric).toEqual({
    namespace: 'AWS/ApplicationELB',
    metricName: 'RequestCount',
    dimensions: {LoadBalancer: 'app/corner/50dc6c495c0c9188', TargetGroup: 'targetgroup/corner-web/6d0ecf831eec9f09'},
    stat: 'Sum',
  })
})

test('with several target groups and none named, requests cannot be told', () => {
  const [web, ...others] = inventory.autoScalingGroups.toReversed()
  const both = {...inventory, autoScalingGroups: [{...web, targetGroups: ['corner-web', 'corner-checkout']}, ...others]}
  const asked = (tier: object) =>
    metricQueries({
      config: {...cornerConfig, tiers: {web: {kind: 'asg', resource: 'corner-web', ...tier}}},
      inventory: both as typeof inventory,
      asOf,
    }).filter(({metric}) => metric.dimensions['TargetGroup'] !== undefined)
  expect(asked({})).toEqual([])
  expect(asked({targetGroup: 'corner-checkout'})).toHaveLength(2)
})

test('detail covers 15 days to the last full hour, maxima 455 days', () => {
  expect(queries.find(({metric}) => metric.namespace === 'AWS/EC2')?.windows).toEqual([
    {periodS: 300, fromAt: '2026-11-05T13:00:00.000Z', toAt: '2026-11-20T12:00:00.000Z'},
  ])
  expect(queries.find(({metric}) => metric.stat === 'Maximum')?.windows).toEqual([
    {periodS: 3600, fromAt: '2025-08-22T13:00:00.000Z', toAt: '2026-11-20T12:00:00.000Z'},
  ])
  const hitRate = queries.find(({metric}) => metric.metricName === 'CacheHitRate')
  expect(hitRate?.windows.map(({periodS}) => periodS)).toEqual([3600, 300])
  expect(hitRate?.metric.dimensions).toEqual({DistributionId: 'E2CORNER', Region: 'Global'})
})

test('requests at the load balancer and at each tier are asked for in hours too, since past events shift them', () => {
  const counts = queries.filter(({metric}) => metric.metricName === 'RequestCount')
  expect(counts.map(({windows}) => windows.map(({periodS}) => periodS))).toEqual(counts.map(() => [3600, 300]))
  // A dependency that counts the same requests in five minutes takes nothing away.
  const cache = dependencySchema.parse({kind: 'dependency', what: 'cache', requests: {metric: counts[0]?.metric}})
  const asked = metricQueries({config: {...cornerConfig, tiers: {...cornerConfig.tiers, cache}}, inventory, asOf})
  expect(asked).toEqual(queries)
})

test('demand is counted where the config says', () => {
  expect(demandQuery({config: cornerConfig, inventory, asOf}).metric).toMatchObject({
    namespace: 'AWS/CloudFront',
    metricName: 'Requests',
    stat: 'Sum',
  })
  const origin: Config = {...cornerConfig, demand: {...cornerConfig.demand, level: 'origin'}}
  expect(demandQuery({config: origin, inventory, asOf}).metric).toMatchObject({
    metricName: 'RequestCount',
    dimensions: {LoadBalancer: 'app/corner/50dc6c495c0c9188'},
  })
  const {cdn: _cdn, ...withoutCdn} = cornerConfig
  expect(() => demandQuery({config: withoutCdn, inventory, asOf})).toThrow(
    expect.objectContaining({kind: 'config', code: 'DEMAND_UNNAMED'}),
  )
})

test('demand windows meet without gap or overlap, and CloudWatch still has each resolution ten minutes later', () => {
  const day = 86_400_000
  const keptMs: Record<number, number> = {60: 15 * day, 300: 63 * day}
  const times = fc.date({min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true})
  fc.assert(
    fc.property(times, (now) => {
      const {windows} = demandQuery({config: cornerConfig, inventory, asOf: now.toISOString()})
      expect(windows.map(({periodS}) => periodS)).toEqual([3600, 300, 60])
      for (const [index, {periodS, fromAt, toAt}] of windows.entries()) {
        expect(Date.parse(fromAt) % 3_600_000).toBe(0)
        expect(Date.parse(toAt)).toBeGreaterThan(Date.parse(fromAt))
        expect(windows[index + 1]?.fromAt ?? toAt).toBe(toAt)
        const kept = keptMs[periodS]
        if (kept) expect(now.getTime() + 600_000 - Date.parse(fromAt)).toBeLessThanOrEqual(kept)
      }
      expect(now.getTime() - Date.parse(windows[2]?.toAt ?? '')).toBeLessThan(3_600_000)
    }),
  )
})

test.each([
  ['web', {kind: 'asg', resource: 'corner-wbe'}, 'Auto Scaling group corner-wbe', 'did you mean corner-web?'],
  [
    'checkout',
    {kind: 'ecs', resource: 'corner/chekout'},
    'ECS service corner/chekout',
    'did you mean corner/checkout?',
  ],
  ['db', {kind: 'rds', resource: 'orders'}, 'RDS instance orders', 'there is corner-db, corner-db-r1, corner-db-r2'],
  [
    'web',
    {kind: 'asg', resource: 'corner-web', targetGroup: 'corner-wb'},
    'target group corner-wb',
    'did you mean corner-web?',
  ],
] as const)('a name that does not exist: tier %s %j', (tierName, tier, named, suggestion) => {
  const ask = () => metricQueries({config: {...cornerConfig, tiers: {[tierName]: tier}}, inventory, asOf})
  expect(ask).toThrow(
    expect.objectContaining({
      kind: 'aws',
      code: 'RESOURCE_NOT_FOUND',
      message: `tier ${tierName} names ${named}, which account 123456789012 does not have in us-east-1`,
      suggestions: expect.arrayContaining([suggestion]),
    }),
  )
})

test('a load balancer that does not exist is named by the key of the config', () => {
  const config = {...cornerConfig, loadBalancer: 'korner'}
  expect(() => metricQueries({config, inventory, asOf})).toThrow(/^loadBalancer names load balancer korner/)
})
