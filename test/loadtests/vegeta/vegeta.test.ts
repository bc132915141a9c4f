import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readVegetaCsv} from '../../../src/loadtests/vegeta/read-vegeta-csv.js'
import {readVegetaGob} from '../../../src/loadtests/vegeta/read-vegeta-gob.js'
import {readVegetaNdjson} from '../../../src/loadtests/vegeta/read-vegeta-ndjson.js'
import {readVegetaReport} from '../../../src/loadtests/vegeta/read-vegeta-report.js'
import {readVegetaText} from '../../../src/loadtests/vegeta/read-vegeta-text.js'
import {refuseVegetaDistribution} from '../../../src/loadtests/vegeta/refuse-vegeta-distribution.js'
import {fixtureBytes, fixtureText, readRows, readText, serverTruth} from '../read-bytes.js'
import {encodeGob, type GobResult} from './encode-gob.js'

const report = (rate: number) =>
  readText(readVegetaReport, fixtureText(`vegeta/checkout-r${String(rate).padStart(3, '0')}.report.json`))
const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)
const stepOf = ({steps}: ReturnType<typeof readText>) => {
  const step = steps[0]?.all
  if (step === undefined) throw new Error('no step')
  return step
}

test('reports agree with the server: requests and errors to the last one, throughput within 1 %, mean 0 to 2.5 ms above', () => {
  for (const truth of serverTruth('vegeta')) {
    const step = stepOf(report(truth.offeredRps))
    expect(step.requestCount).toBe(truth.requests)
    expect(step.errorRatio).toBe(truth.errors)
    expect(Math.abs(step.throughputRps / truth.rps - 1)).toBeLessThan(0.01)
    expect(Math.abs((step.offeredRps ?? 0) / truth.offeredRps - 1)).toBeLessThan(0.01)
    expect(step.meanResponseTimeS * 1000 - truth.meanMs).toBeGreaterThan(0)
    expect(step.meanResponseTimeS * 1000 - truth.meanMs).toBeLessThan(2.5)
  }
})

test('gob, CSV and JSON of the same attack are the same requests, and the report’s', async () => {
  const step = stepOf(report(25))
  for (const [reader, name] of [
    [readVegetaGob, 'bin'],
    [readVegetaCsv, 'results.csv'],
    [readVegetaNdjson, 'results.ndjson'],
  ] as const) {
    const {answers, count, failedCount, tally, reading} = await readRows({
      reader,
      bytes: fixtureBytes(`vegeta/checkout-r025.${name}.gz`),
    })
    expect({count, failedCount, flags: reading.flags}).toEqual({count: 150, failedCount: 0, flags: []})
    expect(answers.map(({label}) => label)).toEqual(['GET /api/checkout'])
    expect(answers[0]?.meanS).toBeCloseTo(step.meanResponseTimeS, 6)
    expect(tally.firstMs).toBeCloseTo(1_795_417_595_267.8965, 3)
    for (const {ratio, responseTimeS} of step.percentiles) {
      // vegeta's report interpolates between answers, of which there are 150
      expect(Math.abs((answers[0]?.all.quantileS(ratio) ?? 0) / responseTimeS - 1)).toBeLessThan(0.02)
    }
  }
})

test('a request without an answer has the code 0; 302 is a success, 404 none', async () => {
  const csv = [0, 200, 302, 399, 404, 500].map(
    (code, seq) => `179541759526789654${seq},${code},2000000,0,0,,,a,${seq},GET,http://h/x?y=1,\n`,
  )
  const {answers, count, failedCount} = await readRows({reader: readVegetaCsv, bytes: Buffer.from(csv.join(''))})
  expect({count, failedCount}).toEqual({count: 6, failedCount: 3})
  expect(answers.map(({label}) => label)).toEqual(['GET /x'])
})

test('CSV of old releases has nine columns or fewer, and an error may hold commas, quotes and a line break', async () => {
  const nine = '1795417595267896548,0,2000000,0,0,"Get ""http://h/"": dial tcp, refused\nagain",,checkout,7\n'
  const six = '1795417595267896549,200,3000000,0,256,\n'
  const {answers, count, failedCount} = await readRows({
    reader: readVegetaCsv,
    bytes: Buffer.from(nine + nine + six),
    chunkBytes: 7,
  })
  expect({count, failedCount}).toEqual({count: 3, failedCount: 2})
  expect(answers.map(({label}) => label)).toEqual(['checkout', 'all requests'])
})

test('rows that are none are counted with the first, a cut-off last line is left out', async () => {
  const row = (seq: number) => `17954175952678965${seq + 10},200,2000000,0,0,,,a,${seq},GET,http://h/x,\n`
  const csv = await readRows({
    reader: readVegetaCsv,
    bytes: Buffer.from(`${row(0)}nonsense,1\n${row(1)}${row(2)}1795417595267,20`),
  })
  expect(csv.count).toBe(3)
  expect(csv.reading.flags.map(({code, text}) => `${code} ${text}`)).toEqual([
    'cut-off the last line is cut off and left out',
    'broken-rows 1 row could not be read, the first is row 2',
  ])
  const line = fixtureText('vegeta/checkout-r025.results.ndjson.gz').split('\n')[0] ?? ''
  const json = await readRows({
    reader: readVegetaNdjson,
    bytes: Buffer.from(`${line}\n{}\n${line}\n${line.slice(0, 100)}`),
  })
  expect(json.count).toBe(2)
  expect(codes(json.reading)).toEqual(['cut-off', 'broken-rows'])
})

