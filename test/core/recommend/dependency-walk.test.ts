import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {loadBalancerRequests} from '../../../src/core/inventory/metric-ids.js'
import {metricsSchema} from '../../../src/documents/metrics.js'
import type {Run} from '../../../src/documents/run.js'
import {readDocument} from '../../../src/files/read-document.js'
import {renderReportHtml} from '../../../src/report/html/render-report.js'
import {renderRunMarkdown} from '../../../src/report/markdown/render-run.js'
import {renderForecastText} from '../../../src/report/terminal/render-forecast.js'
import {walk} from '../../../src/shell/walk.js'
import {exampleFolder} from '../../example-run.js'
import {reportOf} from '../../report/sample-report.js'

/** The example that is READY, with one more tier: what that does to the verdict, the screen and the reports. */
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-dependency-'))
beforeAll(async () => {
  cpSync(exampleFolder('quiet-tuesday'), folder, {recursive: true})
  await writeMeasures()
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** What the payment provider was asked, and how full a cache was: known functions of the load balancer's requests. */
async function writeMeasures() {
  const metrics = await readDocument({path: join(folder, 'metrics.json.gz'), schema: metricsSchema})
  const balancer = metrics.series.find(
    ({metricName, dimensions}) => metricName === 'RequestCount' && Object.keys(dimensions).length === 1,
  )
  const {dimensions} = loadBalancerRequests('')
  expect(Object.keys(balancer?.dimensions ?? {})).toEqual(Object.keys(dimensions))
  const window = balancer?.windows.find(({periodS}) => periodS === 300)
  if (window === undefined) throw new Error('the example has requests at the load balancer')
  const rows = (measuredAt: (count: number, i: number) => number) => [
    'timestamp,value',
    ...window.values.flatMap((count, i) =>
      count === null
        ? []
        : `${new Date(Date.parse(window.startAt) + i * 300_000).toISOString()},${measuredAt(count, i)}`,
    ),
  ]
  // One interval in twenty is wild: a robust fit must not follow it.
  const wild = (i: number) => (i % 20 === 7 ? 5 : 1)
  const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  write(
    'calls.csv',
    rows((count, i) => count * 0.0625 * wild(i)),
  )
  write(
    'cache.csv',
    rows((count, i) => (10 + (count / 300) * 0.05) * wild(i)),
  )
  write(
    'hourly.csv',
    rows((count) => count).filter((_, i) => i % 12 === 1 || i === 0),
  )
}

async function runWith(tier: string, more = ''): Promise<Run> {
  const path = join(folder, 'ecom-plan.yaml')
  const text = readFileSync(join(exampleFolder('quiet-tuesday'), 'ecom-plan.yaml'), 'utf8')
  writeFileSync(path, `${text}${tier}\n${more}\n`)
  const {run} = await walk({
    configPath: path,
    event: undefined,
    uplift: undefined,
    target: undefined,
    azLoss: undefined,
    asOf: undefined,
    isOffline: true,
    onProgress: () => {},
  })
  return run
}

function rendered(run: Run): string[] {
  const look = {color: false, ascii: false, planFile: null, wide: true, width: null, chart: false}
  return [renderForecastText(run, look), renderRunMarkdown(run), renderReportHtml(reportOf(run))].map((text) =>
    text.replaceAll('\\', ''),
  )
}

test('one tier without a model keeps the verdict from READY, a waiver gives it back and is printed everywhere', async () => {
  const open = await runWith('  erp: {kind: dependency, what: order export}')
  expect(open.plan).toMatchObject({verdict: 'at-risk', notModelled: [{tier: 'erp', why: 'order export'}]})
  expect(open.plan.summary).toContain('Not modelled: erp.')
  const waived = await runWith(
    '  erp: {kind: dependency, what: order export, waived: {by: Ann Example, why: a queue of two days stands before it}}',
  )
  expect(waived.plan.verdict).toBe('ready')
  expect(waived.plan.summary).toContain('Waived: erp.')
  for (const text of rendered(waived)) {
    expect(text).toContain('order export; waived by Ann Example: a queue of two days stands before it')
  }
})

test('a contract that is short makes it NOT READY, is the first to break, and stands on screen and reports', async () => {
  const run = await runWith(
    '  payments: {kind: dependency, what: payment provider, visits: 0.06, limit: {rps: 10, source: contract}, leadTime: 7d, contact: pay@shop.example}',
  )
  const needRps = run.originPeak.p90Rps * 0.06
  expect(run.plan.verdict).toBe('not-ready')
  expect(run.plan.firstToBreak?.tier).toBe('payments')
  expect(run.capacityTodayRps).toBeCloseTo(run.plan.firstToBreak?.atRps ?? 0, 6)
  expect(run.capacityPlannedRps).toBeCloseTo(run.capacityTodayRps ?? 0, 6)
  expect(run.plan.limits.find(({tier}) => tier === 'payments')?.now.p90Ratio).toBeCloseTo(needRps / 10, 9)
  expect(run.plan.patches.filter(({tier}) => tier === 'payments')).toEqual([])
  // The window opens on 17 November, 17:00.
  for (const text of rendered(run)) expect(text).toContain('contract 10 req/s, ask by 10 Nov')
})

test('visits and utilization are measured out of files, against odd intervals', async () => {
  const run = await runWith(
    [
      '  payments: {kind: dependency, what: p, requests: {csv: {path: calls.csv}}, limit: {rps: 100, source: tested}}',
      '  cache: {kind: dependency, what: c, utilization: {csv: {path: cache.csv}, limit: 80, unit: "%"}}',
    ].join('\n'),
  )
  const share = (tier: string) => run.plan.limits.find((limit) => limit.tier === tier)?.now.p90Ratio ?? 0
  expect(share('payments')).toBeCloseTo((run.originPeak.p90Rps * 0.0625) / 100, 4)
  expect(share('cache') / ((10 + run.originPeak.p90Rps * 0.05) / 80)).toBeCloseTo(1, 2)
  expect(run.plan).toMatchObject({verdict: 'ready', notModelled: []})
})

test('what cannot be measured is listed with what to add; a file of hours is refused with its place', async () => {
  const limit = 'limit: {rps: 100, source: contract}'
  const run = await runWith(
    [
      `  payments: {kind: dependency, what: p, ${limit}}`,
      '  cache: {kind: dependency, what: c, utilization: {metric: {namespace: N, metricName: M}, limit: 1}}',
    ].join('\n'),
  )
  expect(run.plan.verdict).toBe('at-risk')
  expect(run.plan.notModelled).toEqual([
    {tier: 'payments', why: expect.stringContaining('add visits, or requests that count them')},
    {tier: 'cache', why: expect.stringContaining('was not measured over half a day')},
  ])
  await expect(
    runWith(`  payments: {kind: dependency, what: p, ${limit}, requests: {csv: {path: hourly.csv}}}`),
  ).rejects.toMatchObject({code: 'DATA_COARSE', place: {field: 'tiers.payments.requests.csv'}})
})
