import {Args, Flags} from '@oclif/core'
import type {Receipt} from '../documents/receipt.js'
import type {Report} from '../documents/report.js'
import type {ReportGist} from '../documents/report-gist.js'
import {renderWritten} from '../report/terminal/render-outcome.js'
import {renderReceiptList, renderReceiptText} from '../report/terminal/render-receipt.js'
import {renderReportText} from '../report/terminal/render-report.js'
import {renderReportList} from '../report/terminal/render-report-list.js'
import {readShown} from '../shell/apply/show-receipt.js'
import {BaseCommand} from '../shell/base-command.js'
import {isReportId, keptReport, listReports} from '../shell/report/kept-reports.js'
import {checkReportFiles, writeReportFiles} from '../shell/report/report-files.js'
import {reportFileFlags, reportStoreFlags} from '../shell/report/report-flags.js'
import {terminalLook} from '../shell/terminal.js'

type Shown =
  | {receipt: Receipt}
  | {report: Report}
  | {store: string; receipts: Receipt[]; reportStore: string; reports: ReportGist[]}
type Asked = {
  config: string | undefined
  profile: string | undefined
  'endpoint-url': string | undefined
  output: string[] | undefined
  for: 'github' | 'step-summary' | 'gitlab' | 'azure' | 'bitbucket' | undefined
  chromium: string | undefined
  'html-assets': string | undefined
  limit: number | undefined
  ascii: boolean
}

export default class Show extends BaseCommand {
  static override summary = 'Show a kept report, or what an apply, a rollback, a restore or an extension did.'
  static override description =
    'Of a report, by its id or latest: prints it and, with -o, renders it again in any format. Of an apply, by its id or without one the latest: who made it, when and from where, each change from what its fields held to what the call left, whether AWS took it and under which request id, what was undone since, and which rules were set aside and why. AWS is not asked.'
  static override examples = [
    '<%= config.bin %> show',
    '<%= config.bin %> show --list',
    '<%= config.bin %> show a-20261123-0821-x7k2',
    '<%= config.bin %> show r-20261123 -o old.html',
    '<%= config.bin %> show latest -o report.pdf',
  ]
  static override args = {
    id: Args.string({
      description:
        'The id of a report (r-…, or its beginning), latest for the newest, or the id of an apply, rollback, restore or extension; the latest of these when left out.',
    }),
  }
  static override flags = {
    ...reportStoreFlags,
    ...reportFileFlags,
    list: Flags.boolean({summary: 'All of both stores, the latest first.', exclusive: ['output']}),
    limit: Flags.integer({
      summary: 'With --list, at most so many of each.',
      helpValue: 'N',
      min: 1,
      dependsOn: ['list'],
    }),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Shown> {
    const {args, flags} = await this.parse(Show)
    this.setQuiet(flags.quiet)
    if (flags.list) return this.list(flags)
    if (flags.output !== undefined || flags['html-assets'] !== undefined || isReportId(args.id))
      return this.showReport(args.id ?? 'latest', flags)
    const {view} = await readShown({configPath: flags.config, aws: flags, applyId: args.id, isList: false})
    if (view === null) throw new Error('one apply was asked for')
    if (!this.jsonEnabled()) {
      this.log(renderReceiptText({...view, options: terminalLook({ascii: flags.ascii})}).trimEnd())
    }
    return {receipt: view.receipt}
  }

  private async list(flags: Asked): Promise<Shown> {
    const options = terminalLook({ascii: flags.ascii})
    const from = {configPath: flags.config, aws: flags}
    const {place, receipts} = await readShown({...from, applyId: undefined, isList: true})
    const {place: reportStore, reports, warnings} = await listReports(from)
    const some = <T>(all: readonly T[]) => (flags.limit === undefined ? [...all] : all.slice(-flags.limit))
    if (!this.jsonEnabled()) {
      this.log(renderReceiptList({place, receipts: some(receipts), options}).trimEnd())
      this.log('')
      this.log(renderReportList({place: reportStore, reports: some(reports), options}).trimEnd())
    }
    for (const warning of warnings) this.warnOf(warning)
    return {store: place, receipts: some(receipts), reportStore, reports: some(reports)}
  }

  private async showReport(id: string, flags: Asked): Promise<Shown> {
    const paths = flags.output ?? []
    await checkReportFiles(paths)
    const report = await keptReport({configPath: flags.config, aws: flags}, id)
    const options = {budget: flags.for ?? null, chromium: flags.chromium, htmlAssets: flags['html-assets']}
    const {written, failures} = await writeReportFiles(paths, report, options)
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      this.log(renderReportText(report, look).trimEnd())
      const outcome = renderWritten({written, kept: null}, look)
      if (outcome !== '') this.log(outcome)
    }
    for (const failure of failures) this.warnOfError(failure)
    if (failures.length > 0) this.endAs('output')
    return {report}
  }
}
