import {reportDelta} from '../../core/report-history/report-delta.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {Report} from '../../documents/report.js'
import type {ReportDelta} from '../../documents/report-delta.js'
import type {ReportGist} from '../../documents/report-gist.js'
import {PlanError} from '../../errors.js'
import {findReport} from '../../history/find-report.js'
import {readReports, type StoredReports} from '../../history/stored-reports.js'
import {type AwsFlagValues, useEndpoint} from '../aws-flags.js'
import type {Warning} from '../base-command.js'
import {optionalConfig} from '../optional-config.js'
import {openHistory} from './open-history.js'
import {openWhole} from './seal-report.js'

type From = {configPath: string | undefined; aws: AwsFlagValues}

/** The store of reports that the config names; nothing of AWS is asked but the bucket, where it is one. */
async function keptReports({configPath, aws}: From): Promise<StoredReports> {
  useEndpoint(aws['endpoint-url'])
  return readReports(await openHistory(await optionalConfig(configPath, aws)))
}

const warningsOf = ({failures}: StoredReports): Warning[] => failures.map(({code, message}) => ({code, message}))

/** What a list shows of the kept reports, and a warning for each blob that is none. A store that is not there is empty. */
export async function listReports(from: From): Promise<{place: string; reports: ReportGist[]; warnings: Warning[]}> {
  const kept = await keptReports(from)
  return {place: kept.place, reports: kept.reports.map(({gist}) => gist), warnings: warningsOf(kept)}
}

/** The kept report of that id, its beginning, or `latest`. Throws REPORT_UNKNOWN, REPORT_AMBIGUOUS, REPORT_DAMAGED. */
export async function keptReport(from: From, wanted: string): Promise<Report> {
  return openWhole(findReport(await keptReports(from), wanted))
}

/**
 * Two kept reports of one event and what is other in the second. Throws as `keptReport`, and REPORTS_OF_TWO_EVENTS:
 * figures of two events differ for no reason that a delta could give.
 */
export async function diffReports(
  store: BlobStore,
  [first, second]: readonly [string, string],
): Promise<{delta: ReportDelta; after: Report; warnings: Warning[]}> {
  const kept = await readReports(store)
  const [before, after] = [openWhole(findReport(kept, first)), openWhole(findReport(kept, second))]
  const [was, is] = [before.run.forecast, after.run.forecast]
  if (was.eventId !== is.eventId || was.date !== is.date) {
    const message = `${before.reportId} is of ${was.eventName} (${was.date}), and ${after.reportId} of ${is.eventName} (${is.date})`
    throw new PlanError('usage', 'REPORTS_OF_TWO_EVENTS', message, {
      suggestions: ['name two reports of one event: ecom-plan show --list'],
    })
  }
  return {delta: reportDelta({before, after}), after, warnings: warningsOf(kept)}
}

/** Whether what was typed names a report, and no apply. */
export const isReportId = (text: string | undefined): boolean => text === 'latest' || text?.startsWith('r-') === true
