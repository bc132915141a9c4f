import type {LoadTestTool} from '../documents/load-test.js'
import {readArtillery} from './artillery/read-artillery.js'
import {readArtillery1} from './artillery/read-artillery-1.js'
import {readDltExport} from './aws-dlt/read-dlt-export.js'
import {readDltResult} from './aws-dlt/read-dlt-result.js'
import type {FormatId} from './format-id.js'
import {readGatlingBinaryLog} from './gatling/read-gatling-binary-log.js'
import {readGatlingStats} from './gatling/read-gatling-stats.js'
import {readGatlingTextLog} from './gatling/read-gatling-text-log.js'
import {readJtlCsv} from './jmeter/read-jtl-csv.js'
import {readJtlXml} from './jmeter/read-jtl-xml.js'
import {readJmeterStatistics} from './jmeter-reports/read-jmeter-statistics.js'
import {readJmeterSummariser} from './jmeter-reports/read-jmeter-summariser.js'
import {readJmeterTable} from './jmeter-reports/read-jmeter-table.js'
import {readK6Csv} from './k6/read-k6-csv.js'
import {readK6Json} from './k6/read-k6-json.js'
import {readK6Summary} from './k6/read-k6-summary.js'
import {readLocustFailures} from './locust/read-locust-failures.js'
import {readLocustHistory} from './locust/read-locust-history.js'
import {readLocustJson} from './locust/read-locust-json.js'
import {readLocustStats} from './locust/read-locust-stats.js'
import type {RowReader, SummaryReader} from './reading.js'
import {readAb} from './summaries/read-ab.js'
import {readAbGnuplot} from './summaries/read-ab-gnuplot.js'
import {readAutocannon} from './summaries/read-autocannon.js'
import {readFortio} from './summaries/read-fortio.js'
import {readH2load} from './summaries/read-h2load.js'
import {readH2loadLog} from './summaries/read-h2load-log.js'
import {readHey} from './summaries/read-hey.js'
import {readHeyCsv} from './summaries/read-hey-csv.js'
import {readNpmLoadtest} from './summaries/read-npm-loadtest.js'
import {readOha} from './summaries/read-oha.js'
import {readOhaCsv} from './summaries/read-oha-csv.js'
import {readSiege} from './summaries/read-siege.js'
import {readWrk} from './summaries/read-wrk.js'
import {readWrk2} from './summaries/read-wrk2.js'
import {refuseAbPercentiles} from './summaries/refuse-ab-percentiles.js'
import {readFinalStatsXml} from './taurus/read-final-stats-xml.js'
import {refuseFinalStatsCsv} from './taurus/refuse-final-stats-csv.js'
import {readVegetaCsv} from './vegeta/read-vegeta-csv.js'
import {readVegetaGob} from './vegeta/read-vegeta-gob.js'
import {readVegetaNdjson} from './vegeta/read-vegeta-ndjson.js'
import {readVegetaReport} from './vegeta/read-vegeta-report.js'
import {readVegetaText} from './vegeta/read-vegeta-text.js'
import {refuseVegetaDistribution} from './vegeta/refuse-vegeta-distribution.js'

/**
 * A format of results. Of several in one folder the one of the highest rank is read: it tells the most of the same
 * requests. Formats of rank 0 hold no step: their readers say what to import in their place, or, as companions, what
 * they add to the test that they are imported with.
 */
export type Format = {tool: LoadTestTool; name: string; rank: number} & (
  | {kind: 'rows'; read: RowReader}
  | {kind: 'summary' | 'companion'; read: SummaryReader}
)

function rows(tool: LoadTestTool, name: string, rank: number, read: RowReader): Format {
  return {tool, name, rank, kind: 'rows', read}
}

function summary(tool: LoadTestTool, name: string, rank: number, read: SummaryReader): Format {
  return {tool, name, rank, kind: 'summary', read}
}

