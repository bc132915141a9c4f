import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {parse, stringify} from 'yaml'
import {cdnMetrics} from '../../src/core/inventory/metric-ids.js'
import {metricsSchema} from '../../src/documents/metrics.js'
import {snapshotSchema} from '../../src/documents/snapshot.js'
import {readDocument} from '../../src/files/read-document.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {deepTest} from '../deep.js'
import {exampleFolder} from '../example-run.js'
import {exampleDemand} from './example-demand.js'
import {runCli} from './run-cli.js'

const example = exampleFolder('bright-friday')
const firstDay = '2026-11-02T06:10:00Z'
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-pull-'))
let aws: FakeAws
let estate: FakeEstate
let folder = ''
let count = 0

beforeAll(async () => {
  const snapshot = await readDocument({path: join(example, 'estate.json'), schema: snapshotSchema})
  const metrics = await readDocument({path: join(example, 'metrics.json.gz'), schema: metricsSchema})
  const windows = await exampleDemand()
  const {requests} = cdnMetrics('E2BRIGHTFRIDAY')
  // The demand of the example is the CDN's requests: one series, whichever document it lies in.
  const others = metrics.series.filter(
    ({namespace, metricName}) => namespace !== requests.namespace || metricName !== requests.metricName,
  )
  const series = [...others, {...requests, windows}]
  estate = makeEstate({snapshot, series, now: firstDay, pagePoints: 100_800, pageSize: 50})
  aws = await startFakeAws({estate})
})
afterAll(async () => {
  await aws.close()
  rmSync(home, {recursive: true, force: true})
})

/** A fresh shop that reads AWS alone, with an archive of its own. */
beforeEach(() => {
  folder = join(home, `shop-${count++}`)
  cpSync(join(example, 'loadtests'), join(folder, 'loadtests'), {recursive: true})
  const own = parse(readFileSync(join(example, 'ecom-plan.yaml'), 'utf8'))
  const live = {
    ...own,
    inventory: {source: 'aws'},
    metrics: {source: 'aws'},
    demand: {...own.demand, sources: [{kind: 'cloudwatch'}]},
  }
  writeFileSync(join(folder, 'ecom-plan.yaml'), stringify(live))
  estate.now = firstDay
  aws.faults.length = 0
})

const metricCalls = (from: number) => aws.calls.slice(from).filter((call) => call.operation === 'GetMetricData').length

async function run(args: string[], expected = 0) {
  const env = {AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret'}
  const {code, stdout, stderr} = await runCli([...args, '--json'], {cwd: folder, env})
  expect({code, stderr, error: JSON.parse(stdout).error}).toMatchObject({code: expected, stderr: ''})
  return JSON.parse(stdout)
}

test('the estimate is what the pull asks; a second pull asks nothing; the next day only what is new', async () => {
  const estimate = (await run(['pull', '--estimate', '--as-of', firstDay])).data
  const from = aws.calls.length
  const pulled = (await run(['pull', '--as-of', firstDay])).data
  expect(metricCalls(from)).toBe(estimate.metricCallCount)
  expect(aws.calls.length - from).toBe(estimate.callCount)
  expect(pulled).toMatchObject({callCount: estimate.callCount, billedMetricCount: estimate.billedMetricCount})
  expect(pulled.valueCount).toBeGreaterThan(100_000)

  const again = aws.calls.length
  expect((await run(['pull', '--as-of', firstDay])).data.metricCallCount).toBe(0)
  expect(metricCalls(again)).toBe(0)

  const nextDay = '2026-11-03T06:10:00Z'
  estate.now = nextDay
  const next = (await run(['pull', '--estimate', '--as-of', nextDay])).data
  // A day of minutes for each series, and nothing of what is there.
  expect(next.pointCount).toBe(next.seriesCount * 24 * 60)
  expect((await run(['archive', 'verify'])).ok).toBe(true)
})

test('forecast --offline from the archive is the plan of the live read', async () => {
  await run(['pull', '--as-of', firstDay])
  const live = (await run(['forecast', '--as-of', firstDay])).data
  const offline = (await run(['forecast', '--offline', '--as-of', firstDay])).data
  expect(offline.plan).toEqual(live.plan)
})

deepTest('a pull that is cut resumes, and never stores a gap as a zero', async () => {
  // A call of the second chunk is refused for good: what was read before it is kept.
  aws.faults.push({operation: 'GetMetricData', kind: 'error', code: 'AccessDenied', message: 'no', skip: 40})
  const whole = (await run(['pull', '--estimate', '--as-of', firstDay])).data.callCount
  expect((await run(['pull', '--as-of', firstDay], 4)).error.code).toBe('ACCESS_DENIED')
  aws.faults.length = 0
  const rest = (await run(['pull', '--estimate', '--as-of', firstDay])).data.callCount
  expect(rest).toBeLessThan(whole)
  expect((await run(['pull', '--as-of', firstDay])).data.callCount).toBe(rest)
  const live = (await run(['forecast', '--as-of', firstDay])).data
  const offline = (await run(['forecast', '--offline', '--as-of', firstDay])).data
  // Minutes that the load balancer was not measured in are missing from both alike.
  expect(offline.plan).toEqual(live.plan)
})
