import {expect, test} from 'vitest'
import {readArtillery} from '../../../src/loadtests/artillery/read-artillery.js'
import {readArtillery1} from '../../../src/loadtests/artillery/read-artillery-1.js'
import {fixtureText, readText, serverTruth} from '../read-bytes.js'

const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)
const report = () => JSON.parse(fixtureText('artillery/step.json.gz'))

test('each period of ten seconds is a step; what they counted is what the server counted', () => {
  const reading = readText(readArtillery, fixtureText('artillery/step.json.gz'))
  expect(reading).toMatchObject({loop: 'open', startedAt: '2026-11-23T07:14:21.704Z'})
  const truth = serverTruth('artillery').find(({endpoint}) => endpoint === '')
  // the last period is 1.5 s long and left out
  const last = report().intermediate.at(-1)
  expect(last.lastMetricAt - last.firstMetricAt).toBe(1526)
  const counted = reading.steps.reduce((sum, {all}) => sum + all.requestCount, 0)
  expect(counted + last.counters['http.responses']).toBe(truth?.requests)
  expect(reading.steps).toHaveLength(7)
  expect(reading.steps.every(({all}) => all.errorRatio === 0)).toBe(true)
})

test('throughput is counted, not the rate of the aggregate; the rates of the periods agree', () => {
  const {intermediate, aggregate} = report()
  const {steps} = readText(readArtillery, fixtureText('artillery/step.json.gz'))
  for (const [index, {all}] of steps.entries()) {
    // a whole number in the report
    expect(Math.abs(all.throughputRps - intermediate[index].rates['http.request_rate'])).toBeLessThan(1)
    expect(all.durationS).toBeCloseTo(index === 0 ? 8.079 : 10, 1)
  }
  const whole = readText(readArtillery, JSON.stringify({aggregate, intermediate: []}))
  expect(whole.steps).toHaveLength(1)
  const truth = serverTruth('artillery').find(({endpoint}) => endpoint === '')
  expect(aggregate.rates['http.request_rate']).toBe(236)
  expect(Math.abs((whole.steps[0]?.all.throughputRps ?? 0) / (truth?.rps ?? 0) - 1)).toBeLessThan(0.01)
  const meanMs = (whole.steps[0]?.all.meanResponseTimeS ?? 0) * 1000
  expect(meanMs - (truth?.meanMs ?? 0)).toBeGreaterThan(0)
  expect(meanMs - (truth?.meanMs ?? 0)).toBeLessThan(1.5)
})

test('endpoints come from the plugin and add up to the whole', () => {
  const {steps} = readText(readArtillery, fixtureText('artillery/step.json.gz'))
  for (const {all, endpoints} of steps) {
    expect(endpoints.map(({label}) => label).sort()).toEqual(['cart', 'checkout', 'home', 'products', 'search'])
    expect(endpoints.reduce((sum, {step}) => sum + step.requestCount, 0)).toBe(all.requestCount)
  }
})

test('answers of 400 and above and errors count as failed, for endpoints too; failed users are told', () => {
  const root = report()
  const [, period] = root.intermediate
  const {counters} = period
  counters['http.codes.200'] -= 30
  counters['http.codes.503'] = 20
  counters['http.codes.404'] = 10
  counters['errors.ETIMEDOUT'] = 5
  counters['plugins.metrics-by-endpoint.cart.codes.503'] = 20
  counters['plugins.metrics-by-endpoint.cart.errors.ETIMEDOUT'] = 5
  root.aggregate.counters['vusers.failed'] = 5
  const reading = readText(readArtillery, JSON.stringify(root))
  const step = reading.steps[1]
  const answered = counters['http.responses']
  expect(step?.all).toMatchObject({requestCount: answered + 5, errorRatio: 35 / (answered + 5)})
  const cart = step?.endpoints.find(({label}) => label === 'cart')?.step
  expect(cart?.errorRatio).toBeCloseTo(25 / ((cart?.requestCount ?? 0) || 1), 12)
  expect(codes(reading)).toEqual(['percentiles-not-mergeable', 'failed-users'])
})

/** Written after the source of release 1; no run of it was at hand. */
const period = (second: number, latencies?: unknown[]) => ({
  timestamp: new Date(1_760_000_000_000 + second * 1000).toISOString(),
  scenariosCreated: 10,
  requestsCompleted: 4,
  latency: {min: 10, max: 400, median: 20, p95: null, p99: null},
  rps: {count: 5, mean: 0.5},
  errors: {ETIMEDOUT: 1},
  codes: {'200': 3, '500': 1},
  ...(latencies === undefined ? {} : {latencies}),
})
const latencies = [10e6, 20e6, 30e6, 400e6].map((ns, index) => [
  1_760_000_000_000 + index,
  `id-${index}`,
  ns,
  index === 3 ? 500 : 200,
])

test('Artillery 1 up to 1.6: figures are counted from its answers', () => {
  const text = JSON.stringify({
    aggregate: {scenariosCreated: 20},
    intermediate: [period(10, latencies), period(20, latencies)],
  })
  const reading = readText(readArtillery1, text)
  expect(reading).toMatchObject({loop: 'open', startedAt: '2025-10-09T08:53:20.000Z', flags: []})
  expect(reading.steps.map(({all}) => [all.startS, all.durationS, all.throughputRps, all.offeredRps])).toEqual([
    [0, 10, 0.4, 0.5],
    [10, 10, 0.4, 0.5],
  ])
  expect(reading.steps[0]?.all).toMatchObject({
    requestCount: 5,
    errorRatio: 0.4,
    isExact: true,
    meanResponseTimeS: 0.115,
  })
  expect(reading.steps[0]?.all.failureHistogram).toMatchObject({minS: 0.4, maxS: 0.4})
})

test('Artillery 1 from 1.7 on: the median stands for the mean, which is said; a percentile of few answers is null', () => {
  const reading = readText(
    readArtillery1,
    JSON.stringify({aggregate: {scenariosCreated: 20}, intermediate: [period(10), period(20), period(22)]}),
  )
  expect(codes(reading)).toEqual(['median-for-mean'])
  expect(reading.steps).toHaveLength(2)
  expect(reading.steps[1]?.all).toMatchObject({
    requestCount: 5,
    errorRatio: 0.4,
    meanResponseTimeS: 0.02,
    histogram: null,
  })
  expect(reading.steps[1]?.all.percentiles).toEqual([{ratio: 0.5, responseTimeS: 0.02}])
})

test('a report without requests is refused', () => {
  expect(() =>
    readText(readArtillery, JSON.stringify({aggregate: {counters: {}, summaries: {}}, intermediate: []})),
  ).toThrow(/no period/)
  expect(() => readText(readArtillery1, JSON.stringify({aggregate: {scenariosCreated: 0}, intermediate: []}))).toThrow(
    /no period/,
  )
})
