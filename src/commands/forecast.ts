import {Flags} from '@oclif/core'
import type {Run} from '../documents/run.js'
import {renderPathCsv} from '../report/csv/render-path.js'
import {renderReportMarkdown} from '../report/markdown/render-report.js'
import {renderForecastText} from '../report/terminal/render-forecast.js'
import {BaseCommand} from '../shell/base-command.js'
import {walkFlags} from '../shell/flags.js'
import {failsGate} from '../shell/gate.js'
import {terminalLook} from '../shell/terminal.js'
import {planPathOf, walkWith} from '../shell/walk-command.js'
import {checkOutputs, writeOutputs} from '../shell/write-outputs.js'

const extensions = ['.json', '.csv', '.md']

export default class Forecast extends BaseCommand {
  static override summary = 'Forecast a sale peak, find what breaks first, and print the recommended changes.'
  static override description =
    'Walks from the traffic of past years to the peak, from there to what each tier needs, and writes plan.json when asked (--out-plan, or plan in the config). Changes nothing in AWS.'
  static override examples = [
    '<%= config.bin %> forecast --config fixtures/bright-friday/ecom-plan.yaml --offline',
    '<%= config.bin %> forecast -e black-friday-2026 --target p99 --out-plan plan.json',
    '<%= config.bin %> forecast --offline --json | jq .data.plan.summary',
  ]
  static override flags = {
    ...walkFlags,
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Write the run as well; the extension picks the format: .json, .csv (the path), .md. Repeatable.',
      helpValue: 'FILE',
    }),
    'out-plan': Flags.string({summary: 'Write the plan that apply takes.', helpValue: 'FILE'}),
    'fail-on': Flags.option({
      options: ['risk', 'not-ready'] as const,
      summary: 'End with exit code 2 when the verdict is at least this bad.',
    })(),
    seed: Flags.integer({summary: 'Seed of the random parts. Nothing in this version is random.', default: 1}),
    wide: Flags.boolean({summary: 'Do not fit tables to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
    chart: Flags.boolean({summary: 'Draw the traffic chart.', default: true, allowNo: true}),
  }

  async run(): Promise<Run> {
    const {flags} = await this.parse(Forecast)
    this.setQuiet(flags.quiet)
    const outputs = flags.output ?? []
    checkOutputs(outputs, extensions)
    const {run, config, folder, warnings} = await walkWith(flags, this.jsonEnabled())
    const planPath = flags['out-plan'] ?? planPathOf(config, folder)
    await writeOutputs(outputs, {
      '.json': () => `${JSON.stringify(run, null, 1)}\n`,
      '.csv': () => renderPathCsv(run.forecast),
      '.md': () => renderReportMarkdown(run, {}),
    })
    if (planPath !== null) await writeOutputs([planPath], {'.json': () => `${JSON.stringify(run.plan, null, 1)}\n`})
    if (failsGate(run.plan.verdict, flags['fail-on'])) this.meetGate()
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      this.log(
        renderForecastText(run, {
          ...look,
          width: flags.wide ? null : look.width,
          chart: flags.chart && look.width !== null,
          planFile: planPath,
          wide: flags.wide,
        }),
      )
    }
    // After the screen: it is what people came for.
    for (const warning of warnings) this.warnOf(warning)
    return run
  }
}
