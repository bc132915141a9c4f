import type {ReadinessCheck} from '../../../src/documents/readiness.ts'
import type {Report} from '../../../src/documents/report.ts'
import {sampleRun} from '../sample-run.ts'

/** A readiness check of a made-up report; a failed must unless told. */
export function toldCheck(given: Partial<ReadinessCheck> = {}): ReadinessCheck {
  return {
    id: 'capacity-p90',
    group: 'capacity',
    title: 'Web capacity covers P90',
    kind: 'automatic',
    status: 'fail',
    isMust: true,
    weightPoints: 20,
    lostPoints: 20,
    message: 'short 12 h 35 min on Fri 27 Nov',
    evidence: [],
    next: 'raise MaxSize of shop-web-asg to 66',
    latestAt: null,
    attestation: null,
    ...given,
  }
}

/** A report of the sample run: NOT READY at 58 points, unless told. */
export function toldReport(given: Partial<Report> = {}): Report {
  return {
    schema: 'ecom-plan.report/v1',
    reportId: 'r-20261123-1100',
    at: '2026-11-23T11:00:00.000Z',
    version: '1.0.0',
    run: sampleRun,
    readiness: {
      verdict: 'not-ready',
      scorePoints: 58,
      cap: {atPoints: 59, checkIds: ['capacity-p90']},
      sentence: 'The web tier is short for 12 h 35 min on Fri 27 Nov.',
      checks: [
        toldCheck({id: 'backtest', title: 'Backtest', status: 'pass', isMust: false, next: null}),
        toldCheck({
          id: 'load-test',
          title: 'Load test',
          status: 'warn',
          isMust: false,
          message: '19 days old',
          next: null,
        }),
        toldCheck(),
      ],
      because: '100 less 42 points',
    },
    notices: [],
    delta: null,
    loadTests: [],
    record: [],
    reproduce: ['ecom-plan report --as-of 2026-11-23T11:00:00Z'],
    ...given,
  }
}
