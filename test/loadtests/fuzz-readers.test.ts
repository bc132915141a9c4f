import fc from 'fast-check'
import {expect, test} from 'vitest'
import {loadStepSchema, loadTestFlagSchema} from '../../src/documents/load-test.js'
import {PlanError} from '../../src/errors.js'
import {readArtillery} from '../../src/loadtests/artillery/read-artillery.js'
import {readArtillery1} from '../../src/loadtests/artillery/read-artillery-1.js'
import {readDltExport} from '../../src/loadtests/aws-dlt/read-dlt-export.js'
import {readDltResult} from '../../src/loadtests/aws-dlt/read-dlt-result.js'
import {readGatlingBinaryLog} from '../../src/loadtests/gatling/read-gatling-binary-log.js'
import {readGatlingStats} from '../../src/loadtests/gatling/read-gatling-stats.js'
import {readGatlingTextLog} from '../../src/loadtests/gatling/read-gatling-text-log.js'
import {readJmeterStatistics} from '../../src/loadtests/jmeter-reports/read-jmeter-statistics.js'
import {readJmeterSummariser} from '../../src/loadtests/jmeter-reports/read-jmeter-summariser.js'
import {readJmeterTable} from '../../src/loadtests/jmeter-reports/read-jmeter-table.js'
import {readLocustFailures} from '../../src/loadtests/locust/read-locust-failures.js'
import {readLocustHistory} from '../../src/loadtests/locust/read-locust-history.js'
import {readLocustJson} from '../../src/loadtests/locust/read-locust-json.js'
import {readLocustStats} from '../../src/loadtests/locust/read-locust-stats.js'
import type {RowReader, SummaryReader} from '../../src/loadtests/reading.js'
import {readAb} from '../../src/loadtests/summaries/read-ab.js'
import {readAbGnuplot} from '../../src/loadtests/summaries/read-ab-gnuplot.js'
import {readAutocannon} from '../../src/loadtests/summaries/read-autocannon.js'
import {readFortio} from '../../src/loadtests/summaries/read-fortio.js'
import {readH2load} from '../../src/loadtests/summaries/read-h2load.js'
import {readH2loadLog} from '../../src/loadtests/summaries/read-h2load-log.js'
import {readHey} from '../../src/loadtests/summaries/read-hey.js'
import {readHeyCsv} from '../../src/loadtests/summaries/read-hey-csv.js'
import {readNpmLoadtest} from '../../src/loadtests/summaries/read-npm-loadtest.js'
import {readOha} from '../../src/loadtests/summaries/read-oha.js'
import {readOhaCsv} from '../../src/loadtests/summaries/read-oha-csv.js'
import {readSiege} from '../../src/loadtests/summaries/read-siege.js'
import {readWrk} from '../../src/loadtests/summaries/read-wrk.js'
import {readWrk2} from '../../src/loadtests/summaries/read-wrk2.js'
import {readFinalStatsXml} from '../../src/loadtests/taurus/read-final-stats-xml.js'
import {readVegetaCsv} from '../../src/loadtests/vegeta/read-vegeta-csv.js'
import {readVegetaGob} from '../../src/loadtests/vegeta/read-vegeta-gob.js'
import {readVegetaNdjson} from '../../src/loadtests/vegeta/read-vegeta-ndjson.js'
import {readVegetaReport} from '../../src/loadtests/vegeta/read-vegeta-report.js'
import {readVegetaText} from '../../src/loadtests/vegeta/read-vegeta-text.js'
import {encodeBinaryLog, type GatlingRecord} from './gatling/encode-binary-log.js'
import {mutate, mutations} from './mutate.js'
import {fixtureBytes, fixtureText, readRows} from './read-bytes.js'
import {smallResults} from './small-results.js'
import {encodeGob} from './vegeta/encode-gob.js'

/** 200 mutations of each format in `npm test`, 10,000 in `npm run test:deep`. */
const numRuns = process.env['ECOM_PLAN_DEEP'] === '1' ? 10_000 : 200
const longestMs = 2000

const head = (name: string, lineCount: number) => fixtureText(name).split('\n').slice(0, lineCount).join('\n')

