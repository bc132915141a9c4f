import {expect, test} from 'vitest'
import {readK6Summary} from '../../../src/loadtests/k6/read-k6-summary.js'
import {fixtureText, readText} from '../read-bytes.js'

const metrics = {
  vus: {value: 16, min: 16, max: 16},
  vus_max: {value: 20, min: 20, max: 20},
  iterations: {count: 500, rate: 200},
  http_reqs: {count: 1000, rate: 400},
  http_req_failed: {passes: 30, fails: 970, value: 0.03, thresholds: {'rate<0.01': true, 'rate<0.5': false}},
  http_req_duration: {avg: 40, med: 38, 'p(90)': 50, 'p(95)': 60, 'p(99.9)': 80, max: 90},
}
const read = (changed: object = {}) => readText(readK6Summary, JSON.stringify({metrics: {...metrics, ...changed}}))
const codes = (reading: ReturnType<typeof read>) => reading.flags.map(({code}) => code)

test('the summary export: passes of http_req_failed are the failures, a threshold of true was missed', () => {
  const {steps, flags, ...facts} = read()
  expect(facts).toEqual({
    tool: 'k6',
    format: 'k6 summary export',
    toolVersion: null,
    loop: null,
    startedAt: null,
    part: 'step',
  })
  expect(steps).toEqual([
    {
      all: {
        concurrencyCount: 16,
        offeredRps: null,
        throughputRps: 400,
        requestCount: 1000,
        errorRatio: 0.03,
        meanResponseTimeS: 0.04,
        percentiles: [
          {ratio: 0.5, responseTimeS: 0.038},
          {ratio: 0.9, responseTimeS: 0.05},
          {ratio: 0.95, responseTimeS: 0.06},
          {ratio: 0.999, responseTimeS: 0.08},
          {ratio: 1, responseTimeS: 0.09},
        ],
        histogram: null,
        failureHistogram: null,
        startS: null,
        durationS: 2.5,
        file: 'step.txt',
        isExact: false,
      },
      endpoints: [],
    },
  ])
  expect(flags.filter(({code}) => code === 'threshold-failed').map(({text}) => text)).toEqual([
    'the threshold rate<0.01 of http_req_failed was not met',
  ])
})

/** The server answered 4,125 of 20,625 requests with 400: k6's own two summaries of one run, with opposite thresholds. */
test.each([
  ['k6 summary export', 'k6/step-with-400s.summary-export.json'],
  ['k6 handleSummary', 'k6/step-with-400s.handleSummary.json'],
])('%s of a recorded run: the same figures and the same two missed thresholds', (format, name) => {
  const reading = readText(readK6Summary, fixtureText(name))
  const [step] = reading.steps
  expect(reading.format).toBe(format)
  expect(step?.all).toMatchObject({requestCount: 20_625, errorRatio: 0.2, concurrencyCount: 64})
  expect(step?.all.durationS).toBeCloseTo(41.22, 2)
  expect(step?.endpoints).toMatchObject([{label: 'checkout', step: {requestCount: 4125, concurrencyCount: null}}])
  const missed = reading.flags.filter(({code}) => code === 'threshold-failed').map(({text}) => text)
  expect(missed.sort()).toEqual([
    'the threshold rate<0.01 of http_req_failed was not met',
    'the threshold rate>0.99 of checks was not met',
  ])
  expect(codes(reading)).toContain('failures-unknown')
})

test('a recorded run that met its thresholds', () => {
  const reading = readText(readK6Summary, fixtureText('k6/step.summary-export.json'))
  expect(codes(reading)).toEqual(['load-not-held', 'percentiles-not-mergeable'])
  expect(reading.steps[0]?.all).toMatchObject({requestCount: 26_470, errorRatio: 0})
})

/** Known from k6's source only: internal/lib/summary/machinereadable/types_gen.go. */
test('the machine-readable summary', () => {
  const metric = (name: string, type: string, values: object) => ({name, type, contains: 'default', values})
  const text = JSON.stringify({
    version: '1.0.0',
    config: {duration: 10, execution: 'local', script: 'step.js'},
    metadata: {generatedAt: '2026-11-23T07:02:21.5+01:00', k6Version: '1.5.0'},
    results: {
      checks: {metrics: [], results: []},
      metrics: [
        metric('http_reqs', 'counter', {count: 1000}),
        metric('http_req_failed', 'rate', {matches: 30, total: 1000, rate: 0.03}),
        metric('http_req_duration', 'trend', {avg: 40, max: 90, med: 38, min: 1, 'p(90)': 50, 'p(95)': 60}),
        metric('vus', 'gauge', {max: 16, min: 16, value: 16}),
      ],
    },
  })
  const {steps, ...facts} = readText(readK6Summary, text)
  expect(facts).toMatchObject({
    format: 'k6 machine-readable summary',
    toolVersion: '1.5.0',
    startedAt: '2026-11-23T06:02:11.500Z',
  })
  expect(steps[0]?.all).toMatchObject({throughputRps: 100, errorRatio: 0.03, concurrencyCount: 16, durationS: 10})
})

test('iterations that were dropped: an open load, and what was asked for', () => {
  const reading = read({dropped_iterations: {count: 100, rate: 40}})
  expect(reading.loop).toBe('open')
  expect(reading.steps[0]?.all.offeredRps).toBeCloseTo(480, 9)
  expect(codes(reading)).toContain('dropped-requests')
})

test('endpoints: those that a threshold names, with their own failures', () => {
  const reading = read({
    'http_req_duration{name:cart}': {avg: 20, 'p(95)': 30, count: 500},
    'http_req_failed{name:cart}': {passes: 30, fails: 470, value: 0.06},
    'http_req_duration{expected_response:true}': {avg: 20, 'p(95)': 30, count: 970},
    'http_req_duration{name:uncounted}': {avg: 20, 'p(95)': 30},
  })
  expect(reading.steps[0]?.endpoints).toMatchObject([{label: 'cart', step: {throughputRps: 200, errorRatio: 0.06}}])
  expect(codes(reading)).not.toContain('failures-unknown')
})

test('the users of a short test, a load that was not held, and a version without http_req_failed', () => {
  expect(read({vus: undefined}).steps[0]?.all.concurrencyCount).toBe(20)
  expect(codes(read({vus: {value: 1, min: 1, max: 64}}))).toContain('load-not-held')
  expect(codes(read({http_req_failed: undefined}))).toContain('failures-unknown')
})

test.each([
  [{http_reqs: undefined}, 'has no http_reqs.count: no HTTP request was sent'],
  [{http_reqs: {count: 0, rate: 0}}, 'has no http_reqs.count: no HTTP request was sent'],
  [{http_req_duration: {med: 1}}, 'has no mean (avg) of http_req_duration'],
])('%# is refused with its reason', (changed, message) => {
  expect(() => read(changed)).toThrow(`results/step.txt ${message}`)
})
