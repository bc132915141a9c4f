import fc from 'fast-check'
import {expect, test} from 'vitest'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {findLimit} from '../../../src/core/loadtests/find-limit.js'
import type {LimitStep} from '../../../src/core/loadtests/limit-step.js'
import {limitFindingSchema} from '../../../src/documents/load-limit.js'
import {checkout, closedSteps, journey, openSteps, stepOf} from './sample-steps.js'

const limitOf = (steps: readonly LimitStep[], more: Partial<Parameters<typeof findLimit>[0]> = {}) =>
  findLimit({steps, endpoints: [], slo: null, unitCount: null, random: seededUniform(1), ...more})
const slo = (responseTimeS: number, errorRatio = 0.01) => ({percentile: 'p95' as const, responseTimeS, errorRatio})

// The server's own law puts p95 60 ms at 17.6 in flight and 426 req/s, 100 ms at 32.9 and 479; clients see a little more.
test.each(['k6', 'hey'] as const)('%s: the SLO is met up to what the server was built for', (tool) => {
  const at60 = limitOf(closedSteps(tool), {slo: slo(0.06)}).sloLimit
  expect(at60).toMatchObject({status: 'found', bound: 'response-time'})
  expect(Math.abs((at60?.throughputRps ?? 0) / 426 - 1)).toBeLessThan(0.04)
  expect(Math.abs((at60?.concurrencyCount ?? 0) / 17.6 - 1)).toBeLessThan(0.06)
})

test('k6 at 100 ms: the next step breaks both bounds, so nothing beyond the good step is claimed', () => {
  const {sloLimit, words} = limitOf(closedSteps('k6'), {slo: slo(0.1)})
  expect(sloLimit).toMatchObject({status: 'found', bound: 'both', throughputRps: 477.66, concurrencyCount: 32})
  expect(words[0]).toBe(
    '478 req/s with 32 in flight within the SLO (p95 100 ms, 1.0 % errors): beyond it response time and errors break it',
  )
})

test('k6 with errors allowed: the response time binds, and the limit is the peak before it, not the throughput there', () => {
  const {sloLimit} = limitOf(closedSteps('k6'), {slo: slo(0.2, 0.05)})
  expect(sloLimit).toMatchObject({status: 'found', bound: 'response-time'})
  expect(sloLimit?.throughputRps).toBeCloseTo(477.66, 1)
})

test('a later step that meets the SLO again does not count', () => {
  const steps = [1, 2, 4, 8, 16].map((n) => stepOf(n, n * 10, {p95ResponseTimeS: n === 4 ? 0.5 : 0.1}))
  const {sloLimit} = limitOf(steps, {slo: slo(0.2)})
  expect(sloLimit?.status).toBe('found')
  expect(sloLimit?.concurrencyCount).toBeGreaterThanOrEqual(2)
  expect(sloLimit?.concurrencyCount).toBeLessThan(4)
})

test('a dip before the break does not push the crossing out: waiting does not shrink with load', () => {
  const tails = [0.1, 0.19, 0.05, 0.3]
  const steps = tails.map((p95ResponseTimeS, i) => stepOf(2 ** i, 10 * 2 ** i, {p95ResponseTimeS}))
  // 0.19 + share · 0.11 = 0.2 between 4 and 8 in flight.
  expect(limitOf(steps, {slo: slo(0.2)}).sloLimit?.concurrencyCount).toBeCloseTo(4 + 4 / 11, 9)
})

test('never broken: at least; broken at once: nothing', () => {
  const kept = limitOf(openSteps(), {slo: slo(0.5)})
  expect(kept.sloLimit).toMatchObject({status: 'kept', throughputRps: 444.95, bound: null})
  expect(kept.words[0]).toMatch(/^at least 445 req\/s .* no level of load broke it$/)
  const unmet = limitOf(openSteps(), {slo: slo(0.01)})
  expect(unmet.sloLimit).toMatchObject({status: 'unmet', throughputRps: 0, bound: 'response-time'})
  expect(unmet.unit).toBeNull()
})

