import {expect, test} from 'vitest'
import {readK6Csv} from '../../../src/loadtests/k6/read-k6-csv.js'
import {readK6Json} from '../../../src/loadtests/k6/read-k6-json.js'
import type {RowReader} from '../../../src/loadtests/reading.js'
import {fixtureBytes, readRows} from '../read-bytes.js'

const read = async (reader: RowReader, text: string | Buffer, chunkBytes = 89) => {
  const {answers, reading, tally, count, failedCount} = await readRows({reader, bytes: Buffer.from(text), chunkBytes})
  const counts = Object.fromEntries(answers.map(({label, count}) => [label, count]))
  return {counts, count, failedCount, answers, reading, codes: reading.flags.map(({code}) => code), tally}
}
const time = '2026-11-23T07:02:21.038635923Z'
const timeMs = Date.parse('2026-11-23T07:02:21.038Z') + 0.635923
const tagsOf = (more: object) => ({expected_response: 'true', group: '', name: 'home', status: '200', ...more})
const point = (metric: string, value: unknown, tags: object = tagsOf({})) =>
  JSON.stringify({metric, type: 'Point', data: {time, value, tags}})
const lines = (...all: string[]) => `${all.join('\n')}\n`

/** The server under test counted 253 requests (169 in the second run), none failed, 22.47 ms (22.12 ms) of its own. */
test.each([
  ['JSON', readK6Json, 'k6/small.json.gz', 253, 0.023607, []],
  ['CSV in seconds', readK6Csv, 'k6/small.csv.gz', 253, 0.023607, ['coarse-times']],
  ['CSV in RFC 3339', readK6Csv, 'k6/small-rfc3339nano.csv.gz', 169, 0.023207, []],
] as const)('a recorded run, %s, agrees with the server', async (_, reader, name, count, meanS, codes) => {
  const found = await read(reader, fixtureBytes(name), 5000)
  expect(found).toMatchObject({counts: {checkout: count}, failedCount: 0, codes})
  expect(found.answers[0]?.meanS).toBeCloseTo(meanS, 6)
  expect(Math.max(...found.tally.gauge.total().values())).toBe(2)
})

test('a request is stamped at its end', async () => {
  const {tally} = await read(readK6Json, lines(point('http_req_duration', 25.514906)))
  expect(tally.firstMs).toBeCloseTo(timeMs - 25.514906, 2)
})

test('one point of the nine of a request counts', async () => {
  const all = ['http_reqs', 'http_req_blocked', 'http_req_duration', 'http_req_waiting', 'http_req_failed']
  expect((await read(readK6Json, lines(...all.map((metric) => point(metric, 1))))).count).toBe(1)
})

test('failures by expected_response, or by the status where a script switched that off', async () => {
  const failing = [
    {expected_response: 'false'},
    {expected_response: undefined, status: '503'},
    {expected_response: undefined, status: '0'},
  ]
  const fine = [{}, {expected_response: undefined}, {expected_response: undefined, status: undefined}, {status: '404'}]
  const text = lines(...[...failing, ...fine].map((tags) => point('http_req_duration', 5, tagsOf(tags))))
  expect(await read(readK6Json, text)).toMatchObject({count: 7, failedCount: 3})
})

test('names: escaped, missing, and as the value or key of another tag', async () => {
  const tags = [
    {name: 'a "b"\\n\n漢'},
    {name: undefined, url: 'http://h/'},
    {name: undefined},
    {zname: 'x', aname: '"name":"y"', 'a"name': '1'},
  ]
  const {counts} = await read(readK6Json, lines(...tags.map((more) => point('http_req_duration', 5, tagsOf(more)))))
  expect(counts).toEqual({'a "b"\\n\n漢': 1, 'http://h/': 1, '(all)': 1, home: 1})
})

test('lines in another order of keys, with blanks, exponents or metadata are read as well', async () => {
  const odd = [
    `{"type":"Point","metric":"http_req_duration","data":{"tags":{"name":"home"},"value":5,"time":"${time}"}}`,
    `{ "metric": "http_req_duration", "type": "Point", "data": {"time": "${time}", "value": 5, "tags": {"name": "home"}}}`,
    `{"metric":"http_req_duration","type":"Point","data":{"time":"${time}","value":5e0,"tags":{"name":"home"},"metadata":{"name":"no"}}}`,
    `{"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-23T04:02:21.038635923-03:00","value":5,"tags":{"name":"home"}}}`,
    `{"metric":"http_req_duration","type":"Point","data":{"time":"${time}","value":5.00000000000000000001,"tags":{"name":"home"}}}`,
  ]
  const {answers, tally, codes} = await read(readK6Json, lines(...odd))
  expect(answers).toMatchObject([{label: 'home', count: 5, minUs: 5000, maxUs: 5000}])
  expect(tally.firstMs).toBeCloseTo(timeMs - 5, 2)
  expect(tally.lastEndMs).toBeCloseTo(timeMs, 2)
  expect(codes).toEqual([])
})

