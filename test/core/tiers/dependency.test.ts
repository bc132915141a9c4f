import fc from 'fast-check'
import {expect, test} from 'vitest'
import {assessDependency} from '../../../src/core/tiers/dependency.js'
import {type DependencyConfig, dependencySchema} from '../../../src/documents/config-dependency.js'
import {makeSetting} from './make-setting.js'
import '../../seed.js'

const atS = (iso: string) => Date.parse(iso) / 1000
/** Friday 20 November, 01:00 in New York, which is 06:00 in UTC. */
const windowStartS = atS('2026-11-20T06:00:00Z')
const zoned = {timezone: 'America/New_York', windowStartS}
const payments = (over: object = {}): DependencyConfig =>
  dependencySchema.parse({
    kind: 'dependency',
    what: 'payment provider',
    visits: 0.06,
    limit: {rps: 100, source: 'contract', note: 'clause 4'},
    leadTime: '14d',
    contact: 'payments@shop.example',
    ...over,
  })

/** The demand at which six in a hundred requests are 140 a second. */
const rps = 140 / 0.06
const assess = (over: object = {}, setting: Parameters<typeof makeSetting>[0] = {}) => {
  const config = payments(over)
  const visits =
    config.visits === undefined
      ? null
      : {visitCount: config.visits, origin: 'from ecom-plan.yaml', spread: {logSpreadRatio: 0, because: ''}}
  return assessDependency({
    tier: 'payments',
    config,
    visits,
    line: null,
    setting: makeSetting({rps, ...zoned, ...setting}),
  })
}

test('by hand: 140 a second against a contract of 100, to be asked for a fortnight before the window', () => {
  const found = assess({}, {asOfS: atS('2026-11-02T00:00:00Z')})
  expect(found.limits).toMatchObject([
    {
      kind: 'dependency',
      today: 'contract 100 req/s, ask by 6 Nov',
      verdict: 'short',
      now: {p50Ratio: expect.closeTo(1.4, 9), p90Ratio: expect.closeTo(1.4, 9), p99Ratio: expect.closeTo(1.4, 9)},
      shortS: 24 * 3600,
      breaksAtRps: expect.closeTo(100 / 0.06, 6),
      ask: {byAt: '2026-11-06T06:00:00.000Z', contact: 'payments@shop.example'},
    },
  ])
  // 140 / 0.8 = 175 keeps it at the target utilization.
  expect(found.blockers).toEqual([
    {
      severity: 'warn',
      code: 'DEPENDENCY_SHORT',
      message: 'payments needs 140 req/s at P90, contract 100 req/s; ask by 6 Nov (it takes 14 d).',
      next: 'ask by 6 Nov: payments@shop.example, for 175 req/s (140 at 80 %)',
    },
  ])
  expect([found.changes, found.patches, found.uses]).toEqual([[], [], []])
})

test('the day to ask by is one of the event’s own zone', () => {
  const late = {asOfS: atS('2026-10-20T00:00:00Z'), windowStartS: atS('2026-11-20T02:00:00Z')}
  expect(assess({}, late).limits[0]?.today).toContain('ask by 5 Nov')
  expect(assess({}, {...late, timezone: 'UTC'}).limits[0]?.today).toContain('ask by 6 Nov')
})

test('too late to ask blocks; without a lead time it says so and asks now', () => {
  const late = assess({}, {asOfS: atS('2026-11-06T06:00:01Z')})
  expect(late.blockers).toMatchObject([
    {
      severity: 'block',
      code: 'DEPENDENCY_TOO_LATE',
      message: expect.stringContaining('too late since 6 Nov'),
      next: expect.stringMatching(/^ask now: payments@.*admit fewer users$/),
    },
  ])
  expect(assess({}, {asOfS: atS('2026-11-06T06:00:00Z')}).blockers).toMatchObject([{severity: 'warn'}])
  const unknown = assess({leadTime: undefined, contact: undefined})
  expect(unknown.blockers).toMatchObject([
    {
      severity: 'warn',
      message: expect.stringContaining('ask now (no leadTime is given)'),
      next: expect.stringMatching(/^ask now: no contact is given/),
    },
  ])
  expect(unknown.limits[0]?.ask).toEqual({byAt: null, contact: null})
})

test('below the limit there is nothing to ask for, and its latency is told by Little’s law', () => {
  const found = assess({limit: {rps: 1000, source: 'tested'}, responseTime: '200ms'})
  expect(found.limits).toMatchObject([{today: 'tested 1,000 req/s', verdict: 'ok', shortS: 0}])
  expect(found.limits[0]).not.toHaveProperty('ask')
  expect(found.blockers).toEqual([])
  // 140 req/s for 0.2 s each.
  expect(found.limits[0]?.derivation.join('\n')).toContain('140 × 200 ms = 28,')
})

