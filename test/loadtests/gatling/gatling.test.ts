import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readGatlingBinaryLog} from '../../../src/loadtests/gatling/read-gatling-binary-log.js'
import {readGatlingStats} from '../../../src/loadtests/gatling/read-gatling-stats.js'
import {readGatlingTextLog} from '../../../src/loadtests/gatling/read-gatling-text-log.js'
import {readRows, readText} from '../read-bytes.js'
import {encodeBinaryLog, type GatlingRecord, runStartMs} from './encode-binary-log.js'

const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)
const at = 1_760_000_000_000

/** The same three requests, one of them failed and in two groups, in the layout of each release. */
const textLogs: [string, string][] = [
  [
    '2.0 and 2.1',
    `shop.Sale\tsale\tRUN\t${at}\tOctober\t2.0
Shoppers\t1\tUSER\tSTART\t${at}\t${at}
Shoppers\t1\tREQUEST\t\tHome\t${at}\t${at + 1}\t${at + 90}\t${at + 100}\tOK\t
Shoppers\t1\tREQUEST\tBuy,Pay\tCard\t${at + 100}\t${at + 101}\t${at + 290}\t${at + 300}\tKO\tstatus.find.is(200), found 503
Shoppers\t1\tGROUP\tBuy\t${at + 100}\t${at + 300}\t200\t0\t1\tKO
Shoppers\t1\tREQUEST\t\tHome\t${at + 300}\t${at + 301}\t${at + 340}\t${at + 350}\tOK\t
Shoppers\t1\tUSER\tEND\t${at}\t${at + 400}
`,
  ],
  [
    '2.2 and 2.3',
    `RUN\tshop.Sale\tsale\tsale\t${at}\tOctober\t2.0
USER\tShoppers\t1\tSTART\t${at}\t0
REQUEST\tShoppers\t1\t\tHome\t${at}\t${at + 100}\tOK\t
REQUEST\tShoppers\t1\tBuy,Pay\tCard\t${at + 100}\t${at + 300}\tKO\tstatus.find.is(200), found 503
GROUP\tShoppers\t1\tBuy\t${at + 100}\t${at + 300}\t200\tKO
REQUEST\tShoppers\t1\t\tHome\t${at + 300}\t${at + 350}\tOK\t
USER\tShoppers\t1\tEND\t${at}\t${at + 400}
`,
  ],
  [
    '3.0 to 3.3',
    `RUN\tshop.Sale\tsale\t${at}\tOctober\t3.3.1
USER\tShoppers\t1\tSTART\t${at}\t0
REQUEST\t1\t\tHome\t${at}\t${at + 100}\tOK\t
REQUEST\t1\tBuy,Pay\tCard\t${at + 100}\t${at + 300}\tKO\tstatus.find.is(200), found 503
GROUP\t1\tBuy\t${at + 100}\t${at + 300}\t200\tKO
REQUEST\t1\t\tHome\t${at + 300}\t${at + 350}\tOK\t
USER\tShoppers\t1\tEND\t${at}\t${at + 400}
`,
  ],
  [
    '3.4 to 3.12',
    `ASSERTION\tAAECAwQ=
RUN\tshop.Sale\tsale\t${at}\tOctober\t3.9.5
USER\tShoppers\tSTART\t${at}
REQUEST\t\tHome\t${at}\t${at + 100}\tOK\t
REQUEST\tBuy,Pay\tCard\t${at + 100}\t${at + 300}\tKO\tstatus.find.is(200), found 503
GROUP\tBuy\t${at + 100}\t${at + 300}\t200\tKO
ERROR\tj.n.ConnectException: refused\t${at + 320}
REQUEST\t\tHome\t${at + 300}\t${at + 350}\tOK\t
USER\tShoppers\tEND\t${at + 400}
`,
  ],
]

test.each(textLogs)('text log of %s: by its columns, groups not counted beside their requests', async (_, text) => {
  const {answers, tally, reading} = await readRows({
    reader: readGatlingTextLog,
    bytes: Buffer.from(text),
    chunkBytes: 13,
  })
  expect(answers.map(({label, count, failedCount, meanS}) => ({label, count, failedCount, meanS}))).toEqual([
    {label: 'Home', count: 2, failedCount: 0, meanS: 0.075},
    {label: 'Buy / Pay / Card', count: 1, failedCount: 1, meanS: 0.2},
  ])
  expect(tally.firstMs).toBe(at)
  expect(reading).toMatchObject({tool: 'gatling', startedAt: new Date(at).toISOString(), flags: []})
})

