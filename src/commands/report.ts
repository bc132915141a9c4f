import {Flags} from '@oclif/core'
import type {Run} from '../documents/run.js'
import {renderReportHtml} from '../report/html/render-report.js'
import {renderReportMarkdown} from '../report/markdown/render-report.js'
import {renderForecastText} from '../report/terminal/render-forecast.js'
import {BaseCommand} from '../shell/base-command.js'
import {walkFlags} from '../shell/flags.js'
import {failsGate} from '../shell/gate.js'
import {reportOfRun} from '../shell/report-of-run.js'
import {terminalLook} from '../shell/terminal.js'
import {walkWith} from '../shell/walk-command.js'
import {checkOutputs, writeOutputs} from '../shell/write-outputs.js'

const extensions = ['.html', '.md', '.json', '.txt']

export default class Report extends BaseCommand {
  static override summary = 'Write the pre-holiday report, for a scheduler to run.'
  static override description =
    'Makes the same run as forecast and renders it: on the terminal, as one self-contained HTML page, as Markdown, as text or as JSON.'
  static override examples = [
    '<%= config.bin %> report -o report.html -o report.md',
    '<%= config.bin %> report --event black-friday-2026 -o report.html --fail-on not-ready',
  ]
  static override flags = {
    ...walkFlags,
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Write the report; the extension picks the format: .html, .md, .txt, .json. Repeatable.',
      helpValue: 'FILE',
    }),
    'fail-on': Flags.option({
      options: ['risk', 'not-ready'] as const,
      summary: 'End with exit code 2 when the verdict is at least this bad.',
    })(),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Run> {
    const {flags} = await this.parse(Report)
    this.setQuiet(flags.quiet)
    const outputs = flags.output ?? []
    checkOutputs(outputs, extensions)
    const {run, warnings} = await walkWith(flags, this.jsonEnabled())
    const report = reportOfRun(run, this.config.version)
    const text = (width: number | null, color: boolean, ascii: boolean) =>
      renderForecastText(run, {width, color, ascii, chart: width !== null, planFile: null, wide: false})
    await writeOutputs(outputs, {
      '.html': () => renderReportHtml(report),
      '.md': () => renderReportMarkdown(report, {budget: null}),
      '.json': () => `${JSON.stringify(run, null, 1)}\n`,
      '.txt': () => `${text(100, false, flags.ascii)}\n`,
    })
    if (failsGate(run.plan.verdict, flags['fail-on'])) this.meetGate()
    for (const warning of warnings) this.warnOf(warning)
    if (this.jsonEnabled()) return run
    if (outputs.length === 0) {
      const look = terminalLook({ascii: flags.ascii})
      this.log(text(look.width, look.color, look.ascii))
    } else {
      if (run.whatIf !== undefined) this.log(`WHAT IF  ${run.whatIf.join(', ')}`)
      this.log(`${run.plan.verdict.toUpperCase().replace('-', ' ')}  ${run.plan.summary}`)
      this.log(`Wrote ${outputs.join(', ')}.`)
    }
    return run
  }
}
