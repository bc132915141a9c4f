/** Small results of formats for which no recorded file is at hand, or only a long one: what mutations start from. */

const at = 1_760_000_000_000

const gatlingFigures = (total: number) => ({
  numberOfRequests: {total, ok: total - 1, ko: 1},
  meanResponseTime: {total: 25, ok: 25, ko: 25},
  percentiles1: {total: 20, ok: 20, ko: 20},
  percentiles2: {total: '30', ok: 30, ko: '-'},
  percentiles3: {total: 50, ok: 50, ko: 50},
  percentiles4: {total: 90, ok: 90, ko: 90},
  meanNumberOfRequestsPerSecond: {total: total / 10, ok: 1, ko: 0},
})

const artilleryTimes = {
  min: 1,
  max: 59,
  count: 925,
  mean: 14.1,
  p50: 13.9,
  median: 13.9,
  p75: 19.1,
  p90: 23.8,
  p95: 26.8,
  p99: 32.8,
  p999: 47,
}
const artilleryPeriod = (second: number) => ({
  counters: {
    'http.requests': 925,
    'http.responses': 925,
    'http.codes.200': 900,
    'http.codes.503': 25,
    'errors.ETIMEDOUT': 3,
    'plugins.metrics-by-endpoint.cart.codes.503': 25,
  },
  rates: {'http.request_rate': 93},
  firstMetricAt: at + second * 1000,
  lastMetricAt: at + second * 1000 + 9995,
  period: String(at + second * 1000),
  summaries: {'http.response_time': artilleryTimes, 'plugins.metrics-by-endpoint.response_time.cart': artilleryTimes},
})

const artillery1Period = (second: number) => ({
  timestamp: new Date(at + second * 1000).toISOString(),
  latency: {min: 10, max: 400, median: 20, p95: null, p99: null},
  rps: {count: 5, mean: 0.5},
  errors: {ETIMEDOUT: 1},
  codes: {'200': 3, '500': 1},
  ...(second > 10
    ? {}
    : {
        latencies: [
          [at, 'a', 10e6, 200],
          [at + 1, 'b', 20e6, 500],
        ],
      }),
})

const locustEntry = (name: string) => ({
  name,
  method: 'GET',
  last_request_timestamp: 1_760_000_060.5,
  start_time: 1_760_000_000.5,
  num_requests: 60,
  num_none_requests: 0,
  num_failures: 2,
  total_response_time: 1500.5,
  max_response_time: 101.5,
  min_response_time: 1.5,
  response_times: {'20': 50, '40': 9, '100': 1},
  num_reqs_per_sec: Object.fromEntries(Array.from({length: 60}, (_, second) => [String(1_760_000_000 + second), 1])),
  num_fail_per_sec: {},
})

const dltFigures = (label: string) => ({
  label,
  failureCount: 5,
  totalRequestCount: 100,
  concurrency: 25,
  averageResponseTimeMilliseconds: 12.5,
  p50: 10,
  p90: 20,
  p95: 30,
  p99: 60,
  p99_9: 90,
})
const dltState = {
  latency: {
    count: 100,
    meanUs: 12_500,
    minUs: 900,
    maxUs: 120_000,
    histogram: {
      zeroCount: 1,
      bins: [
        [900, 80],
        [1100, 19],
      ],
    },
  },
}
const dltTotal = {
  avg_rt: '0.02500',
  concurrency: '5',
  fail: 30,
  p50_0: '0.020',
  p95_0: '0.050',
  p99_9: '0.300',
  succ: 5970,
  throughput: 6000,
  testDuration: '59',
  labels: [{label: 'checkout', avg_rt: '0.02500', fail: 30, succ: 5970, throughput: 6000}],
}

const jmeterFigures = (transaction: string, sampleCount: number) => ({
  transaction,
  sampleCount,
  errorCount: 1,
  meanResTime: 25.5,
  medianResTime: 20,
  maxResTime: 300,
  pct1ResTime: 40,
  pct2ResTime: 50,
  pct3ResTime: 90,
  throughput: sampleCount / 60,
})

const finalStatsGroup = (label: string) =>
  `<Group label="${label}"><throughput value="600"/><fail value="6"/><avg_rt value="0.02500"/><concurrency value="16"/><perc value="0.05000" param="95.0"/></Group>\n`

