import {expect, test} from 'vitest'
import {ResponseTimeHistogram} from '../../../src/documents/response-time-histogram.js'
import {readAb} from '../../../src/loadtests/summaries/read-ab.js'
import {readAutocannon} from '../../../src/loadtests/summaries/read-autocannon.js'
import {readFortio} from '../../../src/loadtests/summaries/read-fortio.js'
import {readH2load} from '../../../src/loadtests/summaries/read-h2load.js'
import {readHey} from '../../../src/loadtests/summaries/read-hey.js'
import {readHeyCsv} from '../../../src/loadtests/summaries/read-hey-csv.js'
import {readNpmLoadtest} from '../../../src/loadtests/summaries/read-npm-loadtest.js'
import {readOha} from '../../../src/loadtests/summaries/read-oha.js'
import {readSiege} from '../../../src/loadtests/summaries/read-siege.js'
import {readWrk} from '../../../src/loadtests/summaries/read-wrk.js'
import {readWrk2} from '../../../src/loadtests/summaries/read-wrk2.js'
import {fixtureText, readText} from '../read-bytes.js'

const only = (reading: ReturnType<typeof readText>) => {
  expect(reading.steps).toHaveLength(1)
  const step = reading.steps[0]?.all
  if (step === undefined) throw new Error('no step')
  return step
}
const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)
const at = (step: {percentiles: {ratio: number; responseTimeS: number}[]}, ratio: number) =>
  step.percentiles.find((percentile) => percentile.ratio === ratio)?.responseTimeS

test('wrk: every value has a unit of its own, and what broke without an answer counts as failed', () => {
  const text = `Running 1m test @ http://shop.example/
  2 threads and 100 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.02s   431.00ms   2.00m    66.20%
    Req/Sec    48.00     10.00    90.00     70.00%
  Latency Distribution
     50%  850.00us
     75%    1.20s
     90%    1.50m
     99%    2.00m
  5800 requests in 1.00m, 1.51MB read
  Socket errors: connect 3, read 100, write 1, timeout 96
  Non-2xx or 3xx responses: 200
Requests/sec:     96.67
Transfer/sec:     25.80KB
`
  expect(only(readText(readWrk, text))).toMatchObject({
    concurrencyCount: 100,
    requestCount: 6000,
    errorRatio: 400 / 6000,
    throughputRps: 96.67,
    meanResponseTimeS: 1.02,
    durationS: 60,
    percentiles: [
      {ratio: 0.5, responseTimeS: 0.00085},
      {ratio: 0.75, responseTimeS: 1.2},
      {ratio: 0.9, responseTimeS: 90},
      {ratio: 0.99, responseTimeS: 120},
    ],
  })
})

test('wrk: without --latency there are no percentiles, which is said; two runs in one text are two steps', () => {
  const text = fixtureText('wrk/checkout-c008.txt')
  const short = text.replace(/ {2}Latency Distribution\n(.*%.*\n){4}/, '')
  expect(codes(readText(readWrk, short))).toEqual(['no-percentiles'])
  expect(only(readText(readWrk, short)).percentiles).toEqual([])
  const two = readText(readWrk, text + fixtureText('wrk/checkout-c016.txt'))
  expect(two.steps.map(({all}) => all.concurrencyCount)).toEqual([8, 16])
  expect(two.flags).toEqual([])
})

test('wrk2: the histogram leaves out the first ten seconds, the 95th percentile is in the spectrum', () => {
  const reading = readText(readWrk2, fixtureText('wrk2/checkout-r400.txt'))
  expect(reading.loop).toBe('open')
  expect(reading.flags[0]?.text).toMatch(/^737 of 4599 requests are in the response times/)
  const step = only(reading)
  expect(at(step, 0.95)).toBeCloseTo(0.091711, 9)
  expect(at(step, 0.99)).toBeCloseTo(0.11366, 9)
  expect(step).toMatchObject({throughputRps: 381.25, requestCount: 4599, offeredRps: null, meanResponseTimeS: 0.04992})
})

