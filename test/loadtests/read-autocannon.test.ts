import {expect, test} from 'vitest'
import {readAutocannon} from '../../src/loadtests/read-autocannon.js'

const result = {
  connections: 16,
  pipelining: 2,
  start: '2026-11-23T06:57:55.200Z',
  errors: 10,
  timeouts: 4,
  non2xx: 20,
  latency: {average: 38.75, p90: 52, p97_5: 64, p99: 72},
  requests: {average: 408.13, total: 990},
}
const read = (changed: object) => readAutocannon({root: {...result, ...changed}, file: 'a/b.json', name: 'b.json'})

test('the 97.5th percentile stands in; timeouts are already among the errors', () => {
  expect(read({})).toEqual({
    step: {
      concurrencyCount: 32,
      throughputRps: 408.13,
      requestCount: 1000,
      errorRatio: 0.03,
      meanResponseTimeS: 0.03875,
      tailResponseTimeS: 0.064,
      percentileRatio: 0.975,
      file: 'b.json',
    },
    startedAt: '2026-11-23T06:57:55.200Z',
    warnings: [],
  })
})

test('a server that answered nothing, and a start that is no time', () => {
  expect(read({requests: {average: 0, total: 0}, non2xx: 0}).step.errorRatio).toBe(1)
  expect(read({requests: {average: 0, total: 0}, non2xx: 0, errors: 0}).step.errorRatio).toBe(0)
  expect(read({start: 'noon'}).startedAt).toBeNull()
})

test('a number that is missing', () => {
  expect(() => read({latency: {average: 1}})).toThrow('a/b.json has no latency.p97_5')
})