export const smallResults = {
  oha: JSON.stringify({
    summary: {successRate: 1, total: 10, average: 0.02, requestsPerSec: 101},
    latencyPercentiles: {p50: 0.02, p90: 0.04, p95: 0.05, p99: 0.06, 'p99.9': null},
    statusCodeDistribution: {'200': 900, '500': 80},
    errorDistribution: {'aborted due to deadline': 8, 'connection refused': 10},
  }),
  ohaCsv: `request-start,DNS,DNS+dialup,Response-delay,request-duration,bytes,status\n${Array.from({length: 30}, (_, index) => `${index / 10},0.0003,0.001,0.02,0.0${index + 10},11,${index % 9 === 0 ? 503 : 200}`).join('\n')}\n`,
  fortio: JSON.stringify({
    StartTime: '2026-10-01T10:00:00.123456789+02:00',
    RequestedQPS: '100',
    ActualQPS: 99.5,
    ActualDuration: 10_050_000_000,
    NumThreads: 8,
    DurationHistogram: {
      Avg: 0.0125,
      Data: [
        {Start: 0.01, End: 0.012, Count: 500},
        {Start: 0.012, End: 0.024, Count: '500'},
      ],
    },
    RetCodes: {'200': 940, '503': 50, '-1': 10},
  }),
  gatlingStats: JSON.stringify({
    type: 'GROUP',
    name: 'All Requests',
    stats: gatlingFigures(300),
    contents: {
      a: {type: 'REQUEST', name: 'Home', stats: gatlingFigures(200)},
      b: {
        type: 'GROUP',
        name: 'Buy',
        stats: gatlingFigures(100),
        contents: {c: {type: 'REQUEST', name: 'Card', stats: gatlingFigures(100)}},
      },
    },
  }),
  gatlingText: `RUN\tshop.Sale\tsale\t${at}\tOctober\t3.9.5\n${Array.from({length: 30}, (_, index) => `USER\tShoppers\tSTART\t${at + index}\nREQUEST\tBuy,Pay\tCard\t${at + index}\t${at + index + 90}\t${index % 5 === 0 ? 'KO' : 'OK'}\tfound 503\nGROUP\tBuy\t${at}\t${at + 300}\t200\tKO`).join('\n')}\n`,
  artillery: JSON.stringify({
    aggregate: {...artilleryPeriod(0), period: at},
    intermediate: [0, 10, 20].map(artilleryPeriod),
  }),
  artillery1: JSON.stringify({
    aggregate: {...artillery1Period(30), scenariosCreated: 9},
    intermediate: [10, 20, 30].map(artillery1Period),
  }),
  locust: `[2026-10-01 10:00:00,054] host/INFO/locust.main: Shutting down\n${JSON.stringify([locustEntry('home'), locustEntry('cart')], null, 4)}\n`,
  locustFailures:
    'Method,Name,Error,Occurrences,First Seen,Last Seen\nGET,/cart,"HTTPError(\'503, really\nlong\')",1234,1,2\nPOST,/checkout,timeout,9,1,2\n',
  dltResult: JSON.stringify({
    schema: 'dlt.result.v1',
    startTime: '2026-10-01T08:00:00Z',
    testDurationSeconds: 100,
    summary: dltFigures(''),
    labels: [dltFigures('checkout')],
    statistics: {
      histogramLayout: 'dlt.latency-us.rel-0p5pct.0-24h.v1',
      summary: dltState,
      labels: [{label: 'checkout', ...dltState}],
    },
  }),
  dltExport: JSON.stringify({
    startTime: '2026-10-01 08:00:00',
    results: {total: dltTotal},
    testTaskConfigs: [{concurrency: '5', taskCount: '1', region: 'eu-central-1'}],
  }),
  finalStats: `<?xml version='1.0' encoding='UTF-8'?>\n<FinalStatus>\n<TestDuration>59.0</TestDuration>\n${finalStatsGroup('')}${finalStatsGroup('a&amp;b')}</FinalStatus>\n`,
  jmeterStatistics: JSON.stringify({
    Total: jmeterFigures('Total', 900),
    home: jmeterFigures('home', 600),
    'home-0': jmeterFigures('home-0', 300),
  }),
  jmeterTable: `Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec
home,600,25,20,40,50,90,1,300,1.00%,10.0/sec,5,1
"cart, full",300,25,20,40,50,90,1,300,1.00%,5.0/sec,5,1
TOTAL,900,25,20,40,50,90,1,300,1.00%,15.0/sec,10,2
`,
}
