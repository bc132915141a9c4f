import type {ReadinessCheck} from '../../../src/documents/readiness.ts'
import type {Report} from '../../../src/documents/report.ts'
import {sampleRun} from '../../report/sample-run.ts'

const check = (id: string, status: ReadinessCheck['status'], isMust = false): ReadinessCheck => ({
  id,
  group: 'capacity',
  title: `Check ${id}`,
  kind: 'automatic',
  status,
  isMust,
  weightPoints: 10,
  lostPoints: status === 'pass' ? 0 : status === 'fail' ? 10 : 5,
  message: `${id} is ${status}`,
  evidence: [],
  next: null,
  latestAt: null,
  attestation: null,
})

/** A report of the sample run, as at `at`. */
export function sampleReport({
  at = sampleRun.asOf,
  reportId = 'r-20261123-1100-000001',
  checks = {limits: 'fail', runbook: 'warn'},
  ...others
}: Partial<Omit<Report, 'readiness'>> & {checks?: Record<string, ReadinessCheck['status']>} = {}): Report {
  const {run = sampleRun} = others
  return {
    schema: 'ecom-plan.report/v1',
    reportId,
    at,
    version: '1.0.0',
    run,
    readiness: {
      verdict: run.plan.verdict,
      scorePoints: 58,
      cap: null,
      sentence: run.plan.summary,
      checks: Object.entries(checks).map(([id, status]) => check(id, status, id === 'limits')),
      because: '100 less what failed',
    },
    notices: [],
    delta: null,
    loadTests: [],
    record: [],
    reproduce: [],
    configSha256: {events: 'a', tiers: 'b'},
    ...others,
  }
}
