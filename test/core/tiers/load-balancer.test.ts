import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {LcuLoad} from '../../../src/core/calibrate/lcu-load.js'
import {isoOf} from '../../../src/core/series/zone.js'
import {assessLoadBalancer} from '../../../src/core/tiers/load-balancer.js'
import {makeSetting} from './make-setting.js'
import '../../seed.js'

const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188'
const balancer = {tier: 'alb', name: 'shop', arn}
const startS = Date.UTC(2026, 10, 26, 23) / 1000
const pathOf = (rates: number[]) =>
  rates.map((rps, i) => ({at: isoOf(startS + i * 300), p50Rps: rps * 0.8, p90Rps: rps, p99Rps: rps * 1.5}))
/** 30 kB a request: 3,600 × 30 kB = 0.108 GB/h for each request a second. */
const measured: LcuLoad = {
  dimensions: [{name: 'processed bytes', lcuPerRps: 0.108, evidence: 'ProcessedBytes: 30 kB a request'}],
  missing: [],
  billedLcuPerRps: null,
}
const unmeasured: LcuLoad = {
  dimensions: [],
  missing: ['NewConnectionCount', 'ActiveConnectionCount', 'ProcessedBytes', 'RuleEvaluations'],
  billedLcuPerRps: null,
}
const read = (limitCount: number) => [
  {serviceCode: 'elasticloadbalancing', quotaCode: 'L-8A66D0E6', name: 'Reserved LCUs', limitCount},
]
const assess = (rates: number[], load = measured, quotas = read(5000), over: Parameters<typeof makeSetting>[0] = {}) =>
  assessLoadBalancer({
    balancer,
    load,
    path: pathOf(rates),
    inventory: {quotas},
    setting: makeSetting({originRatio: 0.5, ...over}),
  })

const launch = [4000, 4200, 16_000, 18_000, 17_000]

test('a launch of 3.8 × in five minutes is held by the LCUs of what it leads to', () => {
  const {limits, changes, blockers, patches} = assess(launch)
  // 16,000 req/s at the edge are 8,000 at the load balancer: 8,000 × 0.108 = 864 LCU.
  expect(limits).toMatchObject([{kind: 'alb', measure: 'growth', verdict: 'tight', breaksAtRps: null}])
  expect(limits[0]?.now.p90Ratio).toBeCloseTo(16_000 / 4200 / 2, 9)
  expect(limits[0]?.after.p90Ratio).toBeLessThanOrEqual(1)
  expect(changes).toMatchObject([
    {setting: 'LCU reservation', to: '864 LCU', route: 'automatic', patchIds: ['alb-lcu']},
  ])
  // Four hours before the launch at 23:10, and an hour after it: 5 h × 864 × $0.008.
  expect(changes[0]?.latestAt).toBe('2026-11-26T19:10:00.000Z')
  expect(changes[0]?.cost.windowUsd).toBeCloseTo(864 * 5 * 0.008, 9)
  expect(changes[0]?.evidence.join('\n')).toContain(
    `aws elbv2 modify-capacity-reservation --load-balancer-arn ${arn} --minimum-load-balancer-capacity CapacityUnits=864`,
  )
  expect(blockers).toEqual([])
  expect(patches).toMatchObject([
    {
      request: {
        operation: 'ModifyCapacityReservation',
        input: {LoadBalancerArn: arn, MinimumLoadBalancerCapacity: {CapacityUnits: 864}},
      },
      undo: {input: {LoadBalancerArn: arn, ResetCapacityReservation: true}},
    },
  ])
})

test('nobody has reserved LCUs without asking: the default quota of 0 blocks, marked as not read', () => {
  const {blockers} = assess(launch, measured, [])
  expect(blockers).toMatchObject([{severity: 'block', code: 'QUOTA'}])
  expect(blockers[0]?.message).toContain('is 0 (the default, not read)')
  expect(blockers[0]?.next).toContain('--quota-code L-8A66D0E6 --desired-value 900')
  expect(assess(launch, measured, read(863)).blockers).toHaveLength(1)
  expect(assess(launch, measured, read(864)).blockers).toHaveLength(0)
})

test('a doubling is followed, and less than the least reservation needs none', () => {
  expect(assess([4000, 8000, 16_000])).toMatchObject({limits: [{verdict: 'ok'}], changes: [], blockers: []})
  // 100 → 1,500 at the edge: 750 × 0.108 = 81 LCU.
  const small = assess([100, 1500])
  expect(small).toMatchObject({limits: [{verdict: 'ok'}], changes: []})
  expect(small.limits[0]?.now.p90Ratio).toBeCloseTo(0.81, 9)
})

test('without the metrics it says what is missing and invents no LCUs', () => {
  const {limits, changes, blockers} = assess(launch, unmeasured)
  expect(limits[0]).toMatchObject({verdict: 'tight', planned: 'doubles in 5 min'})
  expect(limits[0]?.derivation.join('\n')).toContain('not measured: NewConnectionCount')
  expect(changes).toEqual([])
  expect(blockers).toMatchObject([{severity: 'warn', code: 'LCU_UNKNOWN'}])
  expect(assess([4000, 4100], unmeasured).blockers).toEqual([])
})

test('more than one load balancer can reserve is reserved in part, and blocks', () => {
  const {changes, blockers} = assess([50_000, 400_000], measured, read(20_000))
  // 400,000 × 0.5 × 0.108 = 21,600 LCU.
  expect(changes[0]?.to).toBe('15,000 LCU')
  expect(blockers).toMatchObject([{severity: 'block', message: expect.stringContaining('21,600 LCU')}])
})

test('a window too long for five-minute steps is not judged', () => {
  expect(
    assessLoadBalancer({balancer, load: measured, path: null, inventory: {quotas: []}, setting: makeSetting()}).limits,
  ).toEqual([])
})

test('a steeper launch never reserves less, and the plan always holds the target', () => {
  const base = fc.double({min: 500, max: 12_000, noNaN: true})
  const factor = fc.double({min: 1, max: 20, noNaN: true})
  fc.assert(
    fc.property(base, factor, factor, (rps, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      const lcuOf = (times: number) => {
        const {limits, changes} = assess([rps, rps * times])
        for (const limit of limits) expect(limit.after.p90Ratio).toBeLessThanOrEqual(1 + 1e-9)
        return changes.length === 0 ? 0 : Number(changes[0]?.to.replace(/\D/g, ''))
      }
      expect(lcuOf(high)).toBeGreaterThanOrEqual(lcuOf(low))
    }),
    {numRuns: 60},
  )
})
