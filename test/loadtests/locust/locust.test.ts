import {expect, test} from 'vitest'
import {ResponseTimeHistogram} from '../../../src/documents/response-time-histogram.js'
import {readLocustFailures} from '../../../src/loadtests/locust/read-locust-failures.js'
import {readLocustHistory} from '../../../src/loadtests/locust/read-locust-history.js'
import {readLocustJson} from '../../../src/loadtests/locust/read-locust-json.js'
import {readLocustStats} from '../../../src/loadtests/locust/read-locust-stats.js'
import {fixtureText, readText, serverTruth} from '../read-bytes.js'

const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)
const only = ({steps}: ReturnType<typeof readText>) => {
  expect(steps).toHaveLength(1)
  const [step] = steps
  if (step === undefined) throw new Error('no step')
  return step
}
const truthOf = (endpoint: string) => serverTruth('locust').find((row) => row.endpoint === endpoint)

/** The generator was at its end: times are far above the server's, counts are not. */
test('JSON: counts within 0.1 % of the server, a histogram that sums exactly, the load not held', () => {
  const reading = readText(readLocustJson, fixtureText('locust/step.json.gz'))
  const {all, endpoints} = only(reading)
  expect(all.requestCount).toBe(32_365)
  expect(Math.abs(all.requestCount / (truthOf('')?.requests ?? 0) - 1)).toBeLessThan(0.003)
  expect(Math.abs(all.throughputRps / (truthOf('')?.rps ?? 0) - 1)).toBeLessThan(0.003)
  expect(all.errorRatio).toBe(0)
  expect(endpoints.map(({label, step}) => [label, step.requestCount])).toEqual([
    ['GET home', 6504],
    ['GET /api/products?page=[n]', 6490],
    ['GET search "shoe, red"', 6468],
    ['GET cart', 6459],
    ['GET checkout', 6444],
  ])
  expect(endpoints[0]?.step.meanResponseTimeS).toBeCloseTo(308_026.7867220078 / 6504 / 1000, 9)
  const merged = new ResponseTimeHistogram()
  for (const {step} of endpoints)
    if (step.histogram !== null) merged.merge(ResponseTimeHistogram.fromDocument(step.histogram))
  expect(merged.quantileS(0.95)).toBe(all.percentiles.find(({ratio}) => ratio === 0.95)?.responseTimeS)
  expect(all.histogram).toMatchObject({maxS: expect.closeTo(0.3733004, 6), minS: expect.closeTo(0.0024418, 6)})
  expect(reading.startedAt).toBe('2026-11-23T07:02:36.590Z')
  expect(codes(reading)).toEqual(['rounded-times', 'load-not-held'])
})

test('JSON: the percentiles are those that Locust prints of the same run, to a step of its rounding', () => {
  const {all} = only(readText(readLocustJson, fixtureText('locust/step.json.gz')))
  const printed = only(readText(readLocustStats, fixtureText('locust/step_stats.csv'))).all
  for (const {ratio, responseTimeS} of all.percentiles) {
    const of = printed.percentiles.find((percentile) => percentile.ratio === ratio)
    // whole ms below 100, tens above
    const stepS = responseTimeS < 0.1 ? 0.001 : 0.01
    expect(Math.abs(responseTimeS - (of?.responseTimeS ?? 0))).toBeLessThan(stepS + responseTimeS * 0.008)
  }
})

test('JSON: what stands before and behind the list is passed over, also a line of the log that begins with [', () => {
  const log = '[2026-11-23 07:13:24,054] vm/INFO/locust.runners: Ramping to 1 users\n[{not json\n'
  const text = fixtureText('locust/step.json.gz')
  expect(readText(readLocustJson, `${log}${text}\n`).steps).toEqual(readText(readLocustJson, text).steps)
  const busy = '[2026-11-23 07:13:24,054] vm/WARNING/root: CPU usage above 90%! This may constrain your throughput\n'
  expect(codes(readText(readLocustJson, busy + text))).toContain('generator-saturated')
  expect(() => readText(readLocustJson, text.slice(0, 2000))).toThrow(/no list of requests/)
})

test('stats: the run in one step, names with commas and quotes, no users', () => {
  const reading = readText(readLocustStats, fixtureText('locust/step_stats.csv'))
  const {all, endpoints} = only(reading)
  // the file is up to a second behind the JSON of the same run: 32,365
  expect(all).toMatchObject({
    requestCount: 32_345,
    throughputRps: 307.1110133402815,
    concurrencyCount: null,
    errorRatio: 0,
  })
  expect(all.durationS).toBeCloseTo(105.32, 2)
  expect(endpoints.map(({label}) => label)).toContain('GET search "shoe, red"')
  expect(all.percentiles.map(({ratio}) => ratio)).toEqual([
    0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1,
  ])
  expect(codes(reading)).toEqual(['whole-run'])
})

test('stats: the names before 1.0, blank lines of Windows, N/A', () => {
  const text = [
    '"Method","Name","# requests","# failures","Median response time","Average response time","Min response time","Max response time","Average Content Size","Requests/s"',
    '"GET","/cart",100,10,20,25,1,90,300,5.00',
    '"GET","/",300,0,10,15,1,80,300,15.00',
    '"None","Total",400,10,12,17.5,1,90,300,20.00',
    '',
  ].join('\r\n\r\n')
  const {all, endpoints} = only(readText(readLocustStats, text))
  expect(all).toMatchObject({
    requestCount: 400,
    errorRatio: 0.025,
    throughputRps: 20,
    meanResponseTimeS: 0.0175,
    durationS: 20,
    percentiles: [],
  })
  expect(endpoints.map(({label, step}) => [label, step.errorRatio])).toEqual([
    ['GET /cart', 0.1],
    ['GET /', 0],
  ])
})

