import {expect, test} from 'vitest'
import {readJmeterStatistics} from '../../../src/loadtests/jmeter-reports/read-jmeter-statistics.js'
import {readJmeterSummariser} from '../../../src/loadtests/jmeter-reports/read-jmeter-summariser.js'
import {readJmeterTable} from '../../../src/loadtests/jmeter-reports/read-jmeter-table.js'
import {fixtureText, readText, serverTruth} from '../read-bytes.js'

const codes = ({flags}: {flags: {code: string}[]}) => flags.map(({code}) => code)

const figures = (transaction: string, sampleCount: number, errorCount: number) => ({
  transaction,
  sampleCount,
  errorCount,
  errorPct: (errorCount / sampleCount) * 100,
  meanResTime: 25.5,
  medianResTime: 20,
  minResTime: 1,
  maxResTime: 300,
  pct1ResTime: 40,
  pct2ResTime: 50,
  pct3ResTime: 90,
  throughput: sampleCount / 60,
  receivedKBytesPerSec: 1,
  sentKBytesPerSec: 1,
})

test('statistics.json: by hand, after a dashboard’s fields; parts of samples are no endpoints and are told', () => {
  const root = {
    Total: figures('Total', 900, 9),
    home: figures('home', 600, 6),
    'home-0': figures('home-0', 200, 2),
    'home-0-1': figures('home-0-1', 100, 1),
    'page-2': figures('page-2', 300, 3),
  }
  const reading = readText(readJmeterStatistics, JSON.stringify(root))
  const [step] = reading.steps
  expect(step?.all).toMatchObject({
    requestCount: 900,
    errorRatio: 0.01,
    throughputRps: 15,
    durationS: 60,
    meanResponseTimeS: 0.0255,
    concurrencyCount: null,
  })
  expect(step?.all.percentiles.map(({ratio, responseTimeS}) => [ratio, responseTimeS])).toEqual([
    [0.5, 0.02],
    [0.9, 0.04],
    [0.95, 0.05],
    [0.99, 0.09],
    [1, 0.3],
  ])
  expect(step?.endpoints.map(({label}) => label)).toEqual(['home', 'page-2'])
  expect(codes(reading)).toEqual(['assumed-percentiles', 'sub-results-counted'])
  expect(reading.flags[1]?.text).toMatch(/^300 redirects/)
})

const aggregate = (header: string) => `${header}
home,600,25,20,40,50,90,1,300,1.00%,10.0,5,1
"cart, full",300,25,20,40,50,90,1,300,1.00%,5.0,5,1
TOTAL,900,25,20,40,50,90,1,300,1.00%,15.0,10,2
`
const english =
  'Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec'

test('Aggregate Report: in any language, by the place of columns and the numbers in their names', () => {
  const german =
    'Label,# Stichproben,Durchschnitt,Median,90% Linie,95% Linie,99% Linie,Min,Max,% Fehler,Durchsatz,Empfangen KB/s,Gesendet KB/s'
  const french =
    'Libellé,# Échantillons,Moyenne,Médiane,90e centile,95 % Ligne,99 % Ligne,Min,Max,% Erreur,Débit,Ko/sec reçus,Ko/sec émis'
  for (const header of [english, german]) {
    const reading = readText(readJmeterTable, aggregate(header))
    const [step] = reading.steps
    expect(step?.all).toMatchObject({
      requestCount: 900,
      errorRatio: 0.01,
      throughputRps: 15,
      meanResponseTimeS: 0.025,
      durationS: 60,
    })
    expect(step?.all.percentiles.map(({ratio}) => ratio)).toEqual([0.5, 0.9, 0.95, 0.99, 1])
    expect(step?.endpoints.map(({label}) => label)).toEqual(['home', 'cart, full'])
    expect(reading.format).toBe('JMeter Aggregate Report CSV')
  }
  const [step] = readText(readJmeterTable, aggregate(french)).steps
  expect(step?.all.percentiles.map(({ratio}) => ratio)).toEqual([0.5, 0.95, 0.99, 1])
  expect(step?.all).toMatchObject({errorRatio: 0.01, throughputRps: 15})
})