test('users, and iterations that were dropped', async () => {
  const all = [point('vus', 7, {}), point('dropped_iterations', 3, {scenario: 'x'}), point('dropped_iterations', 1, {})]
  const {tally, reading} = await read(readK6Json, lines(point('http_req_duration', 5), ...all))
  expect([...tally.gauge.total().values()]).toEqual([7])
  expect([...tally.droppedAt.values()]).toEqual([4])
  expect(reading.loop).toBe('open')
  expect(reading.flags).toMatchObject([{code: 'dropped-requests', severity: 'warning'}])
  expect(reading.flags[0]?.text).toContain('4 iterations were dropped')
})

test('a last line that is cut off, and lines that are broken', async () => {
  const good = point('http_req_duration', 5)
  expect(await read(readK6Json, `${good}\n${good.slice(0, -5)}`)).toMatchObject({count: 1, codes: ['cut-off']})
  expect(await read(readK6Json, `${good}\n${good}`)).toMatchObject({count: 2, codes: []})
  const broken = await read(readK6Json, lines(good, good.slice(0, -1), 'x', '', good))
  expect(broken).toMatchObject({count: 2, codes: ['broken-rows']})
  expect(broken.reading.flags[0]?.text).toBe('2 rows could not be read, the first is row 2')
})

test.each([
  [readK6Json, '', 'has no point of http_req_duration'],
  [readK6Json, lines(point('vus', 1, {})), 'has no point of http_req_duration'],
  [readK6Json, 'x\ny\nz\n', 'has no row that can be read'],
  [readK6Json, `${point('http_req_duration', 1)}\n{"metric":"${'x'.repeat(1_100_000)}`, 'line 2 is longer than 1 MiB'],
  [readK6Csv, 'metric_name,timestamp,metric_value\nvus,1795417341,1\n', 'has no row of http_req_duration'],
  [readK6Csv, 'a,b\n1,2\n', 'has no columns metric_name, timestamp and metric_value'],
] as const)('%# is refused with its reason', async (reader, text, message) => {
  await expect(read(reader, text, 65_536)).rejects.toThrow(`results/run.bin ${message}`)
})

const csv = (header: string, ...rows: string[]) =>
  `${[`metric_name,timestamp,metric_value,${header}`, ...rows].join('\n')}\n`

test('CSV: columns by their names, in the few of old versions too', async () => {
  const wide = csv(
    'check,error,expected_response,group,name,status,url',
    'http_req_duration,1795417341,5.5,,,false,,"a, ""b""",503,http://h',
    'vus,1795417341,4,,,,,,,',
  )
  expect(await read(readK6Csv, wide)).toMatchObject({counts: {'a, "b"': 1}, failedCount: 1})
  const narrow = csv('status', 'http_req_duration,1795417341,5.5,500', 'http_req_duration,1795417341,5.5,200')
  expect(await read(readK6Csv, narrow)).toMatchObject({counts: {'(all)': 2}, failedCount: 1})
})

test.each([
  ['1795417341', 0],
  ['1795417341038', 38],
  ['1795417341038635', 38.635],
  ['1795417341038635923', 38.635],
  ['2026-11-23T07:02:21Z', 0],
  ['2026-11-23T04:02:21.038635923-03:00', 38.635],
])('CSV: the time %s', async (stamp, ms) => {
  const {tally} = await read(readK6Csv, csv('name', `http_req_duration,${stamp},5,home`))
  expect(tally.lastEndMs).toBeCloseTo(1_795_417_341_000 + ms, 1)
})

test('CSV: a last line that is cut off, and rows that are broken', async () => {
  const row = 'http_req_duration,1795417341,5,home'
  expect(await read(readK6Csv, `${csv('name,status', `${row},200`)}${row}`)).toMatchObject({
    count: 1,
    codes: ['cut-off', 'coarse-times'],
  })
  const broken = csv('name', row, 'http_req_duration,soon,5,home', 'http_req_duration,1795417341,,home', 'x')
  expect(await read(readK6Csv, broken)).toMatchObject({count: 1, codes: ['broken-rows', 'coarse-times']})
})
