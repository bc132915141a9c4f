import {assert, constantFrom, double, property, record, string} from 'fast-check'
import {expect, test} from 'vitest'
import {reportDelta} from '../../../src/core/report-history/report-delta.ts'
import type {Report} from '../../../src/documents/report.ts'
import {reportDeltaSchema} from '../../../src/documents/report-delta.ts'
import type {Run} from '../../../src/documents/run.ts'
import {sampleRun} from '../../report/sample-run.ts'
import {sampleReport} from './sample-report.ts'

const withPeak = (run: Run, factor: number): Run => {
  const {peak} = run.forecast
  const scaled = {...peak, p50Rps: peak.p50Rps * factor, p90Rps: peak.p90Rps * factor, p99Rps: peak.p99Rps * factor}
  return {...run, forecast: {...run.forecast, peak: scaled}}
}

test('a week later: what is other, which way, and why', () => {
  const {plan, forecast} = sampleRun
  const web = plan.limits[0]
  const now: Run = {
    ...withPeak(sampleRun, 1.1),
    plan: {
      ...plan,
      limits: plan.limits.map((limit) =>
        limit === web ? {...limit, today: '66 × c7g.xlarge', verdict: 'ok', shortS: 0} : limit,
      ),
      base: {...plan.base, snapshotSha256: 'other'},
    },
  }
  now.forecast = {
    ...now.forecast,
    history: {...forecast.history, toAt: new Date(Date.parse(forecast.history.toAt) + 7 * 86_400_000).toISOString()},
  }
  const loadTest = {
    testId: '0123456789abcdef',
    tier: 'web',
    at: sampleRun.asOf,
    release: 'v2',
    maxThroughputRps: 9000,
    p95ResponseTimeS: 0.2,
    coverageRatio: 0.7,
  }
  const before = sampleReport()
  const after = sampleReport({
    run: now,
    reportId: 'r-20261130-1100-000002',
    checks: {limits: 'pass', runbook: 'fail', roster: 'warn'},
    loadTests: [loadTest],
    configSha256: {events: 'a', tiers: 'c'},
    version: '1.1.0',
  })
  const delta = reportDelta({before, after})
  expect(reportDeltaSchema.parse(delta)).toEqual(delta)
  expect(delta.sinceReportId).toBe('r-20261123-1100-000001')
  expect(delta.checks).toEqual([
    {checkId: 'limits', title: 'Check limits', before: 'fail', after: 'pass', direction: 'better'},
    {checkId: 'roster', title: 'Check roster', before: null, after: 'warn', direction: 'neutral'},
    {checkId: 'runbook', title: 'Check runbook', before: 'warn', after: 'fail', direction: 'worse'},
  ])
  expect(delta.figures.find(({label}) => label === 'Peak P90')).toMatchObject({
    direction: 'neutral',
    because: expect.stringMatching(/^new data: traffic up to .*, 7 d more; ecom-plan 1\.1\.0 instead of 1\.0\.0$/),
  })
  expect(delta.figures.find(({label}) => label.startsWith(`${web?.tier} `))).toMatchObject({direction: 'better'})
  expect(delta.reasons).toEqual([
    expect.stringMatching(/^new data/),
    'new load test: web 0123456789abcdef',
    'ecom-plan.yaml changed: tiers',
    `settings in AWS changed: web requests ${web?.today} → 66 × c7g.xlarge`,
    'ecom-plan 1.1.0 instead of 1.0.0',
  ])
})

const reports = record({
  factor: double({min: 0.5, max: 2, noNaN: true}),
  capacityRps: double({min: 0, max: 30_000, noNaN: true}),
  costUsd: double({min: 0, max: 5000, noNaN: true}),
  status: constantFrom('pass', 'warn', 'fail', 'unknown'),
  config: string({maxLength: 2}),
  version: constantFrom('1.0.0', '1.1.0'),
}).map(({factor, capacityRps, costUsd, status, config, version}): Report => {
  const run = withPeak(sampleRun, factor)
  return sampleReport({
    run: {...run, capacityTodayRps: capacityRps, plan: {...run.plan, windowCostUsd: costUsd}},
    checks: {limits: status as 'pass'},
    configSha256: {events: config},
    version,
  })
})

test('a report has no delta to itself', () => {
  assert(
    property(reports, (report) => {
      const {figures, checks, reasons} = reportDelta({before: report, after: structuredClone(report)})
      expect({figures, checks, reasons}).toEqual({figures: [], checks: [], reasons: []})
    }),
  )
})

test('the other way round every figure and check goes the other way', () => {
  const opposite = {better: 'worse', worse: 'better', neutral: 'neutral'}
  assert(
    property(reports, reports, (a, b) => {
      const there = reportDelta({before: a, after: b})
      const back = reportDelta({before: b, after: a})
      expect(
        back.figures.map(({label, before, after, direction}) => [label, after, before, opposite[direction]]),
      ).toEqual(there.figures.map(({label, before, after, direction}) => [label, before, after, direction]))
      expect(
        back.checks.map(({checkId, before, after, direction}) => [checkId, after, before, opposite[direction]]),
      ).toEqual(there.checks.map(({checkId, before, after, direction}) => [checkId, before, after, direction]))
    }),
  )
})

test('more capacity is better, a higher price worse, a higher peak neither', () => {
  const run = (patch: Partial<Run>, costUsd: number) =>
    sampleReport({run: {...sampleRun, ...patch, plan: {...sampleRun.plan, windowCostUsd: costUsd}}})
  const {figures} = reportDelta({
    before: run({capacityTodayRps: 8000}, 100),
    after: run({...withPeak(sampleRun, 1.2), capacityTodayRps: 9000}, 200),
  })
  const directionOf = (label: string) => figures.find((one) => one.label === label)?.direction
  expect([directionOf('Capacity today'), directionOf('Cost of the window'), directionOf('Peak P90')]).toEqual([
    'better',
    'worse',
    'neutral',
  ])
})