test('an SLO of a percentile that the test lacks is told, not guessed', () => {
  const {sloLimit, warnings} = limitOf(openSteps(), {slo: {...slo(0.1), percentile: 'p99'}})
  expect(sloLimit).toBeNull()
  expect(warnings.join()).toMatch(/the SLO is of p99, which not every step/)
})

test('the plateau: reached by hey, not by vegeta', () => {
  expect(limitOf(closedSteps('hey')).plateau).toMatchObject({isReached: true, measuredRps: 443.6})
  const open = limitOf(openSteps())
  expect(open.plateau).toMatchObject({isReached: false, measuredRps: 444.95})
  expect(open.words[0]).toBe('not saturated, at least 445 req/s with 21.8 in flight')
})

test('users and sessions by Little, with think time; each unit its share', () => {
  const {users, unit} = limitOf(closedSteps('k6'), {slo: slo(0.1), unitCount: 4, thinkTimeS: 5, requestsPerSession: 20})
  // 477.66 × (32 / 477.66 + 5), and 477.66 / 20 an second.
  expect(users?.userCount).toBeCloseTo(32 + 477.66 * 5, 6)
  expect(users?.sessionsPerHourCount).toBeCloseTo(85_978.8, 6)
  expect(unit).toEqual({unitCount: 4, unitRps: 477.66 / 4})
})

test('the journey: cart limits it near its cap of 333, the others are throttled and only carry at least as much', () => {
  const [first, ...others] = limitOf([], {endpoints: journey()}).endpoints
  expect(first).toMatchObject({name: 'Cart', isSaturated: true})
  expect(first?.susceptibilityRatio).toBeGreaterThan(0.85)
  expect(first?.growthS).toBeCloseTo(0.107, 3)
  expect(first?.growthRatio).toBeCloseTo(6.37, 2)
  // The law alone says 369 to 382 for the cap.
  expect(Math.abs((first?.throughputRps ?? 0) / 333.3 - 1)).toBeLessThan(0.04)
  expect(others.map(({isSaturated}) => isSaturated)).toEqual([false, false, false, false])
  expect(others[0]?.words).toMatch(/^Checkout: not saturated, at least 331 req\/s/)
})

test('the journey is the same whatever the tool said of concurrency: its users are those of the whole', () => {
  const blind = journey().map(({name, steps}) => ({name, steps: steps.map((step) => ({...step, concurrencyCount: 0}))}))
  expect(limitOf([], {endpoints: blind}).endpoints).toEqual(limitOf([], {endpoints: journey()}).endpoints)
})

test('an endpoint that hardly got slower is not saturated, though its throughput stopped growing', () => {
  const rows = [
    [100, 0.01],
    [200, 0.0101],
    [300, 0.0105],
    [330, 0.0115],
    [325, 0.012],
  ]
  const steps = rows.map(([rps = 0, meanResponseTimeS = 0]) => stepOf(0, rps, {meanResponseTimeS}))
  const [found] = limitOf([], {endpoints: [{name: 'home', steps}]}).endpoints
  expect(found).toMatchObject({isSaturated: false, throughputRps: 330})
})

test('all endpoints slower by the same time: the generator is suspected', () => {
  const endpoints = ['home', 'cart', 'search'].map((name, i) => ({
    name,
    steps: [1, 8, 64].map((n) => stepOf(n, 100, {meanResponseTimeS: 0.005 * (i + 1) + n / 1000})),
  }))
  expect(limitOf([], {endpoints}).warnings.join()).toMatch(/suspect the load generator or the network/)
  expect(limitOf([], {endpoints: journey()}).warnings.join()).not.toMatch(/suspect/)
})

