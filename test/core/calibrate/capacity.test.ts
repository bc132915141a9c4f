import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {capacityModel} from '../../../src/core/calibrate/capacity-model.js'
import {hitRatio} from '../../../src/core/calibrate/hit-ratio.js'
import {loadLine, valueAt} from '../../../src/core/calibrate/load-line.js'
import {loadTestCapacity} from '../../../src/core/calibrate/load-test-capacity.js'
import {productionCapacity} from '../../../src/core/calibrate/production-capacity.js'
import {visits} from '../../../src/core/calibrate/visits.js'
import type {Judge} from '../../../src/core/forecast/uplift.js'
import {limitOfTest} from '../../../src/core/loadtests/limit-of-test.js'
import type {TierLoadTest} from '../../../src/documents/load-test.js'
import type {Metrics} from '../../../src/documents/metrics.js'
import {readConfigLoadTest} from '../../../src/shell/tier-load-tests.js'
import {exampleFolder} from '../../example-run.js'
import {knownTest} from '../loadtests/unit-tests.js'

const startAt = '2026-10-18T06:00:00.000Z'
/** Ten days after two days of measurement began. */
const asOfS = Date.parse('2026-10-30T06:00:00Z') / 1000
const id = (metricName: string) => ({namespace: 'N', metricName, dimensions: {}, stat: 'S'})
const metricsOf = (columns: Record<string, (number | null)[]>): Metrics => ({
  schema: 'ecom-plan.metrics/v1',
  capturedAt: startAt,
  series: Object.entries(columns).map(([name, values]) => ({...id(name), windows: [{periodS: 300, startAt, values}]})),
})
const judgement: Judge = (name) => catalog.judgements[name].value
const wave = Array.from({length: 576}, (_, i) => 60 + 40 * Math.sin((i / 288) * 2 * Math.PI))

test('checkout by k6: within 4 % of what the server is known to carry, over eight tasks', async () => {
  const source = {path: 'loadtests/checkout', tier: 'checkout', units: 8}
  const test = await readConfigLoadTest(source, exampleFolder('bright-friday'))
  const found = loadTestCapacity({test, slo: {p95ResponseTimeS: 0.25, errorRatio: 0.001}, unit: 'task', asOfS})
  // The server's own law peaks at 479.2 req/s.
  expect('estimate' in found && Math.abs(found.estimate.unitRps * 8 - 479.2) / 479.2).toBeLessThan(0.04)
  // p95 under 60 ms holds up to 17.6 at once and 426 req/s by that law; the measured steps are 16 and 32.
  const strict = loadTestCapacity({test, slo: {p95ResponseTimeS: 0.06, errorRatio: 0.001}, unit: 'task', asOfS})
  expect('estimate' in strict && Math.abs(strict.estimate.unitRps * 8 - 426) / 426).toBeLessThan(0.06)
})

const steps = (rows: [number, number, number, number][]): TierLoadTest => ({
  schema: 'ecom-plan.load-test/v2',
  id: '0123456789abcdef',
  tool: 'k6',
  format: 'k6 summary export',
  toolVersion: null,
  loop: 'closed',
  tier: 't',
  unitCount: 1,
  commit: null,
  tags: {},
  startedAt: null,
  durationS: null,
  sources: [],
  endpoints: [],
  windows: [],
  flags: [],
  origin: 'config',
  steps: rows.map(([concurrencyCount, throughputRps, tailResponseTimeS, errorRatio]) => ({
    concurrencyCount,
    offeredRps: null,
    throughputRps,
    errorRatio,
    requestCount: 1000,
    meanResponseTimeS: tailResponseTimeS / 2,
    percentiles: [{ratio: 0.95, responseTimeS: tailResponseTimeS}],
    histogram: null,
    failureHistogram: null,
    startS: null,
    durationS: null,
    isExact: false,
    isSteady: true,
    file: 'f',
  })),
})
const slo = {p95ResponseTimeS: 0.2, errorRatio: 0.01}

