import {expect, test} from 'vitest'
import {limitMetrics, limitQueries} from '../../../src/core/inventory/limit-metrics.js'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {archiveQueries} from '../../../src/core/pull/archive-queries.js'
import {cornerConfig, cornerShop} from '../../aws/corner-shop.js'

const inventory = mapInventory(cornerShop)
const asOf = '2026-11-20T12:34:56.000Z'
const config = cornerConfig
const limits = limitMetrics({config, inventory})
const atS = (iso: string) => Date.parse(iso) / 1000
const span = {fromS: atS('2025-11-28T05:00:00Z'), toS: atS('2025-11-29T07:30:00Z')}
const queries = limitQueries({limits, spans: [span], asOf})
const keyOf = (metric: object) => JSON.stringify(metric)

test('of a shop with a load balancer, a group and services', () => {
  const dimensions = {LoadBalancer: 'app/corner/50dc6c495c0c9188'}
  expect(limits.balancer?.rejected).toEqual({
    namespace: 'AWS/ApplicationELB',
    metricName: 'RejectedConnectionCount',
    dimensions,
    stat: 'Sum',
  })
  expect(limits.balancer?.p95).toMatchObject({metricName: 'TargetResponseTime', dimensions, stat: 'p95'})
  expect(limits.tiers.find(({tierName}) => tierName === 'web')).toMatchObject({
    units: {metricName: 'GroupInServiceInstances'},
    most: {metricName: 'GroupMaxSize', namespace: 'AWS/AutoScaling', dimensions: {AutoScalingGroupName: 'corner-web'}},
  })
  // The service that nothing scales has no maximum, so it cannot stand at it.
  const scaled = inventory.ecsServices.filter(({maxCount}) => maxCount !== null)
  expect(limits.tiers.filter(({most}) => 'count' in most)).toHaveLength(scaled.length)
  const {loadBalancer: _, ...without} = config
  expect(limitMetrics({config: without, inventory}).balancer).toBeNull()
})

test('each metric is asked for once, in hours around each occurrence that CloudWatch still has', () => {
  expect(new Set(queries.map(({metric}) => keyOf(metric))).size).toBe(queries.length)
  expect(queries).toHaveLength(5 + limits.tiers.reduce((sum, {most}) => sum + ('count' in most ? 1 : 2), 0))
  // Four weeks before it, and to the full hour after it.
  const windows = [{periodS: 3600, fromAt: '2025-10-31T05:00:00.000Z', toAt: '2025-11-29T08:00:00.000Z'}]
  expect(queries.every((query) => JSON.stringify(query.windows) === JSON.stringify(windows))).toBe(true)
})

test('what is older than 455 days is not asked for, and what is half as old in part', () => {
  const old = {fromS: atS('2024-11-29T05:00:00Z'), toS: atS('2024-11-30T05:00:00Z')}
  expect(limitQueries({limits, spans: [old], asOf})).toEqual([])
  expect(limitQueries({limits, spans: [], asOf})).toEqual([])
  const summer = {fromS: atS('2025-09-01T00:00:00Z'), toS: atS('2025-09-02T00:00:00Z')}
  expect(limitQueries({limits, spans: [old, summer], asOf})[0]?.windows).toEqual([
    {periodS: 3600, fromAt: '2025-08-22T13:00:00.000Z', toAt: '2025-09-02T00:00:00.000Z'},
  ])
})

test('pull keeps all of them', () => {
  const kept = new Set(archiveQueries({config, inventory, asOf}).map(({metric}) => keyOf(metric)))
  expect(queries.filter(({metric}) => !kept.has(keyOf(metric))).map(({metric}) => metric.metricName)).toEqual([])
})
