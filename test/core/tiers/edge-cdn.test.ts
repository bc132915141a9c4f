import fc from 'fast-check'
import {expect, test} from 'vitest'
import {assessEdge, type EdgeBytes} from '../../../src/core/tiers/edge-cdn.js'
import {makeSetting} from './make-setting.js'
import '../../seed.js'

const unmeasured: EdgeBytes = {missing: 'BytesDownloaded was not measured'}
const cited: string[] = []
const assess = (rps: number, bytes: EdgeBytes = unmeasured, quotas: Parameters<typeof quota>[] = []) =>
  assessEdge({
    tier: 'cdn',
    distribution: 'E2SHOP',
    bytes,
    inventory: {quotas: quotas.map((args) => quota(...args))},
    setting: {...makeSetting({rps, originRatio: 0.1}), cite: (key) => cited.push(key)},
  })
const quota = (name: string, limitCount: number, serviceCode = 'cloudfront') => ({
  serviceCode,
  quotaCode: 'L-0',
  name,
  limitCount,
})

test('the quota of requests counts at the edge, whatever the cache answers', () => {
  const {limits, blockers, changes, patches} = assess(100_000)
  // CloudFront's default is 250,000 requests/s for a distribution.
  expect(limits).toMatchObject([
    {kind: 'edge', measure: 'requests', now: {p90Ratio: 0.4}, breaksAtRps: 250_000, plannedBreaksAtRps: 250_000},
  ])
  expect(limits[0]?.derivation.join(' ')).toContain('not read')
  expect(limits[0]?.derivation.join(' ')).toContain('BytesDownloaded was not measured')
  expect([blockers, changes, patches]).toEqual([[], [], []])
  expect(cited).toContain('serviceLimits.cloudFrontRequestsPerS')
})

test('30 kB a request at 250,000 requests/s are 60 Gbit/s of 150', () => {
  const {limits} = assess(250_000, {perRequest: 30_000, evidence: '30 kB a request'})
  expect(limits[1]).toMatchObject({measure: 'bandwidth', today: '150 Gbit/s', breaksAtRps: 625_000})
  expect(limits[1]?.now.p90Ratio).toBeCloseTo(0.4, 9)
})

test('what is short blocks, with the last day to ask', () => {
  const {limits, blockers} = assess(300_000)
  expect(limits[0]?.verdict).toBe('short')
  expect(blockers).toMatchObject([{severity: 'block', code: 'QUOTA'}])
  // The window opens on 26 November; three days are our judgement.
  expect(blockers[0]?.message).toContain('ask by 2026-11-23')
})

test("a quota that was read takes the default's place, and one of another service does not", () => {
  const name = 'Requests per second per distribution'
  expect(assess(300_000, unmeasured, [[name, 500_000]]).limits[0]?.now.p90Ratio).toBeCloseTo(0.6, 9)
  expect(assess(300_000, unmeasured, [[name, 500_000, 'apigateway']]).limits[0]?.verdict).toBe('short')
})

test('shares rise with demand and are 1 where the limit breaks', () => {
  const heavy = {perRequest: 80_000, evidence: ''}
  fc.assert(
    fc.property(fc.double({min: 1, max: 1e6, noNaN: true}), (rps) => {
      for (const limit of assess(rps, heavy).limits) {
        expect(limit.now.p50Ratio).toBeCloseTo(rps / (limit.breaksAtRps ?? Number.NaN), 6)
      }
    }),
    {numRuns: 50},
  )
})