const summaries: readonly (readonly [string, SummaryReader, string])[] = [
  ['wrk', readWrk, fixtureText('wrk/checkout-c064.txt')],
  ['wrk2', readWrk2, fixtureText('wrk2/checkout-r400.txt')],
  ['hey', readHey, fixtureText('hey/checkout-c064.txt')],
  ['hey CSV', readHeyCsv, head('hey/checkout-c001.csv', 40)],
  ['oha', readOha, smallResults.oha],
  ['ab', readAb, fixtureText('ab/checkout-c064.txt')],
  ['siege JSON', readSiege, fixtureText('siege/checkout-c064.json')],
  ['siege log', readSiege, fixtureText('siege/siege.log')],
  ['autocannon', readAutocannon, fixtureText('autocannon/checkout-c064.json')],
  ['h2load', readH2load, fixtureText('h2load/checkout-c064.txt')],
  ['fortio', readFortio, smallResults.fortio],
  ['loadtest', readNpmLoadtest, fixtureText('loadtest/checkout-c064.txt')],
  ['Vegeta report', readVegetaReport, fixtureText('vegeta/checkout-r450.report.json')],
  ['Vegeta text', readVegetaText, fixtureText('vegeta/checkout-r450.report.txt')],
  ['Gatling stats', readGatlingStats, smallResults.gatlingStats],
  ['Artillery 2', readArtillery, smallResults.artillery],
  ['Artillery 1', readArtillery1, smallResults.artillery1],
  ['Locust stats', readLocustStats, fixtureText('locust/step_stats.csv')],
  ['Locust history', readLocustHistory, head('locust/step_stats_history.csv.gz', 80)],
  ['Locust failures', readLocustFailures, smallResults.locustFailures],
  ['Locust JSON', readLocustJson, smallResults.locust],
  ['DLT result', readDltResult, smallResults.dltResult],
  ['DLT export', readDltExport, smallResults.dltExport],
  ['final stats XML', readFinalStatsXml, smallResults.finalStats],
  ['JMeter statistics', readJmeterStatistics, smallResults.jmeterStatistics],
  ['JMeter table', readJmeterTable, smallResults.jmeterTable],
  ['JMeter summariser', readJmeterSummariser, fixtureText('jmeter-summariser/step.txt')],
]

test.each(summaries)('%s: mutations are read or refused, within 2 s, and never half', (_, reader, text) => {
  // the file itself is read: a reader that refuses everything would pass
  expect(reader({text, file: 'results/step'}).tool).toMatch(/./)
  fc.assert(
    fc.property(mutations, (list) => {
      const startedAt = performance.now()
      try {
        const {steps, flags} = reader({text: mutate(Buffer.from(text), list).toString('utf8'), file: 'results/step'})
        for (const {all, endpoints} of steps)
          for (const step of [all, ...endpoints.map(({step}) => step)]) loadStepSchema.parse(step)
        for (const flag of flags) loadTestFlagSchema.parse(flag)
      } catch (error) {
        expect(error).toBeInstanceOf(PlanError)
      }
      expect(performance.now() - startedAt).toBeLessThan(longestMs)
    }),
    {numRuns},
  )
})

const records: GatlingRecord[] = Array.from({length: 40}, (_, index): GatlingRecord[] => [
  {kind: 'user', scenario: index % 2, isStart: true, at: index},
  {
    kind: 'request',
    name: `Request ${index % 5}`,
    groups: index % 3 === 0 ? ['Buy'] : [],
    start: index,
    end: index + 90,
    isOk: index % 7 > 0,
  },
  {kind: 'group', groups: ['Buy'], start: 0, end: 9, cumulated: 9, isOk: true},
]).flat()

const gob = encodeGob(
  Array.from({length: 30}, (_, index) => ({
    timestampNs: 1_795_417_595_267_896_548n + BigInt(index) * 40_000_000n,
    Latency: 20_000_000 + index,
    Code: index % 7 === 0 ? 0 : 200,
    Method: 'GET',
    URL: `http://h/${index % 3}`,
    Headers: {A: ['1']},
  })),
)

const rows: readonly (readonly [string, RowReader, Buffer])[] = [
  ['Vegeta gob', readVegetaGob, gob],
  ['Vegeta CSV', readVegetaCsv, Buffer.from(head('vegeta/checkout-r025.results.csv.gz', 12))],
  ['Vegeta JSON lines', readVegetaNdjson, Buffer.from(head('vegeta/checkout-r025.results.ndjson.gz', 12))],
  ['Gatling binary', readGatlingBinaryLog, encodeBinaryLog({records})],
  ['Gatling text', readGatlingTextLog, Buffer.from(smallResults.gatlingText)],
  ['h2load log', readH2loadLog, fixtureBytes('h2load/checkout-c001.log.tsv').subarray(0, 2000)],
  ['ab -g', readAbGnuplot, fixtureBytes('ab/checkout-c001.gnuplot.tsv').subarray(0, 2000)],
  ['oha CSV', readOhaCsv, Buffer.from(smallResults.ohaCsv)],
]

test.each(rows)('%s: mutations are read or refused, within 2 s', async (_, reader, bytes) => {
  expect((await readRows({reader, bytes})).count).toBeGreaterThan(0)
  await fc.assert(
    fc.asyncProperty(mutations, fc.integer({min: 1, max: 3000}), async (list, chunkBytes) => {
      const startedAt = performance.now()
      try {
        const {reading} = await readRows({reader, bytes: mutate(bytes, list), chunkBytes})
        for (const flag of reading.flags) loadTestFlagSchema.parse(flag)
      } catch (error) {
        expect(error).toBeInstanceOf(PlanError)
      }
      expect(performance.now() - startedAt).toBeLessThan(longestMs)
    }),
    {numRuns},
  )
})