test('one step, no requests, all errors, steps that had not settled: nulls and words, never a throw', () => {
  const one = limitOf([stepOf(8, 100, {p95ResponseTimeS: 0.1})], {slo: slo(0.2)})
  expect(one.scalability).toBeNull()
  expect(one.sloLimit?.status).toBe('kept')
  expect(one.warnings.join()).toMatch(/1 level of load is too few/)
  const none = limitOf([stepOf(8, 0, {requestCount: 0})], {slo: slo(0.2), unitCount: 2, thinkTimeS: 1})
  expect(none).toMatchObject({stepCount: 0, sloLimit: null, plateau: null, users: null, unit: null})
  expect(none.warnings[0]).toBe('1 step without a request was left out of the limit')
  const failing = limitOf(
    [1, 2, 4].map((n) => stepOf(n, n, {errorRatio: 1, p95ResponseTimeS: 0})),
    {slo: slo(0.2)},
  )
  expect(failing.sloLimit).toMatchObject({status: 'unmet', bound: 'errors'})
  const unsettled = limitOf([...closedSteps('k6'), stepOf(128, 9999, {isSteady: false})])
  expect(unsettled.plateau?.measuredRps).toBe(477.66)
  expect(unsettled.warnings).toEqual(['1 step that had not settled was left out of the limit'])
})

test('the finding is a document, whatever the steps', () => {
  const anyStep = fc.record({
    concurrencyCount: fc.double({min: 0, max: 1e4, noNaN: true}),
    throughputRps: fc.double({min: 0, max: 1e6, noNaN: true}),
    requestCount: fc.nat(),
    errorRatio: fc.double({min: 0, max: 1, noNaN: true}),
    meanResponseTimeS: fc.double({min: 0, max: 100, noNaN: true}),
    p95ResponseTimeS: fc.option(fc.double({min: 0, max: 100, noNaN: true})),
    p99ResponseTimeS: fc.constant(null),
  })
  fc.assert(
    fc.property(fc.array(anyStep, {maxLength: 8}), (steps) => {
      const finding = limitOf(steps, {
        slo: slo(1),
        endpoints: [{name: 'all', steps}],
        unitCount: 3,
        thinkTimeS: 1,
        requestsPerSession: 10,
        // Without intervals: their draws cost a thousand fits.
        random: null,
      })
      expect(limitFindingSchema.safeParse(finding).error).toBeUndefined()
      const {sloLimit, plateau} = finding
      expect(sloLimit?.throughputRps ?? 0).toBeLessThanOrEqual((plateau?.measuredRps ?? 0) * (1 + 1e-9))
    }),
  )
}, 600_000)

test('over units: two numbers give what each keeps, four the law as well', () => {
  const steps = [stepOf(8, 380), stepOf(16, 400)]
  const others = (rows: readonly (readonly [number, number])[]) =>
    rows.map(([unitCount, throughputRps]) => ({unitCount, throughputRps}))
  expect(limitOf(steps, {unitCount: 4}).unitScaling).toBeNull()
  const two = limitOf(steps, {unitCount: 4, otherRuns: others([[1, 125]])})
  expect(two.unitScaling).toMatchObject({fewestCount: 1, mostCount: 4, limitRps: null})
  expect(two.unitScaling?.efficiencyRatio).toBeCloseTo(100 / 125, 1)
  // Amdahl with 10 % shared: 125·n / (1 + 0.1·(n − 1)), a ceiling of 1,250.
  const law = (n: number) => (125 * n) / (1 + 0.1 * (n - 1))
  const runs = others([1, 2, 8, 16].map((n) => [n, law(n)] as const))
  const five = limitOf([stepOf(8, law(4)), stepOf(16, law(4))], {unitCount: 4, otherRuns: runs})
  expect(five.unitScaling?.limitRps).toBeGreaterThan(1150)
  expect(five.unitScaling?.limitRps).toBeLessThan(1350)
  expect(five.words.join('\n')).toMatch(
    /from 1 to 16 instances each keeps 40 % of its throughput; by the law no number of them/,
  )
})

test('the checkout model of the samples is what its figures say', () => {
  expect(checkout.peakCount).toBeCloseTo(Math.sqrt((1 - checkout.contention) / checkout.coherency), 2)
})
