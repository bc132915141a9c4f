import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {expect, test} from 'vitest'
import {detectHead, detectWhole, headByteCount} from '../../src/loadtests/detect.js'
import {formats} from '../../src/loadtests/formats.js'
import {parseDuration} from '../../src/loadtests/parse-duration.js'

const fixtures = new URL('../../fixtures/', import.meta.url).pathname
const filesIn = (folder: string) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map(({parentPath, name}) => join(parentPath, name))

function detect(bytes: Buffer) {
  const head = detectHead(bytes.subarray(0, headByteCount))
  return head === 'needs-whole' ? detectWhole(bytes.toString('utf8')) : head
}

function detectFile(path: string) {
  const bytes = readFileSync(path)
  return detect(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes)
}

/** What a name of a sample says of its format. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/checkout\/.*summary-export\.json$|k6\/.*summary-export\.json$/, 'k6-summary-export'],
  [/k6\/.*handleSummary\.json$/, 'k6-handle-summary'],
  [/k6\/.*machine.*\.json(\.gz)?$/, 'k6-machine-summary'],
  [/k6\/.*\.csv\.gz$/, 'k6-csv'],
  [/k6\/.*\.json\.gz$/, 'k6-ndjson'],
  [/jmeter\/.*\.csv(\.gz)?$/, 'jmeter-csv'],
  [/jmeter\/.*\.xml(\.gz)?$/, 'jmeter-xml'],
  [/jmeter-summariser\//, 'jmeter-summariser'],
  [/locust\/.*stats_history\.csv(\.gz)?$/, 'locust-history-csv'],
  [/locust\/.*_stats\.csv$/, 'locust-stats-csv'],
  [/locust\/.*_failures\.csv$/, 'locust-failures'],
  [/locust\/.*\.json\.gz$/, 'locust-json'],
  [/artillery\//, 'artillery-v2'],
  [/vegeta\/.*\.bin\.gz$/, 'vegeta-gob'],
  [/vegeta\/.*results\.csv\.gz$/, 'vegeta-csv'],
  [/vegeta\/.*ndjson\.gz$/, 'vegeta-ndjson'],
  [/vegeta\/.*report\.json$/, 'vegeta-json'],
  [/vegeta\/.*report\.txt$/, 'vegeta-text'],
  [/vegeta\/.*hist\.txt$/, 'vegeta-hist'],
  [/vegeta\/.*hdrplot\.txt$/, 'vegeta-hdrplot'],
  [/\/(wrk|wrk2|hey|ab|h2load|loadtest)\/[^/]*\.txt$/, '$1'],
  [/hey\/.*\.csv$/, 'hey-csv'],
  [/ab\/.*gnuplot\.tsv$/, 'ab-gnuplot'],
  [/ab\/.*percentiles\.csv$/, 'ab-percentiles'],
  [/h2load\/.*log\.tsv$/, 'h2load-log'],
  [/siege\/.*\.json$/, 'siege-json'],
  [/siege\/siege\.log$/, 'siege-log'],
  [/(web|autocannon)\/.*\.json$/, 'autocannon'],
]
const samples = [...filesIn(join(fixtures, 'loadtests')), ...filesIn(join(fixtures, 'bright-friday/loadtests'))]

test('every sample is told by its content, and none is taken for another', () => {
  const results = samples.filter((path) => !/server-truth\.json$|\.md$/.test(path))
  expect(results.length).toBeGreaterThan(80)
  const wrong = results.flatMap((path) => {
    const ending = endings.find(([pattern]) => pattern.test(path))
    const expected = ending?.[1] === '$1' ? ending[0].exec(path)?.[1] : ending?.[1]
    const found = detectFile(path)
    return found === expected ? [] : [{path, expected, found}]
  })
  expect(wrong).toEqual([])
})

test('files of the project that are no results are called what they are', () => {
  const none = (path: string) => detectFile(join(fixtures, path))
  expect(none('loadtests/server-truth.json')).toMatchObject({none: expect.stringMatching(/JSON object/)})
  expect(none('bright-friday/plan.json')).toMatchObject({none: 'a document of another kind'})
  expect(none('bright-friday/ecom-plan.yaml')).toMatchObject({none: 'a YAML file'})
  expect(none('bright-friday/traffic/hourly.csv.gz')).toMatchObject({none: 'a table such as CSV, of no known kind'})
})

test.each([
  ['{"metrics":{"http_reqs":{"count":1,"rate":1}}}', 'k6-summary-export'],
  ['\uFEFF\n {"metrics":{"vus":{"value":1,"min":1,"max":1}}}', 'k6-summary-export'],
  ['{"version":"1.0.0","metadata":{"k6Version":"1.5.0"},"results":{"metrics":[]}}', 'k6-machine-summary'],
  ['<?xml version="1.0"?>\n<testResults version="1.2"/>', 'jmeter-xml'],
  ['  \n<?xml version="1.0"?>\n<!-- 5.6 -->\n<testResults version="1.2">', 'jmeter-xml'],
  ['1700000000000\t12\thome\t200\n', 'jmeter-csv'],
  ['"label";"elapsed";"timeStamp";"success"\n', 'jmeter-csv'],
  ['{"Home":{"transaction":"Home","sampleCount":2,"pct1ResTime":4},"Total":{}}', 'jmeter-statistics'],
  ['Label,# Samples,Average,Median,90% Line\n', 'jmeter-aggregate-csv'],
  ['<?xml version="1.0"?>\n<FinalStatus>\n', 'taurus-xml'],
  ['label,avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,throughput\n', 'taurus-csv'],
  ['{"schema":"dlt.result.v1"}', 'aws-dlt-result'],
  ['{"results":{"total":{"avg_rt":"0.2"}}}', 'aws-dlt-export'],
  ['RUN\tshop.Simulation\tshop\t1700000000000\t \t3.9.5\n', 'gatling-text'],
  ['shop\tshop-1\tRUN\t20140731155427\t\t2.0\n', 'gatling-text'],
  ['{"type":"GROUP","name":"All","stats":{"numberOfRequests":{}},"contents":{}}', 'gatling-stats'],
  ['{"name":"All","numberOfRequests":{},"percentiles1":{}}', 'gatling-global-stats'],
  ['{"aggregate":{"scenariosCreated":5},"intermediate":[]}', 'artillery-v1'],
  ['{"summary":{},"latencyPercentiles":{},"statusCodeDistribution":{}}', 'oha-json'],
  ['{"DurationHistogram":{},"ActualQPS":1}', 'fortio'],
  ['New configuration template\n{\t"transactions":\t325,\n"availability": 100.00 }\nLOG FILE: x', 'siege-json'],
  ['[2026-11-23 07:13:24,054] vm/INFO\n[{"num_requests": 1, "response_times": {}}]', 'locust-json'],
])('%s is a result', (text, format) => {
  expect(detect(Buffer.from(text))).toBe(format)
  expect(Object.keys(formats)).toContain(format)
})

test('UTF-16 with and without its mark, and the binary log of Gatling', () => {
  const table = 'timeStamp,elapsed,label\n1,2,a\n'
  expect(detect(Buffer.from(`\uFEFF${table}`, 'utf16le'))).toBe('jmeter-csv')
  expect(detect(Buffer.from(table, 'utf16le'))).toBe('jmeter-csv')
  expect(detect(Buffer.from(`\uFEFF${table}`, 'utf16le').swap16())).toBe('jmeter-csv')
  const gatling = Buffer.concat([Buffer.of(0, 0, 0, 0, 6), Buffer.from('3.13.1'), Buffer.alloc(20)])
  expect(detect(gatling)).toBe('gatling-binary')
})

test.each([
  ['', 'an empty file'],
  [' \n', 'an empty file'],
  ['<!DOCTYPE html><html></html>', 'an HTML page'],
  ['<?xml version="1.0"?><suite/>', 'an XML file'],
  ['<?xml version="1.0"?>\n<jmeterTestPlan/>', /a JMeter test plan/],
  ['<testsuites/>', /a JUnit report/],
  ['     http_req_duration..............: avg=20ms', /the text that k6 prints: run it with/],
  ['{"metrics":{"cpu":{}}}', 'a JSON object of no known kind'],
  ['{"metrics":null}', 'a JSON object of no known kind'],
  ['[]', 'a JSON list of no known kind'],
  ['{"metrics":', 'JSON that is broken or cut off'],
  ['Running 8s test @ http://localhost\n10 connections', /the text that autocannon prints/],
  ['time,requests\n1,2\n', 'a table such as CSV, of no known kind'],
  ['schema: ecom-plan.config/v1\nservice: shop\n', 'a YAML file'],
  ['{"schema":"ecom-plan.plan/v1"}', 'a document of another kind'],
  ['PK\u0003\u0004rest', /a zip archive/],
  ['SQLite format 3\0', /a SQLite database/],
  ['ab\0\0\0c', 'a binary file of no known kind'],
  ['hello', 'a text of no known kind'],
])('%s is none, and is called what it is', (text, none) => {
  expect(detect(Buffer.from(text))).toEqual({none: typeof none === 'string' ? none : expect.stringMatching(none)})
})

test.each([
  ['comments of XML', `<!--a-->`],
  ['lines of YAML', '---'],
  ['digits', '1'],
  ['brackets', '{['],
])('a head of nothing but %s is told in no time', (_name, piece) => {
  const head = Buffer.from(piece.repeat(headByteCount / piece.length)).subarray(0, headByteCount)
  const startMs = performance.now()
  detectHead(Buffer.from(`<${head}`).subarray(0, headByteCount))
  detectHead(head)
  parseDuration(head.toString())
  // Patterns that are not linear took from seconds to for ever.
  expect(performance.now() - startMs).toBeLessThan(2_000)
})
