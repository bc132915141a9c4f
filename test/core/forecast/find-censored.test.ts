import fc from 'fast-check'
import {expect, test} from 'vitest'
import {seeded} from '../../../fixtures/generate/seeded.js'
import {judgements} from '../../../src/catalog/judgements.js'
import type {PastEvent} from '../../../src/core/forecast/event-bank.js'
import {applyLimits, findCensored, limitNotes, type PastLimit} from '../../../src/core/forecast/find-censored.js'
import type {LimitMetrics} from '../../../src/core/inventory/limit-metrics.js'
import {hourlyRates} from '../../../src/core/series/hourly-rates.js'
import {isoOf, makeZone} from '../../../src/core/series/zone.js'
import type {Metrics} from '../../../src/documents/metrics.js'
import type {MetricId} from '../../../src/documents/series.js'
import type {Traffic} from '../../../src/documents/traffic.js'
import '../../seed.js'

const firstS = Date.UTC(2026, 4, 1) / 1000
const dayS = 86_400
const days = 40
const date = isoOf(firstS + 35 * dayS).slice(0, 10)
const peakHour = 35 * 24 + 20
const masked = [{fromS: firstS + 34 * dayS, toS: firstS + 37 * dayS}]
const zone = makeZone('UTC')
const judgement = (name: keyof typeof judgements) => judgements[name].value

/** An evening peak of 100 req/s with plain noise; on the sale day three times that, cut off at `limitRps`. */
function trafficOf(stepS: number, limitRps = Infinity): Traffic {
  const random = seeded(`traffic ${stepS}`)
  const perDay = dayS / stepS
  const values = Array.from({length: days * perDay}, (_, i) => {
    const height = 60 + 40 * Math.cos(((((i % perDay) / perDay) * 24 - 20.5) / 24) * 2 * Math.PI)
    const wanted = height * (Math.floor(i / perDay) === 35 ? 3 : 1) * (1 + 0.03 * random.normal())
    return Math.round(Math.min(wanted, limitRps * (1 + 0.002 * random.normal())) * stepS)
  })
  const windows = [{periodS: stepS, startAt: isoOf(firstS), values}]
  return {
    schema: 'ecom-plan.traffic/v1',
    capturedAt: isoOf(firstS + days * dayS),
    level: 'origin',
    sources: [],
    windows,
  }
}

const id = (metricName: string, stat = 'Sum'): MetricId => ({namespace: 'test', metricName, dimensions: {}, stat})
const limits: LimitMetrics = {
  balancer: {
    requests: id('RequestCount'),
    balancerErrors: id('HTTPCode_ELB_5XX_Count'),
    targetErrors: id('HTTPCode_Target_5XX_Count'),
    rejected: id('RejectedConnectionCount'),
    p95: id('TargetResponseTime', 'p95'),
  },
  tiers: [
    {tierName: 'web', units: id('GroupInServiceInstances'), most: id('GroupMaxSize')},
    {tierName: 'cart', units: id('RunningTaskCount'), most: {count: 40}},
  ],
}

/** What CloudWatch has in hours: a quiet shop, and in the evening of the sale what is given here. */
type Peak = {
  balancerErrors?: number
  targetErrors?: number
  rejected?: number
  p95?: number
  web?: number
  cart?: number
}
function metricsOf(peak: Peak, usual: Peak = {}): Metrics {
  const at = (key: keyof Peak, otherwise: number | null) =>
    Array.from({length: days * 24}, (_, hour) =>
      Math.abs(hour - peakHour) <= 5 ? (peak[key] ?? usual[key] ?? otherwise) : (usual[key] ?? otherwise),
    )
  const series = (metric: MetricId, values: (number | null)[]) => ({
    ...metric,
    windows: [{periodS: 3600, startAt: isoOf(firstS), values}],
  })
  const all = (value: number) => new Array(days * 24).fill(value)
  return {
    schema: 'ecom-plan.metrics/v1',
    capturedAt: isoOf(firstS + days * dayS),
    series: [
      series(id('RequestCount'), all(360_000)),
      series(id('HTTPCode_ELB_5XX_Count'), at('balancerErrors', null)),
      series(id('HTTPCode_Target_5XX_Count'), at('targetErrors', null)),
      series(id('RejectedConnectionCount'), at('rejected', null)),
      series(id('TargetResponseTime', 'p95'), at('p95', 0.1)),
      series(id('GroupInServiceInstances'), at('web', 8)),
      series(id('GroupMaxSize'), all(20)),
      series(id('RunningTaskCount'), at('cart', 12)),
    ],
  }
}

