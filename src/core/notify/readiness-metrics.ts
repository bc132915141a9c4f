import type {ReadinessMetric} from '../../documents/readiness-metric.js'
import type {Report} from '../../documents/report.js'
import {shortfallOf} from './message-of.js'

/**
 * The metrics of a report. An alarm on one of them that takes missing data for breaching says that no report was made.
 * The score is in points, the peak in requests a second at P90, and the shortfall in minutes: the longest time in the
 * window for which one of today's limits is exceeded at the quantile that is planned for.
 */
export function readinessMetrics(report: Report): ReadinessMetric[] {
  const {run, readiness, at} = report
  const of = {at, service: dimensionValue(run.service), eventId: dimensionValue(run.plan.eventId)}
  return [
    {...of, name: 'ReadinessScore', unit: 'None', value: readiness.scorePoints},
    {...of, name: 'PeakP90Rps', unit: 'Count/Second', value: run.forecast.peak.p90Rps},
    {...of, name: 'ShortfallMinutes', unit: 'None', value: shortfallOf(report) / 60},
  ]
}

/** CloudWatch takes 1 to 1,024 printable characters of ASCII. */
export function dimensionValue(text: string): string {
  return (
    text
      .replaceAll(/[^\x20-\x7e]/g, '?')
      .trim()
      .slice(0, 1024) || '?'
  )
}