test('NDJSON: time zones count, and so do the digits after the milliseconds', async () => {
  const line = (timestamp: string) => `${JSON.stringify({attack: 'a', code: 200, timestamp, latency: 1_500_000})}\n`
  const {tally, answers} = await readRows({
    reader: readVegetaNdjson,
    bytes: Buffer.from(line('2026-11-23T04:06:35.267896548-03:00') + line('2026-11-23T07:06:36Z')),
  })
  expect(tally.firstMs).toBeCloseTo(Date.parse('2026-11-23T07:06:35.267Z') + 0.896548, 3)
  expect(answers.map(({label, count}) => [label, count])).toEqual([['a', 2]])
})

const results: GobResult[] = [
  {
    timestampNs: 1_795_417_595_267_896_548n,
    Latency: 1_234_567,
    Code: 200,
    Attack: 'sale',
    Seq: 0,
    Method: 'GET',
    URL: 'http://h/a?b',
  },
  {
    timestampNs: 1_795_417_596_000_000_000n,
    Latency: 2_000_000_000,
    Error: 'timeout',
    Attack: 'sale',
    Seq: 1,
    Method: 'POST',
    URL: 'http://h/b',
  },
  {
    timestampNs: 1_795_417_597_000_000_000n,
    Latency: 5_000_000_000_000,
    Code: 503,
    Body: Buffer.alloc(300, 1),
    Headers: {A: ['1', '2'], B: []},
  },
]

test('gob: fields that are zero are not there, long latencies and unknown fields do not shift the rest', async () => {
  const {answers, failedCount, tally} = await readRows({
    reader: readVegetaGob,
    bytes: encodeGob(results),
    chunkBytes: 11,
  })
  expect(failedCount).toBe(2)
  expect(answers.map(({label, minUs}) => [label, minUs])).toEqual([
    ['GET /a', 1235],
    ['POST /b', 2_000_000],
    // longer than a histogram can hold: 71.6 minutes
    ['all requests', 4_294_967_295],
  ])
  expect(tally.firstMs).toBeCloseTo(1_795_417_595_267.8965, 3)
})

test('gob: streams one after another are read as one, whatever the chunks', async () => {
  const bytes = Buffer.concat([encodeGob(results.slice(0, 2)), encodeGob(results.slice(0, 1)), encodeGob(results)])
  await fc.assert(
    fc.asyncProperty(fc.integer({min: 1, max: bytes.length + 1}), async (chunkBytes) => {
      const {count, reading} = await readRows({reader: readVegetaGob, bytes, chunkBytes})
      expect({count, flags: reading.flags}).toEqual({count: 6, flags: []})
    }),
  )
})

test('gob: a stream that is cut off keeps what came before, one of another struct is refused', async () => {
  const bytes = encodeGob(results)
  const {count, reading} = await readRows({reader: readVegetaGob, bytes: bytes.subarray(0, bytes.length - 5)})
  expect(count).toBe(2)
  expect(codes(reading)).toEqual(['cut-off'])
  const strange = encodeGob(results, {structName: 'Order'})
  await expect(readRows({reader: readVegetaGob, bytes: strange})).rejects.toMatchObject({code: 'LOAD_TEST_UNREADABLE'})
})

test('gob: a message that says it is a gigabyte is refused, not waited for', async () => {
  const bytes = Buffer.concat([encodeGob(results), Buffer.of(252, 0x40, 0, 0, 0), Buffer.alloc(1000)])
  await expect(readRows({reader: readVegetaGob, bytes})).rejects.toThrow(/breaks after 3 results/)
})

test('the text report agrees with the JSON report of the same attack', () => {
  const [json, text] = [
    stepOf(report(450)),
    stepOf(readText(readVegetaText, fixtureText('vegeta/checkout-r450.report.txt'))),
  ]
  expect(text.requestCount).toBe(json.requestCount)
  expect(text.errorRatio).toBe(0)
  expect(text.throughputRps).toBeCloseTo(json.throughputRps, 0)
  expect(text.meanResponseTimeS).toBeCloseTo(json.meanResponseTimeS, 5)
  expect(text.percentiles.map(({ratio}) => ratio)).toEqual(json.percentiles.map(({ratio}) => ratio))
  for (const [index, {responseTimeS}] of text.percentiles.entries()) {
    expect(responseTimeS).toBeCloseTo(json.percentiles[index]?.responseTimeS ?? 0, 5)
  }
})

test('the text report of an old release: fewer names in brackets, units of their own, requests without an answer', () => {
  const text = `Requests      [total, rate]            1200, 120.00
Duration      [total, attack, wait]    1m40.5s, 1m40s, 500ms
Latencies     [mean, 50, 95, 99, max]  113.172398ms, 108.272568ms, 140.18235ms, 247.771566ms, 1.264815246s
Bytes In      [total, mean]            3714690, 3095.57
Bytes Out     [total, mean]            0, 0.00
Success       [ratio]                  55.42%
Status Codes  [code:count]             0:535  200:665
`
  const step = stepOf(readText(readVegetaText, text))
  expect(step).toMatchObject({
    requestCount: 1200,
    offeredRps: 120,
    durationS: 100.5,
    meanResponseTimeS: expect.closeTo(0.113172398, 12),
  })
  expect(step.throughputRps).toBeCloseTo(665 / 100.5, 9)
  expect(step.errorRatio).toBeCloseTo(0.4458, 9)
  expect(step.percentiles.at(-1)).toEqual({ratio: 1, responseTimeS: 1.264815246})
})

test('hist and hdrplot hold response times alone and are refused with what to do', () => {
  for (const kind of ['hist', 'hdrplot']) {
    expect(() => readText(refuseVegetaDistribution, fixtureText(`vegeta/checkout-r450.${kind}.txt`))).toThrow(
      /without rate/,
    )
  }
})
