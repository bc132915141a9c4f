import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import {cdnMetrics} from '../../src/core/inventory/metric-ids.js'
import {finestWindows} from '../../src/core/inventory/metric-windows.js'
import {metricsSchema} from '../../src/documents/metrics.js'
import {type Plan, planSchema} from '../../src/documents/plan.js'
import type {MetricSeries, Window} from '../../src/documents/series.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.js'
import {makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {validateInput} from '../aws-fake/validate-input.js'
import {deepTest} from '../deep.js'
import {exampleFolder} from '../example-run.js'
import {runCli} from './run-cli.js'

const example = exampleFolder('bright-friday')
const asOf = '2026-11-02T06:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-wire-'))
const files = ['hourly', 'five-minute', 'one-minute'].map((name) => `traffic/${name}.csv.gz`)
let aws: FakeAws

async function demandSeries(): Promise<MetricSeries> {
  const windows: Window[] = []
  for (const path of files) {
    const {window} = await readTrafficCsv({
      path: join(example, path),
      timeColumn: 'timestamp',
      valueColumn: 'requests',
      unit: 'count',
      timezone: 'UTC',
    })
    windows.push(window)
  }
  return {...cdnMetrics('E2BRIGHTFRIDAY').requests, windows}
}

/** The example's config with other sources; what lies in the example is named by its whole path. */
function writeConfig(name: string, change: Record<string, unknown>, sources: unknown[]): string {
  const config = parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8'))
  const path = join(folder, name)
  const loadTests = config.loadTests.map((test: {path: string}) => ({...test, path: join(example, test.path)}))
  const own = {...config, ...change, loadTests, demand: {...config.demand, sources}}
  writeFileSync(path, stringify(own))
  return path
}