type Case = {stepS?: number; limitRps?: number; metrics?: Metrics | null; marked?: string[]; traffic?: Traffic}
function findIn({stepS = 300, limitRps, metrics = metricsOf({}), marked, traffic = trafficOf(stepS, limitRps)}: Case) {
  return findCensored({
    dates: [date],
    marked,
    window: {startS: 0, endS: dayS},
    traffic,
    hourly: hourlyRates(traffic),
    masked,
    zone,
    evidence: metrics === null ? null : {metrics, limits, sloP95ResponseTimeS: 0.25},
    judgement,
  })[0]
}

test('5xx while traffic stands still at its highest: a limit, and what was sent twice is told', () => {
  // 3,600 of 360,000 + 720 by the targets and 7,200 by the balancer: (3,600 + 7,200) / 367,200 = 2.9 %.
  const found = findIn({limitRps: 240, metrics: metricsOf({balancerErrors: 7200, targetErrors: 3600})})
  expect(found).toMatchObject({isCensored: true, isMarked: false, isSuspected: false})
  expect(found?.signs[0]).toBe('5xx for 2.9 % of requests')
  expect(found?.signs[1]).toMatch(/^traffic stood still for \d+(\.\d)? h$/)
  // At the origin only what a target answered is in the count: half of 1 req/s, of 240.
  expect(found?.retryShareRatio).toBeCloseTo(0.5 / 240, 4)
  const edge = findIn({
    traffic: {...trafficOf(300, 240), level: 'edge'},
    metrics: metricsOf({balancerErrors: 7200, targetErrors: 3600}),
  })
  expect(edge?.retryShareRatio).toBeCloseTo(1.5 / 240, 4)
})

test.each<[name: string, peak: Peak, sign: RegExp]>([
  ['rejected connections', {rejected: 12}, /^12 rejected connections in an hour$/],
  ['response time over the SLO', {p95: 0.8}, /^p95 response time of 800 ms, over the SLO$/],
  ['a group at its maximum', {web: 20}, /^web at its maximum of 20$/],
  ['a service at its maximum', {cart: 40}, /^cart at its maximum of 40 of today$/],
])('a plateau with %s is a limit; either alone is none', (_name, peak, sign) => {
  const both = findIn({limitRps: 240, metrics: metricsOf(peak)})
  expect(both).toMatchObject({isCensored: true, retryShareRatio: 0})
  expect(both?.signs[0]).toMatch(sign)
  expect(findIn({metrics: metricsOf(peak)})).toMatchObject({isCensored: false, isSuspected: false})
  expect(findIn({limitRps: 240})).toMatchObject({isCensored: false, isSuspected: true})
})

test('hours hide a plateau: turned away while at its end is a limit, errors alone are none', () => {
  const metrics = (peak: Peak) => metricsOf({targetErrors: 18_000, ...peak})
  expect(findIn({stepS: 3600, metrics: metrics({p95: 0.9})})).toMatchObject({isCensored: true})
  expect(findIn({stepS: 3600, metrics: metrics({web: 20})})).toMatchObject({isCensored: true})
  expect(findIn({stepS: 3600, metrics: metrics({})})).toMatchObject({isCensored: false})
  expect(findIn({stepS: 3600, metrics: metricsOf({web: 20, p95: 0.9})})).toMatchObject({isCensored: false})
})

test('what every hour shows is no sign: a fleet of fixed size, an SLO always missed', () => {
  const usual = {web: 20, p95: 0.4, targetErrors: 9000}
  expect(findIn({limitRps: 240, metrics: metricsOf({}, usual)})).toMatchObject({isCensored: false, isSuspected: true})
})

