import {expect, test} from 'vitest'
import {readAbGnuplot} from '../../../src/loadtests/summaries/read-ab-gnuplot.js'
import {readH2loadLog} from '../../../src/loadtests/summaries/read-h2load-log.js'
import {readOhaCsv} from '../../../src/loadtests/summaries/read-oha-csv.js'
import {refuseAbPercentiles} from '../../../src/loadtests/summaries/refuse-ab-percentiles.js'
import {fixtureBytes, fixtureText, readRows, readText} from '../read-bytes.js'

const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)

test('h2load log: the rows agree with the text of the same run', async () => {
  const {count, failedCount, answers} = await readRows({
    reader: readH2loadLog,
    bytes: fixtureBytes('h2load/checkout-c001.log.tsv'),
  })
  expect({count, failedCount}).toEqual({count: 362, failedCount: 0})
  expect(answers[0]?.meanS).toBeCloseTo(0.02207, 4)
  // the text has 10.73ms and 88.44ms
  expect(answers[0]).toMatchObject({minUs: 10_725, maxUs: 88_435})
})

test('h2load log: a request without an answer failed; a cut-off last line is left out', async () => {
  const bytes = Buffer.from(
    '1795417221792777\t200\t14110\n1795417221792778\t-1\t2000\n1795417221792779\t404\t3000\n17954172217',
  )
  const {count, failedCount, reading} = await readRows({reader: readH2loadLog, bytes, chunkBytes: 5})
  expect({count, failedCount}).toEqual({count: 3, failedCount: 2})
  expect(codes(reading)).toEqual(['cut-off'])
})

test('ab -g: sorted by time taken, counted by when it was sent', async () => {
  const text = fixtureText('ab/checkout-c001.gnuplot.tsv')
  const {count, tally, reading} = await readRows({reader: readAbGnuplot, bytes: Buffer.from(text)})
  const starts = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split('\t')[1]))
  expect(starts).not.toEqual([...starts].sort((a, b) => a - b))
  expect(count).toBe(starts.length)
  expect(tally.firstMs).toBe(Math.min(...starts) * 1000)
  expect(codes(reading)).toEqual(['errors-unknown'])
})

test('oha CSV: by the names of its columns, of which old releases have one less', async () => {
  const newer =
    'request-start,DNS,DNS+dialup,Response-delay,request-duration,bytes,status\n0.5,0,0,0.01,0.02,11,200\n1.5,0,0,0.01,0.04,11,500\n'
  const older = 'request-start,DNS,DNS+dialup,request-duration,bytes,status\n0.5,0,0,0.02,11,200\n1.5,0,0,0.04,11,500\n'
  for (const text of [newer, older]) {
    const {count, failedCount, answers, reading} = await readRows({
      reader: readOhaCsv,
      bytes: Buffer.from(text),
      chunkBytes: 3,
    })
    expect({count, failedCount}).toEqual({count: 2, failedCount: 1})
    expect(answers[0]?.meanS).toBeCloseTo(0.03, 9)
    expect(codes(reading)).toEqual(['no-start-time'])
  }
})

test('percentiles alone make no step, which is said with what to import', () => {
  expect(() => readText(refuseAbPercentiles, fixtureText('ab/checkout-c064.percentiles.csv'))).toThrow(
    /percentiles of ab alone/,
  )
})

test.each([
  ['no rows', ''],
  ['rows that are none', 'a\tb\tc\nd\te\tf\n'],
])('%s are refused', async (_, text) => {
  await expect(readRows({reader: readH2loadLog, bytes: Buffer.from(text)})).rejects.toMatchObject({
    code: 'LOAD_TEST_UNREADABLE',
  })
})

test('a line of 100 MB is refused before it is held', async () => {
  const bytes = Buffer.alloc(3_000_000, '7')
  await expect(readRows({reader: readH2loadLog, bytes, chunkBytes: 65_536})).rejects.toMatchObject({
    code: 'LOAD_TEST_UNREADABLE',
  })
})
