import type {LoadTestPoint, Report} from '../../src/documents/report.ts'
import type {Run} from '../../src/documents/run.ts'
import {sampleChecks} from './sample-checks.ts'
import {sampleRun} from './sample-run.ts'

const loadTest = (
  testId: string,
  tier: string,
  at: string,
  release: string | null,
  [maxThroughputRps, p95ResponseTimeS, coverageRatio]: [number | null, number | null, number | null],
): LoadTestPoint => ({testId, tier, at, release, maxThroughputRps, p95ResponseTimeS, coverageRatio})

const earlier = (reportId: string, at: string, [p50Rps, p90Rps, p99Rps]: [number, number, number]) => ({
  reportId,
  at,
  peak: {p50Rps, p90Rps, p99Rps},
})

/** The report on the Monday before Black Friday 2026: not ready, with every part that a report before its event can have. */
export const sampleReport: Report = {
  schema: 'ecom-plan.report/v1',
  reportId: 'r-20261123-1100',
  at: sampleRun.asOf,
  version: '0.1.0',
  run: sampleRun,
  readiness: {
    verdict: 'not-ready',
    scorePoints: 58,
    cap: {atPoints: 59, checkIds: ['capacity-p90', 'quota-ec2-vcpu']},
    sentence: 'web runs out at 8,320 req/s on Fri 27 Nov, and the EC2 vCPU quota stops the plan that would raise it.',
    checks: sampleChecks,
    because:
      '100 points less what a check lost, over the weights of all that were made: all of the weight for a failure, half for a warning or an unknown; 59 at most while a must fails. Weights and cap are our judgement.',
  },
  notices: [
    {
      severity: 'warn',
      code: 'LOAD_TEST_STALE',
      message: 'The load test of web is 19 days old.',
      next: 'ecom-plan loadtest next web --tool k6',
    },
  ],
  delta: {
    sinceReportId: 'r-20261116-1100',
    sinceAt: '2026-11-16T11:00:00.000Z',
    figures: [
      {label: 'Score', before: '49', after: '58', direction: 'better', because: null},
      {
        label: 'Peak P90',
        before: '12,460 req/s',
        after: '12,694 req/s',
        direction: 'neutral',
        because: 'seven more days: the ordinary level rose by 1.9 %',
      },
      {
        label: 'Time short',
        before: '12 h 10 min',
        after: '12 h 35 min',
        direction: 'worse',
        because: 'the same capacity, a higher peak',
      },
      {label: 'Cost of the window', before: '$791', after: '$719', direction: 'better', because: null},
    ],
    checks: [
      {
        checkId: 'lcu-reservation',
        title: 'Load balancer is warm',
        before: 'warn',
        after: 'pass',
        direction: 'better',
      },
      {
        checkId: 'marketing',
        title: 'Marketing plan is in the forecast',
        before: null,
        after: 'warn',
        direction: 'worse',
      },
    ],
    reasons: ['7 days of new traffic', 'a load test of checkout-api, release 2026.46'],
  },
  loadTests: [
    loadTest('web-1', 'web', '2026-08-12T09:00:00.000Z', '2026.32', [7200, 0.31, 0.57]),
    loadTest('web-2', 'web', '2026-10-07T09:00:00.000Z', '2026.40', [8100, 0.34, 0.64]),
    loadTest('web-3', 'web', '2026-11-04T09:00:00.000Z', '2026.44', [8900, 0.36, 0.7]),
    loadTest('checkout-1', 'checkout-api', '2026-10-08T09:00:00.000Z', '2026.40', [1610, 0.42, 1.06]),
    loadTest('checkout-2', 'checkout-api', '2026-11-18T09:00:00.000Z', '2026.46', [1580, 0.47, 1.04]),
    loadTest('search-1', 'search', '2026-11-10T09:00:00.000Z', null, [null, null, null]),
  ],
  record: [
    earlier('r-20261005-1000', '2026-10-05T10:00:00.000Z', [9700, 12_900, 16_900]),
    earlier('r-20261102-1100', '2026-11-02T11:00:00.000Z', [9980, 12_600, 15_600]),
    earlier('r-20261116-1100', '2026-11-16T11:00:00.000Z', [10_080, 12_460, 14_900]),
  ],
  reproduce: ['ecom-plan report --event black-friday-2026 --as-of 2026-11-23T11:00:00Z -o report.html'],
}

/** What came of it, as a report after the event has it. */
export const sampleAfter: NonNullable<Report['after']> = {
  forecastReportId: 'r-20261126-1200',
  forecastAt: '2026-11-26T12:00:00.000Z',
  forecastPeak: {p50Rps: 10_210, p90Rps: 12_694, p99Rps: 14_965},
  measuredPeakRps: 11_480,
  measuredPeakAt: '2026-11-28T01:07:00.000Z',
  errorRatio: 0.124,
  coverage: {p50Ratio: 0.41, p90Ratio: 0.94, p99Ratio: 1, hourCount: 32},
  tiers: [
    {
      tier: 'web',
      measure: 'requests',
      plannedRatio: 0.915,
      measuredRatio: 0.828,
      held: 'held',
      because: 'below its limit in every minute',
    },
    {
      tier: 'orders-db',
      measure: 'connections',
      plannedRatio: 0.52,
      measuredRatio: 1.02,
      held: 'did-not-hold',
      because: 'above its limit for 6 min from 20:04 EST: a batch job held 2,400 connections',
    },
    {
      tier: 'session-cache',
      measure: 'memory',
      plannedRatio: null,
      measuredRatio: null,
      held: 'not-measured',
      because: 'no metric was read',
    },
  ],
  plannedCostUsd: 719,
  actualCostUsd: 655,
  costBecause: 'instance-hours above the resting minimum, at list prices of 20 Nov 2026',
  wastedInstanceHoursCount: 212,
  wasteBecause: 'instances in service beyond what the measured load needed at 80 % of the limit, hour by hour',
  lessons: ['uplift 3.71 written to the history of black-friday', 'move the batch job of orders-db out of the evening'],
}

/** The same report of another run: its earlier forecasts stand to its peak as the sample's do to the sample's. */
export function reportOf(run: Run): Report {
  const scale = run.forecast.peak.p50Rps / sampleRun.forecast.peak.p50Rps
  const shiftMs = Date.parse(run.asOf) - Date.parse(sampleRun.asOf)
  const shifted = (at: string) => new Date(Date.parse(at) + shiftMs).toISOString()
  return {
    ...sampleReport,
    at: run.asOf,
    run,
    readiness: {...sampleReport.readiness, sentence: run.plan.summary},
    loadTests: sampleReport.loadTests.map((test) => ({...test, at: shifted(test.at)})),
    record: sampleReport.record.map(({reportId, at, peak}) => ({
      reportId,
      at: shifted(at),
      peak: {p50Rps: peak.p50Rps * scale, p90Rps: peak.p90Rps * scale, p99Rps: peak.p99Rps * scale},
    })),
  }
}