test('forecast and loadtest show name the same limit', () => {
  const tested = steps([
    [1, 10, 0.1, 0],
    [2, 19, 0.11, 0],
    [4, 36, 0.13, 0],
    [8, 60, 0.17, 0],
    [16, 70, 0.3, 0],
  ])
  const found = loadTestCapacity({test: tested, slo, unit: 'task', asOfS})
  const shown = limitOfTest({
    test: tested,
    slo: {percentile: 'p95', responseTimeS: slo.p95ResponseTimeS, errorRatio: slo.errorRatio},
    random: null,
  })
  expect('estimate' in found && found.estimate.unitRps).toBe(shown.sloLimit?.throughputRps)
  // Between what the last good step carried and the most of any; nothing of the test has a date.
  const certainty = 'estimate' in found ? found.estimate.certainty : undefined
  expect(certainty?.lowUnitRps).toBeLessThan(60)
  expect(certainty?.highUnitRps).toBeGreaterThan(70)
  expect(certainty).toMatchObject({ageS: null, measuredRps: 70, measuredUnitRps: 70})
})

test('a test that never broke the SLO says the least only', () => {
  const found = loadTestCapacity({test: steps([[1, 10, 0.1, 0]]), slo, unit: 'task', asOfS})
  expect('estimate' in found && found.estimate.certainty?.highUnitRps).toBeNull()
  expect(found).toMatchObject({estimate: {evidence: expect.stringContaining('this is the least it carries')}})
})

test('tests against one unit and two do not contradict each other: one estimate, and how more of them carry', () => {
  const shop = {workerCount: 8, ownTimeS: 0.062, databaseTimeS: 0.016, connectionCount: 4}
  const model = capacityModel({
    tier: 'web',
    config: {kind: 'asg', resource: 'web', visits: 1, unitRps: 90},
    unit: 'instance',
    metrics: metricsOf({}),
    ids: {cpu: id('cpu'), units: id('units'), requests: null},
    originRequests: null,
    loadTests: [knownTest(shop, 1), knownTest(shop, 2)],
    slo: {p95ResponseTimeS: 0.5, errorRatio: 0.01},
    judgement: (name) => catalog.judgements[name].value,
    originPeakRps: 400,
    pastPeaks: [],
    asOfS,
  })
  if ('missing' in model) throw new Error(model.missing)
  const [given, tested] = model.estimates
  expect(model.estimates).toHaveLength(2)
  expect(given?.certainty).toBeUndefined()
  expect(model.scaling?.testedCounts).toEqual([1, 2])
  // Two carry 190 to 200 req/s together: half of the peak of 400; the tests are ten days old.
  expect(tested?.certainty?.peakShareRatio).toBeGreaterThan(0.45)
  expect(tested?.certainty?.peakShareRatio).toBeLessThan(0.52)
  expect(tested?.certainty?.ageS).toBe(10 * 86_400)
})

test('a test that fails at its lowest step says nothing, and why', () => {
  expect(loadTestCapacity({test: steps([[1, 10, 0.5, 0]]), slo, unit: 'task', asOfS})).toMatchObject({
    missing: /lowest step/,
  })
})

test('a later good step does not count past a bad one; errors break the SLO as time does', () => {
  const found = loadTestCapacity({
    test: steps([
      [1, 10, 0.1, 0],
      [2, 19, 0.1, 0.5],
      [4, 36, 0.1, 0],
    ]),
    slo,
    unit: 'task',
    asOfS,
  })
  expect('estimate' in found && found.estimate.unitRps).toBe(10)
})

test('property: never more than was measured, never more for a stricter SLO', () => {
  const row = fc.tuple(
    fc.integer({min: 1, max: 200}),
    fc.double({min: 1, max: 2000, noNaN: true}),
    fc.double({min: 0.01, max: 1, noNaN: true}),
    fc.constant(0),
  )
  fc.assert(
    fc.property(
      fc.array(row, {minLength: 1, maxLength: 8}),
      fc.double({min: 0.05, max: 1, noNaN: true}),
      (rows, limitS) => {
        const at = (p95ResponseTimeS: number) => {
          const found = loadTestCapacity({
            test: steps(rows as [number, number, number, number][]),
            slo: {p95ResponseTimeS, errorRatio: 0.01},
            unit: 'task',
            asOfS,
          })
          return 'estimate' in found ? found.estimate.unitRps : 0
        }
        expect(at(limitS)).toBeLessThanOrEqual(Math.max(...rows.map(([, rps]) => rps)))
        expect(Number.isFinite(at(limitS))).toBe(true)
      },
    ),
    {numRuns: 50},
  )
})

