import {PlanError} from '../../errors.js'
import {storeReport} from '../../history/stored-reports.js'
import {type FileOptions, type WrittenFile, writeReportFiles} from './report-files.js'
import {meetsReportGate, type ReportGate} from './report-gate.js'
import type {MadeReport} from './report-walk.js'

/** What became of a report that was made. */
export type Delivered = {
  written: WrittenFile[]
  /** Where it is kept; null where it is not. */
  kept: {place: string; reportId: string} | null
  failures: PlanError[]
  /**
   * What the command ends as, null for 0. The worst counts: figures that are not of now, then a file or a history that
   * is not where it should be, then what the gate asked for.
   */
  ending: 'aws' | 'output' | 'gate' | null
}

/** Writes the files of a report and keeps it; what fails of that keeps nothing else from being done. */
export async function deliverReport({
  made,
  paths,
  options,
  gate,
}: {
  made: MadeReport
  paths: readonly string[]
  options: FileOptions
  gate: ReportGate | undefined
}): Promise<Delivered> {
  const {report, keepIn} = made
  const {written, failures} = await writeReportFiles(paths, report, options)
  const unkept = keepIn === null ? null : await keep({...made, keepIn})
  const all = [...failures, ...(unkept === null ? [] : [unkept])]
  const ending =
    made.failure !== null ? 'aws' : all.length > 0 ? 'output' : meetsReportGate(report, gate) ? 'gate' : null
  const kept = keepIn === null || unkept !== null ? null : {place: keepIn.place, reportId: report.reportId}
  return {written, kept, failures: all, ending}
}

type Keeping = Pick<MadeReport, 'report'> & {keepIn: NonNullable<MadeReport['keepIn']>}

async function keep({report, keepIn}: Keeping): Promise<PlanError | null> {
  try {
    await storeReport({store: keepIn, report})
    return null
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    const message = `the report is not in the history, so that the next one will not know of it: ${error.message}`
    return new PlanError('output', 'HISTORY_NOT_WRITTEN', message, {suggestions: error.suggestions, cause: error})
  }
}