test('property: so many in flight for so long are a rate (Little), and fill it alike', () => {
  const positive = fc.double({min: 0.01, max: 1e4, noNaN: true})
  fc.assert(
    fc.property(positive, fc.integer({min: 1, max: 9999}), (concurrency, timeMs) => {
      const responseTime = `${timeMs}ms`
      const [inFlight] = assess({limit: {concurrency, source: 'quota'}, responseTime}).limits
      const [rate] = assess({limit: {rps: concurrency / (timeMs / 1000), source: 'quota'}, responseTime}).limits
      expect(inFlight?.now.p90Ratio).toBeCloseTo(
        rate?.now.p90Ratio ?? 0,
        9 - Math.ceil(Math.log10((rate?.now.p90Ratio ?? 0) + 1)),
      )
      expect((inFlight?.breaksAtRps ?? 0) / (rate?.breaksAtRps ?? 1)).toBeCloseTo(1, 9)
    }),
  )
})

test('property: short exactly where the need is above the limit, and more traffic never fills it less', () => {
  const demand = fc.double({min: 1, max: 1e5, noNaN: true})
  const most = fc.double({min: 1, max: 1e4, noNaN: true})
  fc.assert(
    fc.property(demand, most, fc.double({min: 0.001, max: 5, noNaN: true}), (some, limit, visits) => {
      const of = (offered: number) => assess({visits, limit: {rps: limit, source: 'tested'}}, {rps: offered})
      const found = of(some)
      const isShort = some * visits > limit
      expect(found.limits[0]?.verdict === 'short').toBe(isShort)
      expect(found.blockers.length > 0).toBe(isShort)
      expect(found.limits[0]?.after).toEqual(found.limits[0]?.now)
      expect((found.limits[0]?.breaksAtRps ?? 0) * visits).toBeCloseTo(limit, 6)
      expect(of(some * 1.1).limits[0]?.now.p90Ratio).toBeGreaterThan(found.limits[0]?.now.p90Ratio ?? 0)
    }),
  )
})

test('a utilization follows its line at the load balancer, behind the CDN', () => {
  const config = payments({
    limit: undefined,
    utilization: {
      metric: {namespace: 'AWS/ElastiCache', metricName: 'EngineCPUUtilization'},
      limit: 90,
      unit: '%',
    },
  })
  const line = {slope: 0.01, intercept: 20, sampleCount: 300, seenRps: 800, seenValue: 28, origin: 'a line'}
  const of = (demand: number, originRatio = 0.5) =>
    assessDependency({
      tier: 'cache',
      config,
      visits: null,
      line,
      setting: makeSetting({rps: demand, originRatio, asOfS: atS('2026-11-02T00:00:00Z'), ...zoned}),
    })
  // 20 + 0.01 × 2,000 = 40 of 90; full at 7,000 behind the CDN, 14,000 in front of it.
  expect(of(4000).limits).toMatchObject([
    {measure: 'EngineCPUUtilization', today: '90 %', verdict: 'ok', breaksAtRps: expect.closeTo(14_000, 6)},
  ])
  expect(of(4000).limits[0]?.now.p90Ratio).toBeCloseTo(40 / 90, 9)
  expect(of(16_000).blockers).toMatchObject([
    {message: 'cache EngineCPUUtilization comes to 100 % at P90, limit 90 %; ask by 6 Nov (it takes 14 d).'},
  ])
  // Where the CDN answers everything no rate fills it.
  expect(of(4000, 0).limits[0]?.breaksAtRps).toBeNull()
})

test('a config that contradicts itself is refused with what to write', () => {
  const said = (over: object) =>
    dependencySchema.safeParse({kind: 'dependency', what: 'w', ...over}).error?.issues.map(({message}) => message)
  const metric = {namespace: 'N', metricName: 'M'}
  expect(said({limit: {source: 'contract'}})).toEqual(['expected either rps or concurrency'])
  expect(said({limit: {rps: 1, concurrency: 1, source: 'contract'}})?.[0]).toBe('expected either rps or concurrency')
  expect(said({limit: {concurrency: 1, source: 'quota'}})?.[0]).toContain('expected responseTime')
  expect(said({requests: {}})).toEqual(['expected either metric or csv'])
  expect(said({utilization: {metric, csv: {path: 'x.csv'}, limit: 1}})).toEqual(['expected either metric or csv'])
  expect(said({limit: {rps: 0, source: 'contract'}})).toHaveLength(1)
  expect(said({waived: {by: '', why: 'x'}})).toHaveLength(1)
  expect(said({})).toBeUndefined()
})