test('Aggregate Report of 2.x has one line; percentiles that were set anew are told by their names', () => {
  const old =
    'Label,# Samples,Average,Median,90% Line,Min,Max,Error %,Throughput,KB/sec\nhome,60,25,20,40,1,300,0.5%,36.0/min,5\n'
  const [step] = readText(readJmeterTable, old).steps
  expect(step?.all).toMatchObject({requestCount: 60, errorRatio: 0.005, throughputRps: 0.6, durationS: 100})
  expect(step?.endpoints).toEqual([])
  const other = aggregate(english.replace('90% Line,95% Line,99% Line', '75% Line,97.5% Line,99.9% Line'))
  expect(readText(readJmeterTable, other).steps[0]?.all.percentiles.map(({ratio}) => ratio)).toEqual([
    0.5, 0.75, 0.975, 0.999, 1,
  ])
})

test('Summary Report: no percentiles but the greatest; throughput a minute or an hour; commas for points', () => {
  const header =
    'Etikett;# Stichproben;Durchschnitt;Min;Max;Standardabweichung;% Fehler;Durchsatz;KB/s;Gesendet KB/s;Bytes'
  const rows = 'home;600;25;1;300;10,5;1,00%;600,0/hour;1;1;99\nINSGESAMT;600;25;1;300;10,5;1,00%;10,5/min;1;1;99\n'
  const reading = readText(readJmeterTable, `${header}\n${rows}`)
  const [step] = reading.steps
  expect(step?.all).toMatchObject({requestCount: 600, errorRatio: 0.01, throughputRps: 0.175})
  expect(step?.endpoints[0]?.step.throughputRps).toBeCloseTo(1 / 6, 9)
  expect(step?.all.percentiles).toEqual([{ratio: 1, responseTimeS: 0.3}])
  expect(reading.format).toBe('JMeter Summary Report CSV')
})

test('a table whose last row is no sum of the others was cut off and is refused', () => {
  const lines = aggregate(english).trimEnd().split('\n')
  expect(() => readText(readJmeterTable, lines.slice(0, -1).join('\n'))).toThrow(/no last row with the total/)
  expect(() => readText(readJmeterTable, 'Name,Price\nsock,1\n')).toThrow(/not the columns/)
})

test('summariser: the last line of the whole, whose count is the server’s to the last request', () => {
  const reading = readText(readJmeterSummariser, fixtureText('jmeter-summariser/step.txt'))
  expect(reading.steps).toHaveLength(1)
  const all = reading.steps[0]?.all
  expect(all).toMatchObject({
    requestCount: 42_427,
    throughputRps: 669.6,
    errorRatio: 0,
    meanResponseTimeS: 0.023,
    durationS: 63.4,
  })
  expect(
    Math.abs((all?.requestCount ?? 0) - (serverTruth('jmeter').find(({endpoint}) => endpoint === '')?.requests ?? 0)),
  ).toBeLessThanOrEqual(1)
  expect(codes(reading)).toEqual(['no-percentiles'])
})

test('summariser: several tests in one log, hh:mm:ss, another name, failures', () => {
  const line = (name: string, count: number, errors: number) =>
    `2026-10-01 08:00:00,123 INFO o.a.j.r.Summariser: ${name} = ${String(count).padStart(6)} in 00:01:40 = ${(count / 100).toFixed(1)}/s Avg:    25 Min:     1 Max:   300 Err:   ${errors} (1.00%)`
  const text = [
    line('summary', 500, 5),
    line('summary', 1000, 10),
    'Tidying up ...    @ Thu Oct 01 08:01:40 UTC 2026',
    '... end of run',
    line('my test', 2000, 20),
    line('my test', 300, 3),
  ].join('\n')
  const {steps} = readText(readJmeterSummariser, text)
  expect(steps.map(({all}) => [all.requestCount, all.errorRatio, all.throughputRps, all.durationS])).toEqual([
    [1000, 0.01, 10, 100],
    [2000, 0.01, 20, 100],
    [300, 0.01, 3, 100],
  ])
})
