import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterAll, expect, test} from 'vitest'
import {diagnosisSchema} from '../../src/documents/diagnosis.js'
import type {Metrics} from '../../src/documents/metrics.js'
import type {MetricSeries} from '../../src/documents/series.js'
import {drawnWindows} from '../core/diagnose/labelled.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-diagnose-'))
afterAll(() => rmSync(home, {recursive: true, force: true}))
const bright = ['-c', 'fixtures/bright-friday/ecom-plan.yaml', '--offline']

/** The example with other metrics of its database. */
function shopWith(name: string, change: (metrics: Metrics) => MetricSeries[]): string {
  const folder = join(home, name)
  cpSync(exampleFolder('bright-friday'), folder, {recursive: true})
  const path = join(folder, 'metrics.json.gz')
  const metrics: Metrics = JSON.parse(gunzipSync(readFileSync(path)).toString())
  writeFileSync(path, gzipSync(JSON.stringify({...metrics, series: change(metrics)})))
  return join(folder, 'ecom-plan.yaml')
}

test('a calm hour: nothing in the database binds, compared with the days before', async () => {
  const {code, stdout, stderr} = await runCli(['diagnose', 'orders-db', ...bright], {env: {COLUMNS: '100'}})
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout).toContain('NOT THE DATABASE  Nothing in the database binds')
  expect(stdout).toMatch(/compared with the same hours of \d days before/)
  expect(stdout.split('\n').filter((line) => [...line].length > 100)).toEqual([])
})

test('--json is one document of the published shape, of the window that was asked for', async () => {
  const window = '2026-10-30T20:00-04:00..2026-10-30T22:00-04:00'
  const {code, stdout} = await runCli(['diagnose', 'orders-db', ...bright, '--window', window, '--json'])
  expect(code).toBe(0)
  const document = JSON.parse(stdout)
  expect(document).toMatchObject({schema: 'ecom-plan.diagnose/v1', ok: true, exitCode: 0})
  expect(diagnosisSchema.parse(document.data)).toMatchObject({
    tier: 'orders-db',
    resource: 'shop-db',
    fromAt: '2026-10-31T00:00:00.000Z',
    toAt: '2026-10-31T02:00:00.000Z',
    answer: 'none',
  })
})

test('an hour of locks in the metrics is found, and what was not measured is named', async () => {
  // An hour of five-minute steps that end where the example's metrics end.
  const drawn = drawnWindows.find(({name}) => name === 'locks-3')
  const config = shopWith('locks', ({series}) =>
    series.map((one) => {
      const values = drawn?.window.series[one.metricName]?.slice(-12)
      const before = drawn?.baseline.series[one.metricName]
      if (values === undefined || before === undefined || one.stat === 'Maximum') return one
      const isOther = one.namespace === 'AWS/RDS' ? one.dimensions['DBInstanceIdentifier'] !== 'shop-db' : !isEntry(one)
      if (isOther) return one
      return {
        ...one,
        windows: one.windows.map((window) => ({
          ...window,
          values: [...repeated(before, window.values.length - 12), ...values],
        })),
      }
    }),
  )
  const {code, stdout} = await runCli(['diagnose', 'orders-db', '-c', config, '--offline', '--json'])
  const found = diagnosisSchema.parse(JSON.parse(stdout).data)
  expect({code, answer: found.answer, certainty: found.certainty}).toEqual({
    code: 0,
    answer: 'locks',
    certainty: 'likely',
  })
  expect(found.causes[0]?.isNot.join()).toContain('more IOPS change nothing')
  expect(found.sentence).toContain('DBLoadNonCPU was not measured')
})

const isEntry = ({dimensions}: MetricSeries) => Object.keys(dimensions).join() === 'LoadBalancer'
const repeated = <T>(values: readonly T[], count: number) =>
  Array.from({length: count}, (_, i) => values[i % values.length] as T)

test('metrics that cannot decide: 3, and which would', async () => {
  const config = shopWith('blind', ({series}) =>
    series.filter(({metricName, stat}) => !/Latency|CPUUtilization/.test(metricName) || stat === 'Maximum'),
  )
  const {code, stdout} = await runCli(['diagnose', 'orders-db', '-c', config, '--offline'])
  expect(code).toBe(3)
  expect(stdout).toMatch(/CANNOT TELL .*CPUUtilization, ReadLatency, WriteLatency/)
})

test.each([
  ['a tier that is not there', ['order-db'], 64, 'TIER_UNKNOWN', 'did you mean orders-db'],
  ['a tier that is no database', ['web'], 64, 'TIER_NO_DATABASE', 'ecom-plan diagnose orders-db'],
  ['a dependency', ['payments'], 64, 'TIER_NO_DATABASE', 'kind dependency'],
  [
    'a window outside of the data',
    ['orders-db', '--window', '2020-01-01T00:00Z..2020-01-01T01:00Z'],
    3,
    'WINDOW_OUTSIDE',
    '--window 2026-11-02T05:00:00Z..2026-11-02T06:00:00Z',
  ],
  [
    'a window that ends before it begins',
    ['orders-db', '--window', '2026-11-01T02:00Z..2026-11-01T01:00Z'],
    64,
    'WINDOW_INVALID',
    'ends before it begins',
  ],
  [
    'a window without zones',
    ['orders-db', '--window', '2026-11-01T01:00..2026-11-01T02:00'],
    64,
    'WINDOW_INVALID',
    'zones',
  ],
  [
    'a window of a week',
    ['orders-db', '--window', '2026-10-25T01:00Z..2026-11-01T01:00Z'],
    64,
    'WINDOW_INVALID',
    'longer than 3 days',
  ],
  ['no tier', [], 64, 'USAGE', 'tier'],
])('%s is refused', async (_, args, exit, code, hint) => {
  const found = await runCli(['diagnose', ...args, ...bright])
  expect({code: found.code, stdout: found.stdout}).toEqual({code: exit, stdout: ''})
  expect(found.stderr).toContain(`[${code}]`)
  expect(found.stderr).toContain(hint)
  expect(found.stderr).toContain('Try:')
})

test('a database of which nothing was measured: 3, and what to type', async () => {
  const config = shopWith('unmeasured', ({series}) => series.filter(({namespace}) => namespace !== 'AWS/RDS'))
  const {code, stderr} = await runCli(['diagnose', 'orders-db', '-c', config, '--offline'])
  expect(code).toBe(3)
  expect(stderr).toMatch(/nothing was measured of RDS instance shop-db .*\[METRICS_MISSING\]/)
  expect(stderr).toContain('ecom-plan pull')
})
