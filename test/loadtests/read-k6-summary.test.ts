import {expect, test} from 'vitest'
import {readK6Summary} from '../../src/loadtests/read-k6-summary.js'

const metrics = {
  vus: {value: 16, min: 16, max: 16},
  vus_max: {value: 20, min: 20, max: 20},
  http_reqs: {count: 1000, rate: 400},
  http_req_failed: {passes: 30, fails: 970, value: 0.03, thresholds: {'rate<0.01': true}},
  http_req_duration: {avg: 40, 'p(90)': 50, 'p(95)': 60, 'p(99)': 80},
}
const read = (changed: object) =>
  readK6Summary({root: {metrics: {...metrics, ...changed}}, file: 'a/b.json', name: 'b.json'})

test('passes of http_req_failed are the failures; milliseconds become seconds', () => {
  expect(read({})).toEqual({
    step: {
      concurrencyCount: 16,
      throughputRps: 400,
      requestCount: 1000,
      errorRatio: 0.03,
      meanResponseTimeS: 0.04,
      tailResponseTimeS: 0.06,
      percentileRatio: 0.95,
      file: 'b.json',
    },
    startedAt: null,
    warnings: [],
  })
})

test('without a 95th percentile the next higher one, and without any the flag to ask for it', () => {
  expect(read({http_req_duration: {avg: 40, med: 38, 'p(99.9)': 90, 'p(99)': 80}}).step).toMatchObject({
    tailResponseTimeS: 0.08,
    percentileRatio: 0.99,
  })
  expect(() => read({http_req_duration: {avg: 40, 'p(90)': 50}})).toThrow('a/b.json has no 95th percentile')
})

test('the users of a short test, and a load that was not held', () => {
  expect(read({vus: undefined}).step.concurrencyCount).toBe(20)
  expect(read({vus: {value: 1, min: 1, max: 64}}).warnings).toEqual([
    'b.json: the load was not held, users went from 1 to 64',
  ])
})

test.each([
  ['http_reqs', undefined, 'a/b.json has no http_reqs.count'],
  ['http_req_failed', {fails: 1}, 'a/b.json has no http_req_failed.passes'],
  ['http_reqs', {count: 1, rate: '4'}, 'a/b.json has "4" as http_reqs.rate, expected a number'],
  ['http_reqs', {count: 1, rate: -4}, 'a/b.json has -4 as http_reqs.rate, expected a number'],
])('a summary whose %s is %j says so', (name, value, message) => {
  expect(() => read({[name]: value})).toThrow(message)
})
