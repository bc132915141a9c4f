import {PlanError} from '../../errors.js'
import {storeReport} from '../../history/stored-reports.js'
import {renderReportMarkdown} from '../../report/markdown/render-report.js'
import type {Warning} from '../base-command.js'
import {type Telling, tellOf} from '../notify-report.js'
import {type FileOptions, type WrittenFile, writeReportFiles} from './report-files.js'
import {meetsReportGate, type ReportGate} from './report-gate.js'
import type {MadeReport} from './report-walk.js'

/** What became of a report that was made. */
export type Delivered = {
  written: WrittenFile[]
  /** Where it is kept; null where it is not. */
  kept: {place: string; reportId: string} | null
  failures: PlanError[]
  /** Who heard of it, as words: `slack: sent`; and why others did not. */
  told: string[]
  warnings: Warning[]
  /**
   * What the command ends as, null for 0. The worst counts: figures that are not of now, then a file or a history that
   * is not where it should be, or somebody who had to hear did not, then what the gate asked for.
   */
  ending: 'aws' | 'output' | 'gate' | null
}

/**
 * Writes the files of a report, keeps it, and tells whoever is due; what fails of that keeps nothing else from being
 * done. Nobody is told where `telling` is null.
 */
export async function deliverReport({
  made,
  paths,
  options,
  gate,
  telling,
}: {
  made: MadeReport
  paths: readonly string[]
  options: FileOptions
  gate: ReportGate | undefined
  telling: Pick<Telling, 'flags' | 'onProgress'> | null
}): Promise<Delivered> {
  const {report, keepIn} = made
  const {written, failures} = await writeReportFiles(paths, report, options)
  const unkept = keepIn === null ? null : await keep({...made, keepIn})
  const all = [...failures, ...(unkept === null ? [] : [unkept])]
  const {told, warnings, isFailed} = telling === null ? nobody : await tell(made, telling)
  const isUnheard = isFailed && telling?.flags['require-notify'] === true
  const ending = endingOf({isOutage: made.failure !== null, isMissing: all.length > 0 || isUnheard})
  const kept = keepIn === null || unkept !== null ? null : {place: keepIn.place, reportId: report.reportId}
  return {
    written,
    kept,
    failures: all,
    told,
    warnings,
    ending: ending ?? (meetsReportGate(report, gate) ? 'gate' : null),
  }
}

const nobody = {told: [], warnings: [], isFailed: false}

function endingOf({isOutage, isMissing}: {isOutage: boolean; isMissing: boolean}): 'aws' | 'output' | null {
  if (isOutage) return 'aws'
  return isMissing ? 'output' : null
}

function tell({report, previous, config, folder}: MadeReport, telling: Pick<Telling, 'flags' | 'onProgress'>) {
  const markdown = {
    issue: renderReportMarkdown(report, {budget: 'github'}),
    summary: renderReportMarkdown(report, {budget: 'step-summary'}),
  }
  return tellOf({report, previous, markdown, config, folder, ...telling})
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