test('stats: without its last row the file is refused, for parts are no whole', () => {
  const lines = fixtureText('locust/step_stats.csv').trimEnd().split('\n')
  expect(() => readText(readLocustStats, lines.slice(0, -1).join('\n'))).toThrow(/no row Aggregated/)
})

const history = () => fixtureText('locust/step_stats_history.csv.gz')

test('history: a step for each number of users that held, counted by differences of the totals', () => {
  const reading = readText(readLocustHistory, history())
  expect(reading.steps.map(({all}) => all.concurrencyCount)).toEqual([1, 2, 4, 8, 16, 32, 64])
  const rows = history()
    .split('\n')
    .map((line) => line.split(','))
  const totals = rows.filter(([, users, type, name]) => users === '8' && type === '' && name === 'Aggregated')
  const [first, last] = [totals[0], totals.at(-1)]
  const step = reading.steps[3]?.all
  expect(step?.requestCount).toBe(Number(last?.[17]) - Number(first?.[17]))
  expect(step?.durationS).toBe(Number(last?.[0]) - Number(first?.[0]))
  const sumMs = Number(last?.[17]) * Number(last?.[20]) - Number(first?.[17]) * Number(first?.[20])
  expect(step?.meanResponseTimeS).toBeCloseTo(sumMs / (step?.requestCount ?? 0) / 1000, 9)
  // Requests/s of the last row is a moving average over the ten seconds before: it lags where the load has just risen
  expect(Math.abs((step?.throughputRps ?? 0) - Number(last?.[4]))).toBeLessThan(20)
  expect(step?.percentiles.find(({ratio}) => ratio === 0.95)?.responseTimeS).toBe(Number(last?.[11]) / 1000)
  expect(codes(reading)).toEqual([])
})

test('history: Little’s law holds within 6 % at every step, and endpoints add up to all', () => {
  for (const {all, endpoints} of readText(readLocustHistory, history()).steps) {
    expect(Math.abs((all.throughputRps * all.meanResponseTimeS) / (all.concurrencyCount ?? 0) - 1)).toBeLessThan(0.06)
    const sum = endpoints.reduce((total, {step}) => total + step.requestCount, 0)
    expect(Math.abs(sum - all.requestCount)).toBeLessThanOrEqual(endpoints.length)
    expect(endpoints).toHaveLength(5)
  }
})

test('history without the full one: percentiles run from the start, over all levels, and are left out', () => {
  const reading = readText(readLocustHistory, fixtureText('locust/step-nohist_stats_history.csv'))
  expect(codes(reading)).toEqual(['percentiles-left-out'])
  expect(reading.steps.length).toBeGreaterThanOrEqual(5)
  for (const {all, endpoints} of reading.steps) {
    expect(all.percentiles).toEqual([])
    expect(endpoints).toEqual([])
    expect(all.requestCount).toBeGreaterThan(0)
  }
})

test('history of a ramp: pieces of ten seconds with their mean users', () => {
  const header = history().split('\n')[0]
  const row = (second: number) =>
    `${1_760_000_000 + second},${second + 1},,Aggregated,0,0,${'1,'.repeat(11)}${second * 10},${second},0,20,0,0,0`
  const text = [header, ...Array.from({length: 30}, (_, second) => row(second))].join('\n')
  const reading = readText(readLocustHistory, text)
  expect(codes(reading)).toContain('load-not-held')
  expect(reading.steps.map(({all}) => [all.concurrencyCount, all.requestCount, all.throughputRps, all.startS])).toEqual(
    [
      [5.5, 90, 10, 0],
      [15.5, 90, 10, 10],
      [25.5, 90, 10, 20],
    ],
  )
  expect(reading.steps[0]?.all.errorRatio).toBeCloseTo(0.1, 9)
})

test('history: a file that ends inside a row keeps the rows before it; one of no requests is refused', () => {
  const text = history()
  const cut = readText(readLocustHistory, text.slice(0, text.length - 60))
  expect(codes(cut)).toEqual(['cut-off'])
  expect(cut.steps).toHaveLength(7)
  expect(() => readText(readLocustHistory, text.split('\n').slice(0, 2).join('\n'))).toThrow(
    /no second in which a request/,
  )
})

test('failures: the most frequent become flags of the test, tracebacks stay out', () => {
  const text = `Method,Name,Error,Occurrences,First Seen,Last Seen
GET,/cart,"HTTPError('503 Server Error, really
long')",1234,1,2
POST,/checkout,timeout,9,1,2
`
  const reading = readText(readLocustFailures, text)
  expect(reading.steps).toEqual([])
  expect(reading.flags.map(({text}) => text)).toEqual([
    "1,234 × GET /cart HTTPError('503 Server Error, really long')",
    '9 × POST /checkout timeout',
  ])
  expect(readText(readLocustFailures, fixtureText('locust/step_failures.csv')).flags).toEqual([])
  const exceptions = 'Count,Message,Traceback,Nodes\n2,division by zero,"File ""x.py""\n line 3",local\n'
  expect(readText(readLocustFailures, exceptions).flags.map(({text}) => text)).toEqual(['2 × division by zero'])
})
