import type {Detected} from './format-id.js'

/** Tells a JSON object or list by its keys. The text may go on behind it, as siege's does. */
export function detectJson(text: string): Detected {
  const value = parsed(text)
  if (value === undefined) {
    if (/"transactions":/.test(text) && /"availability":/.test(text)) return 'siege-json'
    return {none: 'JSON that is broken or cut off'}
  }
  if (Array.isArray(value)) {
    if (value.length > 0 && has(value[0], 'num_requests', 'response_times')) return 'locust-json'
    return {none: 'a JSON list of no known kind'}
  }
  if (has(value, 'metrics')) return detectK6((value as {metrics: unknown}).metrics)
  return (
    objects.find(([isOne]) => isOne(value as Record<string, unknown>))?.[1] ?? {none: 'a JSON object of no known kind'}
  )
}

function parsed(text: string): unknown {
  const end = text.lastIndexOf(text[0] === '[' ? ']' : '}')
  for (const candidate of [text, text.slice(0, end + 1)]) {
    try {
      return JSON.parse(candidate) as unknown
    } catch {
      // The second candidate, or none.
    }
  }
  return undefined
}

type Test = (value: Record<string, unknown>) => boolean
const keys =
  (...names: string[]): Test =>
  (value) =>
    has(value, ...names)

/** First match wins, so the particular stand before the general. */
const objects: readonly (readonly [Test, Detected])[] = [
  [({schema}) => typeof schema === 'string' && schema.startsWith('dlt.result'), 'aws-dlt-result'],
  [
    ({version, metadata, results}) =>
      typeof version === 'string' && has(metadata, 'k6Version') && has(results, 'metrics'),
    'k6-machine-summary',
  ],
  [({aggregate}) => has(aggregate, 'counters', 'summaries'), 'artillery-v2'],
  [({aggregate}) => has(aggregate, 'scenariosCreated'), 'artillery-v1'],
  [keys('latencies', 'status_codes', 'throughput'), 'vegeta-json'],
  [keys('summary', 'latencyPercentiles', 'statusCodeDistribution'), 'oha-json'],
  [keys('DurationHistogram', 'ActualQPS'), 'fortio'],
  [keys('latency', 'requests', 'non2xx'), 'autocannon'],
  [keys('transactions', 'availability'), 'siege-json'],
  [
    ({type, stats, contents}) => type === 'GROUP' && has(stats, 'numberOfRequests') && contents !== undefined,
    'gatling-stats',
  ],
  [keys('numberOfRequests', 'percentiles1'), 'gatling-global-stats'],
  [
    (value) => Object.values(value).some((row) => has(row, 'transaction', 'sampleCount', 'pct1ResTime')),
    'jmeter-statistics',
  ],
  [keys('options', 'results'), {none: 'a Nighthawk result, which is not read: write it in the format of Fortio'}],
  [
    ({total, results, avg_rt}) =>
      isTaurusRow(total) ||
      isTaurusRow(results) ||
      (avg_rt !== undefined && isTaurusRow({avg_rt})) ||
      (has(results, 'total') && isTaurusRow((results as {total: unknown}).total)),
    'aws-dlt-export',
  ],
  [keys('stats', 'user_count'), {none: "a message of a Locust worker, not a test's result"}],
  [({stats}) => Array.isArray(stats) && has(stats[0], 'samples'), {none: 'a Tsung log, which is not read'}],
  [keys('stats', 'history'), {none: 'the data of a Locust report: run locust with --json or --csv'}],
  [keys('schema'), {none: 'a document of another kind'}],
  [keys('requests', 'errors'), {none: 'truth or statistics of a server, not a result of a load test'}],
]

/** The members of a summary export hold their numbers bare; those that handleSummary gets hold them under `values`. */
function detectK6(metrics: unknown): Detected {
  const known = ['http_reqs', 'iterations', 'vus'].filter((name) => has(metrics, name))
  if (known.length === 0) return {none: 'a JSON object of no known kind'}
  const isHandleSummary = known.some((name) => has((metrics as Record<string, unknown>)[name], 'values'))
  return isHandleSummary ? 'k6-handle-summary' : 'k6-summary-export'
}

/** What Taurus knows of a label, which AWS Distributed Load Testing hands on. */
const isTaurusRow = (value: unknown) => has(value, 'avg_rt')

const has = (value: unknown, ...names: readonly string[]) =>
  typeof value === 'object' && value !== null && names.every((name) => Object.hasOwn(value, name))