test('production: the line is found under outliers and gaps, and read at the limit', () => {
  const units = wave.map(() => 10)
  const requests = wave.map((rps) => rps * 10 * 300)
  const cpu = wave.map((rps, i) => (i % 9 === 0 ? 95 : i % 31 === 0 ? null : 4 + 0.5 * rps))
  const metrics = metricsOf({cpu, units, requests})
  const found = productionCapacity({
    metrics,
    cpu: id('cpu'),
    units: id('units'),
    requests: id('requests'),
    unit: 'task',
    cpuLimitRatio: 0.85,
    asOfS,
  })
  // CPU 4 % + .5 % per req/s: 85 % at 162 req/s; the busiest measured is 100.
  expect('estimate' in found && found.estimate.unitRps).toBeCloseTo(162, 0)
  expect(found).toMatchObject({estimate: {isExtrapolated: true}})
  const certainty = 'estimate' in found ? found.estimate.certainty : undefined
  expect(certainty?.lowUnitRps).toBeLessThanOrEqual(162.01)
  expect(certainty?.highUnitRps).toBeGreaterThanOrEqual(161.99)
  // Two days of it, of which the last ended ten days before it is asked for.
  expect(certainty?.ageS).toBe(10 * 86_400)
  expect(certainty).toMatchObject({measuredCpuRatio: 0.95})
  expect(certainty?.measuredRps).toBeCloseTo(1000, 0)
})

test.each([
  ['CPU falls with requests', wave.map((rps) => 90 - rps / 2), /does not rise/],
  ['half a day is not there', wave.map((_, i) => (i < 100 ? 30 : null)), /only 100/],
])('production says nothing when %s', (_name, cpu, says) => {
  const metrics = metricsOf({cpu, units: wave.map(() => 1), requests: wave.map((rps) => rps * 300)})
  const found = productionCapacity({
    metrics,
    cpu: id('cpu'),
    units: id('units'),
    requests: id('requests'),
    unit: 'task',
    cpuLimitRatio: 0.85,
    asOfS,
  })
  expect(found).toMatchObject({missing: says})
})

test('visits: measured over the busier half, the config before the measurement, null without either', () => {
  const metrics = metricsOf({tier: wave.map((rps) => rps * 0.55 * 300), origin: wave.map((rps) => rps * 300)})
  const asked = {
    metrics,
    tierRequests: id('tier'),
    originRequests: id('origin'),
    eventShift: undefined,
    pastPeaks: [],
    judgement,
  }
  expect(visits({given: undefined, ...asked})?.visitCount).toBeCloseTo(0.55, 9)
  expect(visits({given: 2, ...asked})?.visitCount).toBe(2)
  expect(visits({given: undefined, ...asked, tierRequests: null})).toBeNull()
})

test('hit ratio: the lower of now and the last peak; one point less is worth its share of the misses', () => {
  const hourly = {periodS: 3600, startAt, values: [85, 70, 70, 70, 70, 70, 85, 85]}
  const metrics: Metrics = {
    ...metricsOf({}),
    series: [{...id('hit'), windows: [hourly, {periodS: 300, startAt, values: [85, 85, 85]}]}],
  }
  const asked = {given: undefined, metrics, cacheHitRate: id('hit'), judgement}
  const found = hitRatio({...asked, pastPeaksAt: ['2026-10-18T09:00:00.000Z']})
  expect(found?.hitRatio).toBe(0.7)
  expect(found?.onePointRatio).toBeCloseTo(0.01 / 0.3, 9)
  expect(hitRatio({...asked, pastPeaksAt: []})?.hitRatio).toBe(0.85)
  expect(hitRatio({...asked, cacheHitRate: id('other'), pastPeaksAt: []})).toBeNull()
})

test('a database line is raised to a past peak that stood above it, and left where it did not', () => {
  const points = wave.map((rps) => ({rps, value: 5 + 0.1 * rps}))
  const plain = loadLine({points, pastPeak: null})
  if (plain === null) throw new Error('no line')
  expect(valueAt(plain, 500)).toBeCloseTo(55, 6)
  const raised = loadLine({points, pastPeak: {rps: 300, value: 65}})
  expect(raised && valueAt(raised, 300)).toBeCloseTo(65, 9)
  const kept = loadLine({points, pastPeak: {rps: 300, value: 36}})
  expect(kept?.slope).toBeCloseTo(0.1, 9)
  expect(loadLine({points: points.slice(0, 100), pastPeak: null})).toBeNull()
})