test('hey: of more than a million answers the mean is put right and the percentiles are doubted', () => {
  const text = `
Summary:
  Total:	100.0000 secs
  Slowest:	0.9000 secs
  Fastest:	0.0010 secs
  Average:	0.0500 secs
  Requests/sec:	10000.0000

Latency distribution:
  50% in 0.0200 secs
  95% in 0.0400 secs

Status code distribution:
  [200]	2000000 responses
  [404]	300000 responses
  [500]	200000 responses

Error distribution:
  [500]	Get "http://shop.example/": dial tcp: connection refused
`
  const reading = readText(readHey, text)
  expect(codes(reading)).toEqual(['answers-left-out'])
  // hey divides the sum over 2.5 million answers by the million that it kept: 0.05 × 1 / 2.5
  expect(only(reading)).toMatchObject({
    meanResponseTimeS: 0.02,
    requestCount: 2_500_500,
    throughputRps: 25_000,
    errorRatio: 500_500 / 2_500_500,
    concurrencyCount: null,
  })
})

test('hey: nothing but errors is a step of 100 % errors', () => {
  const text = 'Summary:\n  Total:\t2.0000 secs\n\nError distribution:\n  [40]\tdial tcp: refused\n  [2]\tEOF\n'
  expect(only(readText(readHey, text))).toMatchObject({requestCount: 42, errorRatio: 1, throughputRps: 0})
})

test('hey CSV: rows are counted, with a histogram; the server saw the same', () => {
  const reading = readText(readHeyCsv, fixtureText('hey/checkout-c001.csv'))
  const step = only(reading)
  const times = fixtureText('hey/checkout-c001.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]))
  expect(step.requestCount).toBe(times.length)
  const sorted = times.sort((a, b) => a - b)
  for (const ratio of [0.5, 0.9, 0.95, 0.99]) {
    const exact = sorted[Math.ceil(ratio * sorted.length) - 1] ?? 0
    expect(Math.abs((at(step, ratio) ?? 0) / exact - 1)).toBeLessThan(0.008)
  }
  expect(step.meanResponseTimeS).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / times.length, 9)
  expect(codes(reading)).toEqual(['lost-requests-unknown'])
})

test('hey CSV: an old one without status and offset is refused, a cut-off last row is left out', () => {
  expect(() =>
    readText(readHeyCsv, 'response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read\n1,1,1,1,1,1\n'),
  ).toThrow(/no status-code and offset/)
  const text = fixtureText('hey/checkout-c001.csv')
  const reading = readText(readHeyCsv, `${text}0.0208,0.00`)
  expect(codes(reading)).toContain('cut-off')
  expect(only(reading).requestCount).toBe(only(readText(readHeyCsv, text)).requestCount)
})

test('oha: an HTTP 500 is an error whatever successRate says, and the deadline is none', () => {
  const text = JSON.stringify({
    summary: {successRate: 1, total: 10, slowest: 0.5, fastest: 0.001, average: 0.02, requestsPerSec: 101},
    latencyPercentiles: {
      p10: 0.01,
      p25: 0.01,
      p50: 0.02,
      p75: 0.03,
      p90: 0.04,
      p95: 0.05,
      p99: 0.06,
      'p99.9': 0.07,
      'p99.99': null,
    },
    statusCodeDistribution: {'200': 900, '302': 20, '500': 80},
    errorDistribution: {'aborted due to deadline': 8, 'connection refused': 10},
  })
  expect(only(readText(readOha, text))).toMatchObject({
    requestCount: 1010,
    errorRatio: 90 / 1010,
    throughputRps: 100,
    meanResponseTimeS: 0.02,
  })
  expect(at(only(readText(readOha, text)), 0.999)).toBe(0.07)
})

