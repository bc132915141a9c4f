import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {lcuLoad} from '../../../src/core/calibrate/lcu-load.js'
import {lcuMetrics, loadBalancerRequests} from '../../../src/core/inventory/metric-ids.js'
import type {Metrics} from '../../../src/documents/metrics.js'

const startAt = '2026-10-18T06:00:00.000Z'
const dimension = 'app/shop/50dc6c495c0c9188'
const ids = lcuMetrics(dimension)
const originRequests = loadBalancerRequests(dimension)
/** Requests in five minutes, from 300 to 900 a second. */
const requests = Array.from({length: 288}, (_, i) => 300 * (600 + 300 * Math.sin((i / 288) * 2 * Math.PI)))
const perRequest: Record<string, number> = {
  // One new connection in ten requests, 20 kB each, 14 rules.
  NewConnectionCount: 0.1,
  ProcessedBytes: 20_000,
  RuleEvaluations: 14,
  // 6 connections in a minute for each request a second, so for 60 requests.
  ActiveConnectionCount: 6 / 60,
  // Billed by the minute in LCU-hours: 0.072 LCU for each request a second.
  ConsumedLCUs: 0.072 / 3600,
}
const metricsWith = (names: readonly string[]): Metrics => ({
  schema: 'ecom-plan.metrics/v1',
  capturedAt: startAt,
  series: [
    {...originRequests, windows: [{periodS: 300, startAt, values: requests}]},
    ...Object.values(ids)
      .filter(({metricName}) => names.includes(metricName))
      .map((id) => ({
        ...id,
        windows: [{periodS: 300, startAt, values: requests.map((count) => count * (perRequest[id.metricName] ?? 0))}],
      })),
  ],
})
const of = (names: readonly string[]) =>
  lcuLoad({metrics: metricsWith(names), originRequests, ids, limits: catalog.serviceLimits})

test('by hand: what 1,000 requests a second take in each dimension, the one that takes most first', () => {
  const {dimensions, missing, billedLcuPerRps} = of(Object.keys(perRequest))
  const at1000 = Object.fromEntries(dimensions.map(({name, lcuPerRps}) => [name, lcuPerRps * 1000]))
  // 20 kB × 1,000/s × 3,600 s = 72 GB/h; 100 new/s ÷ 25; 6,000 active ÷ 3,000; 4 paid rules × 1,000/s ÷ 1,000.
  expect(at1000['processed bytes']).toBeCloseTo(72, 6)
  expect(at1000['new connections']).toBeCloseTo(4, 6)
  expect(at1000['active connections']).toBeCloseTo(2, 6)
  expect(at1000['rule evaluations']).toBeCloseTo(4, 6)
  expect(dimensions[0]?.name).toBe('processed bytes')
  expect(billedLcuPerRps).toBeCloseTo(0.072, 9)
  expect(missing).toEqual([])
})

test('what was not measured is named, and nothing stands in for it', () => {
  const {dimensions, missing, billedLcuPerRps} = of(['NewConnectionCount'])
  expect(dimensions.map(({name}) => name)).toEqual(['new connections'])
  expect(missing).toEqual(['ActiveConnectionCount', 'ProcessedBytes', 'RuleEvaluations'])
  expect(billedLcuPerRps).toBeNull()
})
