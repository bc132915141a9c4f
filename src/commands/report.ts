import {Flags} from '@oclif/core'
import type {DueReport} from '../core/report-history/due-report.js'
import type {Report} from '../documents/report.js'
import {renderAfterText} from '../report/terminal/render-after.js'
import {renderNotDue, renderWritten} from '../report/terminal/render-outcome.js'
import {renderReportText} from '../report/terminal/render-report.js'
import type {AwsFlagValues} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {walkFlags} from '../shell/flags.js'
import {type NotifyFlagValues, notifyFlags} from '../shell/notify-flags.js'
import {keepAlive, type Told, tellTest} from '../shell/notify-report.js'
import {readCheckedConfig} from '../shell/read-checked-config.js'
import {deliverReport} from '../shell/report/deliver-report.js'
import {checkReportFiles, type FileOptions} from '../shell/report/report-files.js'
import {reportFileFlags} from '../shell/report/report-flags.js'
import {type ReportGate, reportGates} from '../shell/report/report-gate.js'
import {type MadeReport, type NotDue, walkReport} from '../shell/report/report-walk.js'
import {typedFlags} from '../shell/report/typed-flags.js'
import {terminalLook} from '../shell/terminal.js'
import {walkOptionsOf} from '../shell/walk-command.js'

type NotMade = {isDue: false} & Pick<DueReport, 'because' | 'nextAt'>

export default class ReportCommand extends BaseCommand {
  static override summary = 'Write the pre-holiday report, for a scheduler to run.'
  static override description =
    'Makes the same run as forecast, checks how ready the shop is, says what changed since the last report and why, and keeps the report. Where AWS cannot be asked, the report is made of what the last pull kept, or is the last report again: under a banner, never READY, and with exit code 4. Changes nothing in AWS.'
  static override examples = [
    '<%= config.bin %> report -o report.html -o report.md',
    '<%= config.bin %> report --event black-friday-2026 -o report.html --fail-on not-ready',
    '<%= config.bin %> report --when due -o report.html   # from cron, every hour',
    '<%= config.bin %> report --after -o after.html',
  ]
  static override flags = {
    ...walkFlags,
    ...reportFileFlags,
    ...notifyFlags,
    when: Flags.option({
      options: ['due', 'always'] as const,
      summary:
        'due: only where report.cadence in the config wants one now, of an event to come or of what came of one; else one line and exit code 0.',
      default: 'always',
    })(),
    after: Flags.boolean({
      summary: 'What came of the event that ended last, or of --event: the forecast against what was measured.',
      exclusive: ['when', 'set', 'demand', 'uplift', 'budget'],
    }),
    history: Flags.boolean({
      summary: 'Read earlier reports, and keep this one.',
      default: true,
      allowNo: true,
    }),
    'fail-on': Flags.option({
      options: reportGates,
      summary: 'End with exit code 2 when it is at least this bad: a check that does not pass, a verdict below READY.',
    })(),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Report | NotMade | {told: string[]}> {
    const {flags} = await this.parse(ReportCommand)
    this.setQuiet(flags.quiet)
    if (flags['notify-test']) return this.testNotify(flags)
    await checkReportFiles(flags.output ?? [])
    const found = await walkReport({
      walk: walkOptionsOf(flags, this.jsonEnabled()),
      when: flags.when,
      isAfter: flags.after,
      hasHistory: flags.history,
      version: this.config.version,
      typed: typedFlags(flags),
      clockAt: new Date().toISOString(),
    })
    return found.kind === 'not-due' ? this.sayNotDue(found, flags) : this.finish(found, flags)
  }

  private async testNotify(flags: FinishFlags): Promise<{told: string[]}> {
    const {config, folder} = await readCheckedConfig(flags.config, flags)
    const told = await tellTest({config, folder, flags, at: new Date().toISOString()})
    this.sayTold(told, flags)
    return {told: told.told}
  }

  private async sayNotDue(found: NotDue, flags: FinishFlags): Promise<NotMade> {
    const {due, eventName, timezone, config, folder, last, nowAt} = found
    const {because, nextAt} = due
    // The alarm on missing metrics must hear that the job itself runs.
    const told = await keepAlive({last, at: nowAt, config, folder, flags})
    if (!this.jsonEnabled()) {
      this.log(renderNotDue({because, nextAt, eventName, timezone}, terminalLook({ascii: flags.ascii})))
    }
    this.sayTold(told, flags)
    return {isDue: false, because, nextAt}
  }

  private sayTold({told, warnings, isFailed}: Told, flags: FinishFlags): void {
    if (!this.jsonEnabled() && told.length > 0) this.log(`Told  ${told.join(', ')}.`)
    for (const warning of warnings) this.warnOf(warning)
    if (isFailed && flags['require-notify'] === true) this.endAs('output')
  }

  private async finish(made: MadeReport, flags: FinishFlags): Promise<Report> {
    const {written, kept, failures, ending, ...heard} = await deliverReport({
      made,
      paths: flags.output ?? [],
      options: {budget: flags.for ?? null, chromium: flags.chromium, htmlAssets: flags['html-assets']},
      gate: flags['fail-on'],
      telling: {flags},
    })
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      this.log((made.report.after === undefined ? renderReportText : renderAfterText)(made.report, look).trimEnd())
      const outcome = renderWritten({written, kept}, look)
      if (outcome !== '') this.log(outcome)
    }
    this.sayTold({...heard, isFailed: false}, flags)
    // After the screen: it is what people came for.
    for (const warning of made.warnings) this.warnOf(warning)
    if (made.notKept) this.warnOf({code: 'REPORT_NOT_KEPT', message: made.notKept})
    for (const failure of failures) this.warnOfError(failure)
    if (ending !== null) this.endAs(ending)
    return made.report
  }
}

type FinishFlags = NotifyFlagValues &
  AwsFlagValues & {
    config: string | undefined
    offline: boolean
    output: string[] | undefined
    for: FileOptions['budget'] | undefined
    chromium: string | undefined
    'html-assets': string | undefined
    'fail-on': ReportGate | undefined
    ascii: boolean
  }
