import type {Config} from '../../documents/config.js'
import {type Report, reportSchema} from '../../documents/report.js'
import {PlanError} from '../../errors.js'
import {sha256Of} from '../../files/sha256.js'
import {reportIdOf} from '../../history/report-name.js'
import {damaged, type StoredReport} from '../../history/stored-reports.js'

/** A report with its id, which is made of its time and of all that it says: the same report has the same id. */
export function sealReport(draft: Omit<Report, 'reportId'>): Report {
  // As it will lie in its file: a value that is undefined is not there.
  const asFile: Omit<Report, 'reportId'> = JSON.parse(JSON.stringify(draft))
  return reportSchema.parse({...asFile, reportId: idOf(asFile)})
}

const idOf = (draft: Omit<Report, 'reportId'>) => reportIdOf({at: draft.at, sha256: sha256Of(draft)})

/** A report of a store, whole and as it was written. Throws REPORT_DAMAGED, also where somebody changed it since. */
export function openWhole({open, place}: StoredReport): Report {
  const {reportId, ...rest} = open()
  if (idOf(rest) !== reportId)
    throw damaged(place, 'what it says is not what its id was made from: somebody changed it')
  return {reportId, ...rest}
}

/** Fingerprints of a config by its keys, without what decides nothing in a report. */
export function configFingerprints(config: Config): Record<string, string> {
  const {schema: _schema, report: _report, notify: _notify, aws, ...others} = config
  const entries = Object.entries({...others, aws: {account: aws.account, region: aws.region}}).filter(
    ([, value]) => value !== undefined,
  )
  return Object.fromEntries(entries.map(([key, value]) => [key, sha256Of(value).slice(0, 16)]))
}

/** The first of the reports, the newest before the others, that is whole, and what was passed over on the way. */
export function newestWhole(reports: readonly StoredReport[]): {report: Report | null; failures: PlanError[]} {
  const failures: PlanError[] = []
  for (const stored of [...reports].reverse()) {
    try {
      return {report: openWhole(stored), failures}
    } catch (error) {
      if (!(error instanceof PlanError)) throw error
      failures.push(error)
    }
  }
  return {report: null, failures}
}
