import {createHash} from 'node:crypto'
import {expect, test} from 'vitest'
import {ResponseTimeHistogram} from '../../../src/documents/response-time-histogram.js'
import {latencyLayout} from '../../../src/loadtests/aws-dlt/latency-layout.js'
import {readDltExport} from '../../../src/loadtests/aws-dlt/read-dlt-export.js'
import {readDltResult} from '../../../src/loadtests/aws-dlt/read-dlt-result.js'
import {readText} from '../read-bytes.js'

/** Formats known from the source of AWS DLT only: files are written after it, values worked by hand. */
const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)
const only = ({steps}: ReturnType<typeof readText>) => {
  expect(steps).toHaveLength(1)
  const [step] = steps
  if (step === undefined) throw new Error('no step')
  return step
}

/** AWS pins its table of buckets by a hash over `lower,upper,representative` lines, so that languages agree. */
test('the layout of the histogram is the one that AWS pins by its hash', () => {
  const layout = latencyLayout()
  let lower = 1
  let rows = ''
  for (const [bucket, representative] of layout.entries()) {
    const upper = bucket === layout.length - 1 ? 86_400_000_000 : Math.floor((200 * representative) / 199)
    rows += `${lower},${upper},${representative}\n`
    lower = upper + 1
  }
  expect(createHash('sha256').update(rows).digest('hex')).toBe(
    'f4f2711a805b2fee2e607d6e93182be0d86b7ff9c93d99a2f23d75e4f2c40c53',
  )
})

const figures = (label: string, count: number, failureCount: number) => ({
  label,
  successCount: count - failureCount,
  failureCount,
  totalRequestCount: count,
  concurrency: 25,
  averageResponseTimeMilliseconds: 12.5,
  p50: 10,
  p90: 20,
  p95: 30,
  p99: 60,
  p99_9: 90,
  maxResponseTimeMilliseconds: 120,
  responseCodes: [],
})
const bucketOf = (us: number) => latencyLayout().findIndex((timeUs) => timeUs >= us)
const state = {
  latency: {
    count: 100,
    meanUs: 12_500,
    minUs: 900,
    maxUs: 120_000,
    histogram: {
      zeroCount: 1,
      bins: [
        [bucketOf(10_000), 80],
        [bucketOf(30_000), 19],
      ],
    },
  },
}
const result = {
  schema: 'dlt.result.v1',
  testId: 'abc',
  taskId: 'task-1',
  startTime: '2026-10-01T08:00:00Z',
  endTime: '2026-10-01T08:01:40Z',
  testDurationSeconds: 100,
  task: {vcpus: 2, memoryMiB: 4096, ecsDurationSeconds: 130},
  summary: figures('', 100, 5),
  labels: [figures('checkout', 100, 5)],
  statistics: {
    histogramLayout: 'dlt.latency-us.rel-0p5pct.0-24h.v1',
    summary: state,
    labels: [{label: 'checkout', ...state}],
  },
}

test('a task’s result: a generator among others, with a histogram that merges within 1.3 %', () => {
  const reading = readText(readDltResult, JSON.stringify(result))
  expect(reading).toMatchObject({tool: 'aws-dlt', part: 'generator', startedAt: '2026-10-01T08:00:00.000Z', flags: []})
  const {all, endpoints} = only(reading)
  expect(all).toMatchObject({
    concurrencyCount: 25,
    requestCount: 100,
    errorRatio: 0.05,
    throughputRps: 1,
    meanResponseTimeS: 0.0125,
    durationS: 100,
  })
  expect(all.percentiles.map(({ratio, responseTimeS}) => [ratio, responseTimeS])).toEqual([
    [0.5, 0.01],
    [0.9, 0.02],
    [0.95, 0.03],
    [0.99, 0.06],
    [0.999, 0.09],
  ])
  expect(endpoints.map(({label}) => label)).toEqual(['checkout'])
  const histogram = ResponseTimeHistogram.fromDocument(all.histogram ?? {sumS: 0, minS: 0, maxS: 0, buckets: ''})
  expect(histogram.count).toBe(100)
  expect(histogram.meanS()).toBeCloseTo(0.0125, 9)
  expect(Math.abs((histogram.quantileS(0.5) ?? 0) / 0.01 - 1)).toBeLessThan(0.013)
  expect(Math.abs((histogram.quantileS(0.95) ?? 0) / 0.03 - 1)).toBeLessThan(0.013)
})

test('a histogram of another layout is not guessed at', () => {
  const other = {...result, statistics: {...result.statistics, histogramLayout: 'dlt.latency-us.v2'}}
  const reading = readText(readDltResult, JSON.stringify(other))
  expect(codes(reading)).toEqual(['percentiles-not-mergeable'])
  expect(only(reading).all.histogram).toBeNull()
})

const total = {
  avg_ct: '0.00100',
  avg_lt: '0.01000',
  avg_rt: '0.02500',
  bytes: '1234',
  concurrency: '5',
  fail: 30,
  p0_0: '0.001',
  p100_0: '0.900',
  p50_0: '0.020',
  p90_0: '0.040',
  p95_0: '0.050',
  p99_0: '0.100',
  p99_9: '0.300',
  stdev_rt: '0.010',
  succ: 5970,
  throughput: 6000,
  testDuration: '59',
  rc: [{code: '503', count: 30}],
  labels: [{label: 'checkout', avg_rt: '0.02500', fail: 30, succ: 5970, throughput: 6000, p95_0: '0.050', rc: []}],
}
const configured = (taskCount: string) => ({
  testId: 'abc',
  startTime: '2026-10-01 08:00:00',
  results: {total, 'eu-central-1': total},
  testTaskConfigs: [{concurrency: '5', taskCount, region: 'eu-central-1'}],
})

test('results over several tasks: percentiles are averages and left out, users are tasks times users of each', () => {
  const reading = readText(readDltExport, JSON.stringify(configured('4')))
  expect(codes(reading)).toEqual(['averaged-percentiles'])
  expect(reading.flags[0]?.text).toContain('averages the percentiles of its 4 tasks')
  expect(reading.startedAt).toBe('2026-10-01T08:00:00.000Z')
  const {all, endpoints} = only(reading)
  // the duration runs from the first second to the last: 59 is a minute
  expect(all).toMatchObject({
    concurrencyCount: 20,
    requestCount: 6000,
    errorRatio: 0.005,
    throughputRps: 100,
    durationS: 60,
    percentiles: [],
  })
  expect(endpoints.map(({label, step}) => [label, step.percentiles])).toEqual([['checkout', []]])
})

test('results of one task have true percentiles; without the configuration users and tasks are unknown', () => {
  const one = only(readText(readDltExport, JSON.stringify(configured('1'))))
  expect(one.all.percentiles.find(({ratio}) => ratio === 0.95)?.responseTimeS).toBe(0.05)
  expect(one.all.concurrencyCount).toBe(5)
  for (const root of [total, {total}, {results: total}]) {
    const reading = readText(readDltExport, JSON.stringify(root))
    expect(codes(reading)).toEqual(['averaged-percentiles'])
    expect(only(reading).all).toMatchObject({concurrencyCount: null, percentiles: []})
  }
})
