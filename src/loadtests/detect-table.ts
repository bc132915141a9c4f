import type {Detected} from './format-id.js'

/** Tells a table by its head, or, without one, by the shape of its first row; null where it is no known table. */
export function detectTable(text: string): Detected | null {
  const line = text.slice(0, 20_000).split(/\r?\n/, 1)[0] ?? ''
  const columns = columnsOf(line)
  const found = heads.find(([names]) => names.every((name) => columns.has(name)))?.[1]
  return found ?? rows.find(([pattern]) => pattern.test(line))?.[1] ?? null
}

function columnsOf(line: string): Set<string> {
  const delimiter = [',', '\t', ';', '|', '^']
    .map((sign) => ({sign, count: line.split(sign).length}))
    .reduce((a, b) => (b.count > a.count ? b : a)).sign
  return new Set(line.split(delimiter).map((name) => name.trim().replace(/^"|"$/g, '')))
}

/** First match wins. */
const heads: readonly (readonly [readonly string[], Detected])[] = [
  [['timeStamp', 'elapsed'], 'jmeter-csv'],
  [['elapsed', 'label', 'success'], 'jmeter-csv'],
  [['metric_name', 'timestamp', 'metric_value'], 'k6-csv'],
  [['Timestamp', 'User Count', 'Name'], 'locust-history-csv'],
  [['Type', 'Name', 'Request Count'], 'locust-stats-csv'],
  [['Type', 'Name', '# requests'], 'locust-stats-csv'],
  [['Method', 'Name', '# requests'], 'locust-stats-csv'],
  [['Method', 'Name', 'Occurrences'], 'locust-failures'],
  [['Count', 'Message', 'Traceback'], 'locust-failures'],
  [['response-time', 'DNS+dialup', 'offset'], 'hey-csv'],
  [['request-start', 'request-duration'], 'oha-csv'],
  [['request-start', 'DNS'], 'oha-csv'],
  [['Percentage served', 'Time in ms'], 'ab-percentiles'],
  [['starttime', 'seconds', 'ctime', 'dtime', 'ttime', 'wait'], 'ab-gnuplot'],
  [['Date & Time', 'Trans', 'Elap Time'], 'siege-log'],
  [['Label', '# Samples'], 'jmeter-aggregate-csv'],
  [['label', 'avg_rt', 'throughput'], 'taurus-csv'],
  [['label', 'avg_rt', 'succ'], 'taurus-csv'],
  [['test_suite', 'scenario', 'step_name'], {none: 'an NBomber report, which is not read'}],
  [['#date', 'pid', 'id'], {none: 'a Tsung dump, which is not read'}],
]

const rows: readonly (readonly [RegExp, Detected])[] = [
  [/^"?\d{13}"?[,;\t|]"?\d+"?[,;\t|]/, 'jmeter-csv'],
  [/^\d{19},\d{1,3},\d+,\d+,\d+,/, 'vegeta-csv'],
  [/^\d{16}\t-?\d+\t\d+$/, 'h2load-log'],
  [/^(RUN|ASSERTION)\t/, 'gatling-text'],
  [/^[^\t]+\t[^\t]*\tRUN\t\d+\t/, 'gatling-text'],
  [/^Value\(ms\)\s+Percentile\s+TotalCount/, 'vegeta-hdrplot'],
  [/^Bucket\s+#\s+%\s+Histogram/, 'vegeta-hist'],
  [/^\d{4}[-/]\d\d[-/]\d\d \d\d:\d\d:\d\d(\.\d+)?[,;\t|]\d+[,;\t|]/, 'jmeter-csv'],
]
