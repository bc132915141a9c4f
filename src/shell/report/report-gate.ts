import type {Report} from '../../documents/report.js'

/** How bad a report must be for exit code 2. */
export const reportGates = ['warn', 'risk', 'not-ready'] as const
export type ReportGate = (typeof reportGates)[number]

/**
 * Whether a report is at least as bad as the gate that was asked for: `warn` is met by any check that does not pass and
 * by any notice, `risk` by a verdict other than ready, `not-ready` by that alone.
 */
export function meetsReportGate({readiness, notices}: Report, gate: ReportGate | undefined): boolean {
  if (gate === undefined) return false
  if (gate === 'not-ready') return readiness.verdict === 'not-ready'
  if (readiness.verdict !== 'ready') return true
  return gate === 'warn' && (notices.length > 0 || readiness.checks.some(({status}) => status !== 'pass'))
}