test('text log: two times behind a name of digits are no third and fourth one', async () => {
  const text = `REQUEST\t77\t88\t${at}\t${at + 100}\tOK\t\nREQUEST\t5\t77\tOK\t${at}\t${at + 50}\tKO\tOK\n`
  const {answers} = await readRows({reader: readGatlingTextLog, bytes: Buffer.from(text)})
  expect(answers.map(({label, count, failedCount}) => [label, count, failedCount])).toEqual([
    ['77 / 88', 1, 0],
    ['77 / OK', 1, 1],
  ])
})

test('text log: a cut-off last line is left out, a request that never ended too, odd lines are told', async () => {
  const text = `${textLogs[3]?.[1]}REQUEST\t\tHome\t${at}\t-9223372036854775808\tKO\tcrashed\nnonsense\nREQUEST\t\tHome\t17600`
  const {count, reading} = await readRows({reader: readGatlingTextLog, bytes: Buffer.from(text)})
  expect(count).toBe(3)
  expect(codes(reading)).toEqual(['cut-off', 'unfinished-requests', 'broken-rows'])
})

test('text log: a status that was cut off behind its first letter is no status', async () => {
  const line = `REQUEST\t\tHome\t${at}\t${at + 100}\tK`
  const {count, reading} = await readRows({
    reader: readGatlingTextLog,
    bytes: Buffer.from(`${textLogs[3]?.[1]}${line}`),
  })
  expect({count, codes: codes(reading)}).toEqual({count: 3, codes: ['cut-off']})
})

const records: GatlingRecord[] = [
  {kind: 'user', scenario: 0, isStart: true, at: 0},
  {kind: 'request', name: 'Home', start: 0, end: 100, isOk: true},
  {kind: 'user', scenario: 1, isStart: true, at: 50},
  {
    kind: 'request',
    name: 'Kaffee ☕ kaufen',
    groups: ['Buy', 'Pay'],
    start: 100,
    end: 300,
    isOk: false,
    message: 'found 503',
  },
  {kind: 'group', groups: ['Buy', 'Pay'], start: 100, end: 300, cumulated: 200, isOk: false},
  {kind: 'error', message: 'j.n.ConnectException', at: 310},
  {kind: 'request', name: 'Home', start: 300, end: 350, isOk: true},
  {kind: 'request', name: 'Kaffee ☕ kaufen', groups: ['Buy', 'Pay'], start: 300, end: 600, isOk: true},
  {kind: 'user', scenario: 0, isStart: false, at: 700},
]

test('binary log: whatever the chunks; cached strings, UTF-16, groups passed over', async () => {
  const bytes = encodeBinaryLog({records})
  await fc.assert(
    fc.asyncProperty(fc.integer({min: 1, max: bytes.length + 1}), async (chunkBytes) => {
      const {answers, reading, tally} = await readRows({reader: readGatlingBinaryLog, bytes, chunkBytes})
      expect(answers.map(({label, count, failedCount, meanS}) => ({label, count, failedCount, meanS}))).toEqual([
        {label: 'Home', count: 2, failedCount: 0, meanS: 0.075},
        {label: 'Buy / Pay / Kaffee ☕ kaufen', count: 2, failedCount: 1, meanS: 0.25},
      ])
      expect(tally.firstMs).toBe(runStartMs)
      expect(reading).toMatchObject({toolVersion: '3.14.3', startedAt: new Date(runStartMs).toISOString(), flags: []})
    }),
  )
})

test('binary log: users start and end', async () => {
  const {tally} = await readRows({reader: readGatlingBinaryLog, bytes: encodeBinaryLog({records})})
  expect(tally.seenUsers).toEqual([
    [runStartMs, 1],
    [runStartMs + 50, 2],
    [runStartMs + 700, 1],
  ])
})

