import {expect, test} from 'vitest'
import {readFinalStatsXml} from '../../../src/loadtests/taurus/read-final-stats-xml.js'
import {refuseFinalStatsCsv} from '../../../src/loadtests/taurus/refuse-final-stats-csv.js'
import {readText} from '../read-bytes.js'

/** Format known from Taurus' source and a public file without TestDuration; values worked by hand. */
const kpi = (name: string, value: string, param?: string) =>
  `    <${name} value="${value}"${param === undefined ? '' : ` param="${param}"`}>\n      <name>${name}</name>\n      <value>${value}</value>\n    </${name}>\n`
const group = (label: string, count: number, failed: number) => `  <Group label="${label}">
${kpi('throughput', String(count))}${kpi('fail', String(failed))}${kpi('succ', String(count - failed))}${kpi('avg_rt', '0.02500')}${kpi('concurrency', '16')}${kpi('perc', '0.02000', '50.0')}${kpi('perc', '0.05000', '95.0')}${kpi('perc', '0.30000', '100.0')}${kpi('rc', '590', '200')}  </Group>
`
const xml = (extra: string) => `<?xml version='1.0' encoding='UTF-8'?>
<FinalStatus>
${extra}${group('', 6000, 60)}${group('https://shop.example/?a=1&amp;b=&quot;x&quot;', 6000, 60)}</FinalStatus>
`

test('Taurus: seconds, throughput is a count, the duration from the first second to the last', () => {
  const reading = readText(readFinalStatsXml, xml('  <TestDuration>59.0</TestDuration>\n'))
  expect(reading).toMatchObject({tool: 'taurus', part: 'step', flags: []})
  const [step] = reading.steps
  expect(step?.all).toMatchObject({
    requestCount: 6000,
    errorRatio: 0.01,
    throughputRps: 100,
    durationS: 60,
    meanResponseTimeS: 0.025,
    concurrencyCount: 16,
  })
  expect(step?.all.percentiles).toEqual([
    {ratio: 0.5, responseTimeS: 0.02},
    {ratio: 0.95, responseTimeS: 0.05},
    {ratio: 1, responseTimeS: 0.3},
  ])
  expect(step?.endpoints.map(({label}) => label)).toEqual(['https://shop.example/?a=1&b="x"'])
})

test('a task of AWS DLT is a generator, whose percentiles do not merge', () => {
  const extra = '  <TestDuration>59.0</TestDuration>\n  <TaskId>1</TaskId>\n  <TaskCPU>2048</TaskCPU>\n'
  const reading = readText(readFinalStatsXml, xml(extra))
  expect(reading).toMatchObject({tool: 'aws-dlt', part: 'generator'})
  expect(reading.flags.map(({code}) => code)).toEqual(['percentiles-not-mergeable'])
})

test('without a duration there is no rate: the error says where it is', () => {
  expect(() => readText(readFinalStatsXml, xml(''))).toThrow(
    expect.objectContaining({suggestions: ['import kpi.jtl of the same run in its place']}),
  )
  expect(() => readText(readFinalStatsXml, xml('').slice(0, 700))).toThrow(/no whole Group of all labels/)
  const csv =
    'label,avg_ct,avg_lt,avg_rt,bytes,concurrency,fail,stdev_rt,succ,throughput,perc_95.0\n,0,0,0.02,1,16,0,0,600,600,0.05\n'
  expect(() => readText(refuseFinalStatsCsv, csv)).toThrow(/tells 600 samples of Taurus and not in what time/)
})
