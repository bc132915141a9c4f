import {expect, test} from 'vitest'
import {detectText} from '../../src/loadtests/detect-text.js'
import {readJmeterSummariser} from '../../src/loadtests/jmeter-reports/read-jmeter-summariser.js'
import {layoutOf} from '../../src/loadtests/jmeter-reports/table-layout.js'
import {readSiege} from '../../src/loadtests/summaries/read-siege.js'
import {distributionOf} from '../../src/loadtests/summaries/read-wrk.js'
import {readText} from './read-bytes.js'

/**
 * Text of a kind over which a pattern that looks again from each place takes the square of its length: minutes at this
 * length, where one that goes on from where it stands takes milliseconds. CPU time, so that a busy machine fails nothing.
 */
const length = 400_000
const mostCpuMs = 2000

const totals = 'summary = 10 in 00:00:01 = 10.0/s Avg: 1 Min: 1 Max: 1 Err: 0 (0.00%)\n'
const cases: [what: string, read: () => unknown][] = [
  ['commas in one line', () => detectText(','.repeat(length))],
  ['commas, and a line without any', () => detectText(`${','.repeat(length)}\n${'a'.repeat(length)}`)],
  ['digits for a percent line', () => layoutOf({header: ['1'.repeat(length)], first: []})],
  ['a line of starts', () => readText(readJmeterSummariser, `${totals}${'Starting '.repeat(length / 9)}\n${totals}`)],
  ['one brace and many names', () => readText(readSiege, `{${'"transactions"'.repeat(length / 14)}`)],
  ['braces', () => readText(readSiege, '{'.repeat(length))],
  ['many heads of a distribution', () => distributionOf('Latency Distribution'.repeat(length / 20))],
]

test.each(cases)('%s: read in one go', (_what, read) => {
  const before = process.cpuUsage().user
  try {
    read()
  } catch (error) {
    expect(error).toMatchObject({code: 'LOAD_TEST_UNREADABLE'})
  }
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(mostCpuMs)
})