test('binary log: a record that is cut off anywhere leaves those before it', async () => {
  const whole = encodeBinaryLog({records: records.slice(0, 4)})
  const bytes = encodeBinaryLog({records: records.slice(0, 5)})
  for (let length = whole.length + 1; length < bytes.length; length++) {
    const {count, reading} = await readRows({reader: readGatlingBinaryLog, bytes: bytes.subarray(0, length)})
    expect({count, codes: codes(reading)}).toEqual({count: 2, codes: ['cut-off']})
  }
})

test('binary log: a byte that is no record is told with its place', async () => {
  const whole = encodeBinaryLog({records})
  const bytes = Buffer.concat([whole, Buffer.of(9, 9, 9)])
  await expect(readRows({reader: readGatlingBinaryLog, bytes, chunkBytes: 31})).rejects.toThrow(
    `the bytes from ${whole.length} on are no record (4 requests before)`,
  )
})

test('binary log: UTF-16 of an odd length is no text', async () => {
  const odd = Buffer.concat([
    encodeBinaryLog({records}),
    Buffer.of(4, 0, 0, 0, 99, 0, 0, 0, 3, 65, 0, 66, 1, 0, 0, 0, 0),
  ])
  await expect(readRows({reader: readGatlingBinaryLog, bytes: odd})).rejects.toThrow(/are no record/)
})

test('binary log: a string of a gigabyte is refused, not waited for; a run without requests is no result', async () => {
  const long = Buffer.concat([encodeBinaryLog({records}), Buffer.of(4, 0, 0, 0, 99, 0x40, 0, 0, 0)])
  await expect(readRows({reader: readGatlingBinaryLog, bytes: long})).rejects.toMatchObject({
    code: 'LOAD_TEST_UNREADABLE',
  })
  await expect(readRows({reader: readGatlingBinaryLog, bytes: encodeBinaryLog({records: []})})).rejects.toThrow(
    /has no rows/,
  )
})

const stats = (total: number, ko: number, mean: number) => ({
  name: 'x',
  numberOfRequests: {total, ok: total - ko, ko},
  minResponseTime: {total: 1, ok: 1, ko: 1},
  meanResponseTime: {total: mean, ok: mean, ko: mean},
  percentiles1: {total: 20, ok: 20, ko: 20},
  percentiles2: {total: 30, ok: 30, ko: 30},
  percentiles3: {total: 50, ok: 50, ko: 50},
  percentiles4: {total: 90, ok: 90, ko: 90},
  meanNumberOfRequestsPerSecond: {total: total / 10, ok: 1, ko: 0},
})

test('stats.json: requests inside groups are endpoints, groups are none; old ones have numbers as texts', () => {
  const tree = {
    type: 'GROUP',
    name: 'All Requests',
    stats: stats(300, 3, 25),
    contents: {
      a: {type: 'REQUEST', name: 'Home', stats: stats(200, 0, 20)},
      b: {
        type: 'GROUP',
        name: 'Buy',
        stats: stats(50, 1, 900),
        contents: {c: {type: 'REQUEST', name: 'Card', stats: stats(100, 3, 35)}},
      },
    },
  }
  const reading = readText(readGatlingStats, JSON.stringify(tree))
  const [step] = reading.steps
  expect(step?.all).toMatchObject({
    requestCount: 300,
    errorRatio: 0.01,
    throughputRps: 30,
    meanResponseTimeS: 0.025,
    durationS: 10,
  })
  expect(step?.all.percentiles).toEqual([
    {ratio: 0.5, responseTimeS: 0.02},
    {ratio: 0.75, responseTimeS: 0.03},
    {ratio: 0.95, responseTimeS: 0.05},
    {ratio: 0.99, responseTimeS: 0.09},
  ])
  expect(step?.endpoints.map(({label, step: {requestCount}}) => [label, requestCount])).toEqual([
    ['Home', 200],
    ['Buy / Card', 100],
  ])
  expect(codes(reading)).toEqual(['assumed-percentiles'])
  const texts = JSON.parse(JSON.stringify(stats(300, 3, 25)), (_, value) =>
    typeof value === 'number' ? String(value) : value,
  )
  const global = readText(readGatlingStats, JSON.stringify({...texts, percentiles4: {total: '-'}}))
  expect(global.steps[0]?.all).toMatchObject({requestCount: 300, meanResponseTimeS: 0.025})
  expect(global.steps[0]?.all.percentiles).toHaveLength(3)
})