export const formats = {
  'k6-ndjson': rows('k6', 'JSON', 9, readK6Json),
  'k6-csv': rows('k6', 'CSV', 8, readK6Csv),
  'k6-handle-summary': summary('k6', 'data of handleSummary', 5, readK6Summary),
  'k6-machine-summary': summary('k6', 'machine-readable summary', 5, readK6Summary),
  'k6-summary-export': summary('k6', 'summary export', 4, readK6Summary),
  'jmeter-csv': rows('jmeter', 'JTL CSV', 9, readJtlCsv),
  'jmeter-xml': rows('jmeter', 'JTL XML', 8, readJtlXml),
  'jmeter-statistics': summary('jmeter', 'statistics.json', 5, readJmeterStatistics),
  'jmeter-aggregate-csv': summary('jmeter', 'aggregate report', 4, readJmeterTable),
  'jmeter-summariser': summary('jmeter', 'summariser text', 3, readJmeterSummariser),
  'taurus-xml': summary('taurus', 'final stats', 5, readFinalStatsXml),
  'taurus-csv': summary('taurus', 'final stats CSV', 0, refuseFinalStatsCsv),
  'aws-dlt-result': summary('aws-dlt', 'result of a task', 6, readDltResult),
  'aws-dlt-export': summary('aws-dlt', 'results of a test', 4, readDltExport),
  'locust-history-csv': summary('locust', 'history CSV', 7, readLocustHistory),
  'locust-json': summary('locust', 'JSON', 6, readLocustJson),
  'locust-stats-csv': summary('locust', 'stats CSV', 5, readLocustStats),
  'locust-failures': {tool: 'locust', name: 'failures CSV', rank: 0, kind: 'companion', read: readLocustFailures},
  'gatling-binary': rows('gatling', 'simulation.log, binary', 9, readGatlingBinaryLog),
  'gatling-text': rows('gatling', 'simulation.log', 8, readGatlingTextLog),
  'gatling-stats': summary('gatling', 'stats.json', 4, readGatlingStats),
  'gatling-global-stats': summary('gatling', 'global_stats.json', 3, readGatlingStats),
  'artillery-v2': summary('artillery', 'JSON', 5, readArtillery),
  'artillery-v1': summary('artillery', 'JSON of version 1', 5, readArtillery1),
  'vegeta-gob': rows('vegeta', 'results (gob)', 9, readVegetaGob),
  'vegeta-ndjson': rows('vegeta', 'results (JSON)', 8, readVegetaNdjson),
  'vegeta-csv': rows('vegeta', 'results (CSV)', 7, readVegetaCsv),
  'vegeta-json': summary('vegeta', 'report (JSON)', 4, readVegetaReport),
  'vegeta-text': summary('vegeta', 'report (text)', 3, readVegetaText),
  'vegeta-hist': summary('vegeta', 'report (histogram)', 0, refuseVegetaDistribution),
  'vegeta-hdrplot': summary('vegeta', 'report (hdrplot)', 0, refuseVegetaDistribution),
  wrk: summary('wrk', 'text', 5, readWrk),
  wrk2: summary('wrk2', 'text', 5, readWrk2),
  hey: summary('hey', 'text', 6, readHey),
  'hey-csv': summary('hey', 'CSV', 5, readHeyCsv),
  'oha-json': summary('oha', 'JSON', 6, readOha),
  'oha-csv': rows('oha', 'CSV', 5, readOhaCsv),
  ab: summary('ab', 'text', 6, readAb),
  'ab-gnuplot': rows('ab', 'gnuplot', 5, readAbGnuplot),
  'ab-percentiles': summary('ab', 'percentiles', 0, refuseAbPercentiles),
  autocannon: summary('autocannon', 'JSON', 5, readAutocannon),
  'siege-json': summary('siege', 'JSON', 6, readSiege),
  'siege-text': summary('siege', 'text', 5, readSiege),
  'siege-log': summary('siege', 'log', 4, readSiege),
  h2load: summary('h2load', 'text', 6, readH2load),
  'h2load-log': rows('h2load', 'log', 5, readH2loadLog),
  fortio: summary('fortio', 'JSON', 5, readFortio),
  loadtest: summary('loadtest', 'text', 5, readNpmLoadtest),
} satisfies Record<FormatId, Format> as Record<FormatId, Format>