/** The rows of one of the example's files that lie in a stretch of time. */
function cutCsv(path: string, fromAt: string, toAt: string): string {
  const [header, ...rows] = gunzipSync(readFileSync(join(example, path)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  const kept = rows.filter((row) => {
    const atMs = Date.parse(row.split(',')[0] ?? '')
    return atMs >= Date.parse(fromAt) && atMs < Date.parse(toAt)
  })
  const cut = join(folder, path.replaceAll('/', '-').replace('.gz', ''))
  writeFileSync(cut, `${[header, ...kept].join('\n')}\n`)
  return cut
}

async function planOf(config: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const out = `${config}.plan.json`
  const {code, stderr, stdout} = await runCli(
    ['forecast', '-c', config, '--as-of', asOf, '--out-plan', out, '--json', ...args],
    {env},
  )
  expect({code, stderr, error: JSON.parse(stdout).error}).toEqual({code: 0, stderr: '', error: undefined})
  return readFileSync(out, 'utf8')
}

/**
 * A plan without the row of the CDN's bandwidth: what the example's metrics count of the CDN's requests is a little less
 * than its demand, and over the wire both are one series.
 */
function comparable(plan: string): string {
  const read = JSON.parse(plan)
  const limits = read.limits.filter(({measure}: {measure: string}) => measure !== 'bandwidth')
  return JSON.stringify({...read, limits}, null, 1)
}

const fromFiles = {
  inventory: {source: 'file', path: join(example, 'estate.json')},
  metrics: {source: 'file', path: join(example, 'metrics.json.gz')},
}
const live = {inventory: {source: 'aws'}, metrics: {source: 'aws'}}
const csv = (path: string) => ({kind: 'csv', path})
const wireEnv = () => ({
  AWS_ENDPOINT_URL: aws.url,
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_EC2_METADATA_DISABLED: 'true',
})

beforeAll(async () => {
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  const metrics = await readDocument({path: join(example, 'metrics.json.gz'), schema: metricsSchema})
  // The demand of the example is the CDN's requests: one series, whichever document it lies in.
  const demand = await demandSeries()
  const isDemand = ({namespace, metricName}: MetricSeries) =>
    namespace === demand.namespace && metricName === demand.metricName
  const series = [...metrics.series.filter((one) => !isDemand(one)), demand]
  aws = await startFakeAws({estate: makeEstate({snapshot, series, now: asOf, pagePoints: 100_800, pageSize: 50})})
})
afterAll(async () => {
  await aws.close()
  rmSync(folder, {recursive: true, force: true})
})

test('CloudWatch alone gives the plan of the files cut to its retention, byte for byte', async () => {
  const windows = finestWindows(asOf)
  const cut = files.map((path, i) => csv(cutCsv(path, windows[i]?.fromAt ?? '', windows[i]?.toAt ?? '')))
  const expected = await planOf(writeConfig('cut.yaml', fromFiles, cut), ['--offline'])
  const found = await planOf(writeConfig('wire.yaml', live, [{kind: 'cloudwatch'}]), [], wireEnv())
  expect(comparable(found)).toBe(comparable(expected))
  expect(aws.calls.filter((call) => call.isMutating)).toEqual([])
})

deepTest('with a CSV for the older year it gives the plan of all the files', async () => {
  const expected = await planOf(
    writeConfig(
      'all.yaml',
      fromFiles,
      files.map((path) => csv(join(example, path))),
    ),
    ['--offline'],
  )
  const sources = [csv(join(example, files[0] ?? '')), {kind: 'cloudwatch'}]
  const found = await planOf(writeConfig('wire-and-csv.yaml', live, sources), [], wireEnv())
  expect(comparable(found)).toBe(comparable(expected))
})

test('backtest reads the wire as forecast does, and gives what it gives of all the files', async () => {
  const backtestOf = async (config: string, args: string[], env: Record<string, string> = {}) => {
    const {code, stdout} = await runCli(['backtest', '-c', config, '--as-of', asOf, '--json', ...args], {env})
    expect(code).toBe(0)
    return JSON.parse(stdout).data
  }
  const whole = files.map((path) => csv(join(example, path)))
  const expected = await backtestOf(writeConfig('backtest.yaml', fromFiles, whole), ['--offline'])
  const sources = [csv(join(example, files[0] ?? '')), {kind: 'cloudwatch'}]
  const found = await backtestOf(writeConfig('backtest-wire.yaml', live, sources), [], wireEnv())
  expect(found.cases).toHaveLength(2)
  expect(found).toEqual(expected)
})

test('every patch passes the schemas of the SDK', async () => {
  const plan: Plan = planSchema.parse(
    JSON.parse(
      await planOf(
        writeConfig(
          'patches.yaml',
          fromFiles,
          files.map((path) => csv(join(example, path))),
        ),
        ['--offline'],
      ),
    ),
  )
  expect(plan.patches.length).toBeGreaterThan(10)
  const undos = plan.patches.flatMap((patch) => ('impossible' in patch.undo ? [] : [patch.undo]))
  const findings = [...plan.patches.map((patch) => patch.request), ...undos].flatMap((request) =>
    validateInput(request),
  )
  expect(findings).toEqual([])
})

test('apply --dry-run shows the differences and sends nothing', async () => {
  const config = writeConfig(
    'apply.yaml',
    fromFiles,
    files.map((path) => csv(join(example, path))),
  )
  await planOf(config, ['--offline'])
  const before = aws.calls.length
  const args = ['apply', `${config}.plan.json`, '--dry-run', '--json', '--endpoint-url', aws.url]
  const {code, stdout, stderr} = await runCli(args, {env: wireEnv()})
  expect(stderr).toBe('')
  const {review} = JSON.parse(stdout).data
  const statusOf = (id: string) => review.checks.find((check: {id: string}) => check.id === id)?.status
  expect(statusOf('drift')).toBe('ok')
  // The plan is of 2 November; on a later day it has expired, which is said and refused.
  expect(code).toBe(review.isRefused ? 6 : 0)
  const made = aws.calls.slice(before)
  expect(made.length).toBeGreaterThan(4)
  expect(made.filter((call) => call.isMutating)).toEqual([])
})

test('apply that nobody confirms sends nothing', async () => {
  const config = writeConfig(
    'apply-live.yaml',
    fromFiles,
    files.map((path) => csv(join(example, path))),
  )
  await planOf(config, ['--offline'])
  const before = aws.calls.length
  const args = ['apply', `${config}.plan.json`, '--endpoint-url', aws.url]
  const {code} = await runCli(args, {env: wireEnv()})
  // Not confirmed, or expired by now.
  expect([6, 7]).toContain(code)
  expect(aws.calls.slice(before).filter((call) => call.isMutating)).toEqual([])
})
