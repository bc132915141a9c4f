import {PlanError} from '../errors.js'
import type {StoredReport, StoredReports} from './stored-reports.js'

/**
 * The one report whose id begins with `wanted`, or the newest for `latest`. Throws REPORT_UNKNOWN, with the newest ids
 * there are, REPORT_AMBIGUOUS where several begin so, and why it cannot be read where a damaged blob bears the id.
 */
export function findReport({place, reports, failures}: StoredReports, wanted: string): StoredReport {
  const found = wanted === 'latest' ? reports.slice(-1) : reports.filter(({gist}) => gist.reportId.startsWith(wanted))
  const [first, second] = found
  if (first !== undefined && second === undefined) return first
  if (first !== undefined) {
    throw new PlanError(
      'usage',
      'REPORT_AMBIGUOUS',
      `${wanted} begins the ids of ${found.length} reports in ${place}`,
      {
        suggestions: found.slice(-3).map(({gist}) => `ecom-plan show ${gist.reportId}`),
      },
    )
  }
  const broken = failures.find((failure) => failure.place?.file.includes(wanted))
  if (broken !== undefined) throw broken
  const newest = reports.slice(-3).map(({gist}) => gist.reportId)
  throw new PlanError('usage', 'REPORT_UNKNOWN', `${place} holds no report ${wanted}`, {
    suggestions: [
      ...(newest.length === 0 ? ['ecom-plan report'] : [`the newest are ${newest.reverse().join(', ')}`]),
      'ecom-plan show --list',
    ],
  })
}
