import {expect, test} from 'vitest'
import {detectFormat} from '../../src/loadtests/detect.js'

test.each([
  ['{"metrics":{"http_reqs":{"count":1,"rate":1}}}', 'k6-summary-export'],
  ['\uFEFF\n {"metrics":{"vus":{"value":1,"min":1,"max":1}}}', 'k6-summary-export'],
  ['{"latency":{},"requests":{},"non2xx":0}', 'autocannon'],
])('%s is a result', (text, format) => {
  expect(detectFormat(text)).toBe(format)
})

test.each([
  ['', 'an empty file'],
  [' \n', 'an empty file'],
  ['<!DOCTYPE html><html></html>', 'an HTML page'],
  ['<?xml version="1.0"?>\n<testResults version="1.2"/>', 'a JMeter result in XML'],
  ['<?xml version="1.0"?><suite/>', 'an XML file'],
  ['timeStamp,elapsed,label\n1,2,a\n', 'a JMeter result in CSV'],
  ['1700000000000,12,home,200\n', 'a JMeter result in CSV'],
  ['metric_name,timestamp,metric_value\n', 'the output of k6 run --out csv'],
  ['{"type":"Metric","data":{}}\n{"metric":"vus","type":"Point"}\n', 'the output of k6 run --out json'],
  ['     http_req_duration..............: avg=20ms', 'the text that k6 prints'],
  ['{"metrics":{"http_reqs":{"values":{"count":1}}}}', 'the data that k6 gives to handleSummary'],
  ['{"version":"1.0.0","metadata":{},"results":{}}', 'the machine-readable summary of k6'],
  ['{"metrics":{"cpu":{}}}', 'a JSON object of no known kind'],
  ['{"metrics":null}', 'a JSON object of no known kind'],
  ['{"aggregate":{},"intermediate":[]}', 'an Artillery result'],
  ['[{"num_requests":1}]', 'a Locust result'],
  ['[]', 'a JSON list'],
  ['Type,Name,Request Count\n', 'a Locust CSV'],
  ['{"latencies":{},"status_codes":{}}', 'a Vegeta report'],
  ['{"metrics":', 'JSON that is broken or cut off'],
  ['Running 8s test @ http://localhost\n  Thread Stats   Avg', 'the text that wrk prints'],
  ['This is ApacheBench, Version 2.3', 'the text that ab prints'],
  ['time,requests\n1,2\n', 'a table such as CSV'],
  ['schema: ecom-plan.config/v1\nservice: shop\n', 'a YAML file'],
  ['{"schema":"ecom-plan.plan/v1"}', 'a document of another kind'],
  ['hello', 'a text of no known kind'],
])('%s is none, and is called what it is', (text, none) => {
  expect(detectFormat(text)).toEqual({none})
})