test("the user's mark outranks what was measured, both ways", () => {
  expect(findIn({marked: [date]})).toMatchObject({isCensored: true, isMarked: true, retryShareRatio: 0})
  const hit = {limitRps: 240, metrics: metricsOf({targetErrors: 18_000})}
  expect(findIn({...hit, marked: []})).toMatchObject({isCensored: false, isSuspected: false, signs: []})
  expect(findIn({...hit, marked: ['2025-05-01']})).toMatchObject({isCensored: true, isMarked: false})
  const empty = {...trafficOf(300), windows: [{periodS: 3600, startAt: isoOf(firstS), values: [1, 2]}]}
  expect(findIn({traffic: empty, marked: [date]})).toMatchObject({isCensored: true})
  expect(findIn({traffic: empty})).toBeUndefined()
  expect(findIn({limitRps: 240, metrics: null})).toMatchObject({isCensored: false, isSuspected: true})
})

const past = (peakHourRps: number): PastEvent => ({
  date,
  yearsAgo: 1,
  peakAtS: firstS + peakHour * 3600,
  peakHourRps,
  levelRps: 100,
  logUplift: Math.log(peakHourRps / 100),
})

test('what was sent twice is taken off before it counts: worked by hand', () => {
  const found: PastLimit = {
    date,
    isCensored: true,
    isMarked: false,
    isSuspected: false,
    signs: ['5xx for 3.1 % of requests', 'traffic stood still for 40 min'],
    retryShareRatio: 0.05,
  }
  const [event] = applyLimits([past(240)], [found])
  // 240 · 0.95 = 228; ln 2.28.
  expect(event).toMatchObject({isCensored: true, keptRatio: 0.95})
  expect(event?.peakHourRps).toBeCloseTo(228, 9)
  expect(event?.logUplift).toBeCloseTo(Math.log(2.28), 9)
  expect(limitNotes({events: event ? [event] : [], found: [found], isGiven: false})).toEqual([
    `${date} ran into a limit (5xx for 3.1 % of requests and traffic stood still for 40 min): 228 req/s, after 5.0 % ` +
      'that most likely were sent twice, is the least that came; its uplift counts as more, and the upper quantiles are wider.',
  ])
  const marked = {...found, isMarked: true, signs: [], retryShareRatio: 0}
  expect(limitNotes({events: [past(240)], found: [marked], isGiven: true})).toEqual([
    `${date} ran into a limit (the config says so): 240 req/s is the least that came.`,
  ])
  const suspected = {...found, isCensored: false, isSuspected: true, signs: ['traffic stood still for 40 min']}
  expect(applyLimits([past(240)], [suspected])).toEqual([past(240)])
  expect(limitNotes({events: [past(240)], found: [suspected], isGiven: false})[0]).toContain(
    `write censored: [${date}]`,
  )
  expect(limitNotes({events: [past(240)], found: [], isGiven: false})).toEqual([])
})

test('property: a share of retries from 0 to 0.9, a peak never raised, none without a limit', () => {
  const count = fc.integer({min: 0, max: 10_000_000})
  fc.assert(
    fc.property(count, count, count, fc.boolean(), fc.boolean(), (own, targets, rejected, isCut, isEdge) => {
      const traffic: Traffic = {...trafficOf(3600, isCut ? 240 : Infinity), level: isEdge ? 'edge' : 'origin'}
      const peak = {balancerErrors: own, targetErrors: targets, rejected, p95: own % 2}
      const found = findIn({traffic, metrics: metricsOf(peak)})
      if (found === undefined) throw new Error('nothing was measured')
      expect(found.retryShareRatio >= 0 && found.retryShareRatio <= 0.9).toBe(true)
      if (!found.isCensored) expect(found.retryShareRatio).toBe(0)
      const [event] = applyLimits([past(300)], [found])
      expect(event?.peakHourRps).toBeLessThanOrEqual(300)
      expect(Number.isFinite(event?.logUplift)).toBe(true)
    }),
    {numRuns: 60},
  )
})
