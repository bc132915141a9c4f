import type {Report} from '../documents/report.js'
import type {Run} from '../documents/run.js'

/** A report of a run alone: no check beside the plan's verdict, no history. */
export function reportOfRun(run: Run, version: string): Report {
  return {
    schema: 'ecom-plan.report/v1',
    reportId: run.runId,
    at: run.asOf,
    version,
    run,
    readiness: {
      verdict: run.plan.verdict,
      scorePoints: 0,
      cap: null,
      sentence: run.plan.summary,
      checks: [],
      because: 'no check was made',
    },
    notices: [],
    delta: null,
    loadTests: [],
    record: [],
    reproduce: [],
  }
}