test('ab: answers of another length are no errors, answers outside 2xx are', () => {
  const text = fixtureText('ab/checkout-c064.txt').replace(
    'Failed requests:        0\n',
    'Failed requests:        305\n   (Connect: 2, Receive: 3, Length: 300, Exceptions: 0)\n',
  )
  const reading = readText(readAb, text)
  expect(codes(reading)).toEqual(['length-differences'])
  expect(only(reading).errorRatio).toBeCloseTo((5 + 83) / 3584, 12)
})

test('ab: time per request stands for the mean only where the measured one agrees', () => {
  expect(only(readText(readAb, fixtureText('ab/checkout-c064.txt'))).meanResponseTimeS).toBe(0.141)
  expect(only(readText(readAb, fixtureText('ab/checkout-c008.txt'))).meanResponseTimeS).toBeCloseTo(0.027578, 4)
})

test('siege: the mean is taken out of concurrency, for response_time has two decimals', () => {
  const step = only(readText(readSiege, fixtureText('siege/checkout-c001.json')))
  expect(step.meanResponseTimeS).toBeCloseTo((0.99 * 7) / 325, 12)
  expect(codes(readText(readSiege, fixtureText('siege/checkout-c001.json')))).toEqual(['no-percentiles'])
})

test('siege: its log has a step a row, remarks left out, and agrees with the JSON of the same runs', () => {
  const log = readText(readSiege, fixtureText('siege/siege.log'))
  const json = [1, 2, 4, 8, 16, 32, 64].map((count) =>
    only(readText(readSiege, fixtureText(`siege/checkout-c${String(count).padStart(3, '0')}.json`))),
  )
  expect(log.steps.map(({all}) => ({...all, percentiles: [], file: ''}))).toEqual(
    json.map((step) => ({...step, percentiles: [], file: ''})),
  )
})

test('siege: text of 4.1 prints milliseconds, older text seconds', () => {
  const text = (longest: string) => `** SIEGE 4.1.6
Transactions:		        1864 hits
Availability:		       99.00 %
Elapsed time:		        4.57 secs
Response time:		       40.12 ms
Transaction rate:	      407.88 trans/sec
Concurrency:		       15.92
Successful transactions:        1864
Failed transactions:	          19
Longest transaction:	       ${longest}
`
  const step = only(readText(readSiege, text('90.00 ms')))
  expect(step).toMatchObject({requestCount: 1883, errorRatio: 19 / 1883, durationS: 4.57, concurrencyCount: 15.92})
  expect(step.percentiles).toEqual([{ratio: 1, responseTimeS: 0.09}])
  expect(only(readText(readSiege, text('0.09'))).percentiles).toEqual([{ratio: 1, responseTimeS: 0.09}])
})

test('autocannon: connections times pipelining, timeouts counted once, other bodies told', () => {
  const root = JSON.parse(fixtureText('autocannon/checkout-c064.json'))
  const text = JSON.stringify({...root, pipelining: 4, errors: 10, timeouts: 10, mismatches: 3})
  const reading = readText(readAutocannon, text)
  expect(codes(reading)).toEqual(['body-mismatches'])
  expect(only(reading)).toMatchObject({concurrencyCount: 256, requestCount: 3550, errorRatio: 82 / 3550})
  expect(only(reading).percentiles.map(({ratio}) => ratio)).toEqual([0.5, 0.75, 0.9, 0.975, 0.99, 0.999])
  expect(reading.startedAt).toBe('2026-11-23T07:00:13.491Z')
})

test('h2load: newer versions have percentiles among the columns; over HTTP/2 the requests in flight are unknown', () => {
  const text = fixtureText('h2load/checkout-c064.txt')
    .replace('min         max         mean', 'min         max      median         p95         p99        mean')
    .replace('1.18ms    376.69ms    141.88ms', '1.18ms    376.69ms    140.00ms    210.00ms       1.2s    141.88ms')
  const step = only(readText(readH2load, text))
  expect(step).toMatchObject({meanResponseTimeS: 0.14188, concurrencyCount: 64})
  expect(step.percentiles).toEqual([
    {ratio: 0.5, responseTimeS: 0.14},
    {ratio: 0.95, responseTimeS: 0.21},
    {ratio: 0.99, responseTimeS: 1.2},
    {ratio: 1, responseTimeS: 0.37669},
  ])
  const http2 = readText(readH2load, text.replace('Application protocol: http/1.1', 'Application protocol: h2'))
  expect(codes(http2)).toEqual(['concurrency-unknown'])
  expect(only(http2).concurrencyCount).toBeNull()
})

test('h2load: clients of several threads add up', () => {
  const text = fixtureText('h2load/checkout-c064.txt').replace(
    'spawning thread #0: 64',
    'spawning thread #0: 32 total client(s). 100 total requests\nspawning thread #1: 32',
  )
  expect(only(readText(readH2load, text)).concurrencyCount).toBe(64)
})

const fortio = {
  StartTime: '2026-10-01T10:00:00.123456789+02:00',
  RequestedQPS: '100',
  ActualQPS: 99.5,
  ActualDuration: 10_050_000_000,
  NumThreads: 8,
  Version: '1.60.3',
  DurationHistogram: {
    Count: 1000,
    Avg: 0.0125,
    Data: [
      {Start: 0.01, End: 0.012, Percent: 50, Count: 500},
      {Start: 0.012, End: 0.014, Percent: 90, Count: 400},
      {Start: 0.014, End: 0.024, Percent: 100, Count: 100},
    ],
  },
  RetCodes: {'200': 940, '301': 20, '503': 30, '-1': 10},
}

test('fortio: percentiles by its buckets, nanoseconds of the run, errors from the return codes', () => {
  const reading = readText(readFortio, JSON.stringify(fortio))
  expect(reading).toMatchObject({loop: 'open', toolVersion: '1.60.3', startedAt: '2026-10-01T08:00:00.123Z'})
  const step = only(reading)
  expect(step).toMatchObject({
    requestCount: 1000,
    errorRatio: 0.04,
    durationS: 10.05,
    offeredRps: 100,
    concurrencyCount: 8,
  })
  expect(step.percentiles.map(({responseTimeS}) => responseTimeS)).toEqual([
    0.012,
    0.014,
    expect.closeTo(0.019, 9),
    expect.closeTo(0.023, 9),
  ])
  expect(step.isExact).toBe(false)
  const histogram = step.histogram === null ? null : ResponseTimeHistogram.fromDocument(step.histogram)
  expect(histogram?.count).toBe(1000)
})

test('fortio: the largest rate is a closed loop; Nighthawk writes counts as texts and the run in seconds', () => {
  const closed = readText(readFortio, JSON.stringify({...fortio, RequestedQPS: 'max'}))
  expect(closed.loop).toBe('closed')
  expect(only(closed).offeredRps).toBeNull()
  const data = fortio.DurationHistogram.Data.map((bucket) => ({...bucket, Count: String(bucket.Count)}))
  const nighthawk = {
    ...fortio,
    ActualDuration: 5,
    RequestedQPS: 1,
    DurationHistogram: {Data: data},
    RetCodes: {'200': '1200'},
  }
  const reading = readText(readFortio, JSON.stringify(nighthawk))
  expect(codes(reading)).toEqual(['counts-differ'])
  expect(only(reading)).toMatchObject({requestCount: 1000, durationS: 5, errorRatio: 0})
  expect(only(reading).meanResponseTimeS).toBeCloseTo(0.5 * 0.011 + 0.4 * 0.013 + 0.1 * 0.019, 12)
})

test('loadtest: completed requests contain the failed ones; whole-number rates are counted anew', () => {
  const step = only(readText(readNpmLoadtest, fixtureText('loadtest/checkout-c064.txt')))
  expect(step).toMatchObject({requestCount: 3535, errorRatio: 65 / 3535, throughputRps: 3535 / 8})
})
