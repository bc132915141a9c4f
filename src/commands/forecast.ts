import {Flags} from '@oclif/core'
import type {Plan} from '../documents/plan.js'
import type {Run} from '../documents/run.js'
import {PlanError} from '../errors.js'
import {renderPathCsv} from '../report/csv/render-path.js'
import {renderRunMarkdown} from '../report/markdown/render-run.js'
import {renderExplainText} from '../report/terminal/render-explain.js'
import {renderForecastText} from '../report/terminal/render-forecast.js'
import {BaseCommand} from '../shell/base-command.js'
import {checkTopic} from '../shell/check-topic.js'
import {eventsFlag, walkFlags} from '../shell/flags.js'
import {failsGate} from '../shell/gate.js'
import {terminalLook} from '../shell/terminal.js'
import {planPathOf} from '../shell/walk-command.js'
import {walkEvents} from '../shell/walk-events.js'
import {checkOutputs, writeOutputs} from '../shell/write-outputs.js'

const extensions = ['.json', '.csv', '.md']

export default class Forecast extends BaseCommand {
  static override summary = 'Forecast a sale peak, find what breaks first, and print the recommended changes.'
  static override description =
    'Walks from the traffic of past years to the peak, from there to what each tier needs, and writes plan.json when asked (--out-plan, or plan in the config). With several --event it prints each and writes one plan for all: one schedule for each resource, each limit raised once; --json then gives {runs, plan}. Changes nothing in AWS.'
  static override examples = [
    '<%= config.bin %> forecast --config fixtures/bright-friday/ecom-plan.yaml --offline',
    '<%= config.bin %> forecast -e black-friday-2026 --target p99 --out-plan plan.json',
    '<%= config.bin %> forecast -e black-friday-2026 -e cyber-monday-2026 --out-plan plan.json',
    '<%= config.bin %> forecast --offline --json | jq .data.plan.summary',
  ]
  static override flags = {
    ...walkFlags,
    event: eventsFlag,
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Write the run as well; the extension picks the format: .json, .csv (the path), .md. Repeatable.',
      helpValue: 'FILE',
    }),
    explain: Flags.string({
      summary: 'Print how a number came about instead of the screen: all, a tier, or a field such as peak or facts.',
      helpValue: 'all|TIER|FIELD',
    }),
    'out-plan': Flags.string({summary: 'Write the plan that apply takes.', helpValue: 'FILE'}),
    'fail-on': Flags.option({
      options: ['risk', 'not-ready'] as const,
      summary: 'End with exit code 2 when the verdict is at least this bad.',
    })(),
    wide: Flags.boolean({summary: 'Do not fit tables to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
    chart: Flags.boolean({summary: 'Draw the traffic chart.', default: true, allowNo: true}),
  }

  /** A run of assumptions is no plan to apply: it is written nowhere, and refused where somebody asks for the file. */
  private planPathFor({whatIf}: Run, asked: string | undefined, usual: string | null): string | null {
    if (whatIf === undefined) return asked ?? usual
    if (asked === undefined) return null
    throw new PlanError(
      'usage',
      'WHAT_IF_NOT_A_PLAN',
      '--out-plan with --set or --demand: the plan would be made for an estate that is not there',
      {
        suggestions: ['leave out --out-plan, or change ecom-plan.yaml', '-o what-if.json keeps the run'],
      },
    )
  }

  async run(): Promise<Run | {runs: Run[]; plan: Plan}> {
    const {flags} = await this.parse(Forecast)
    this.setQuiet(flags.quiet)
    const outputs = flags.output ?? []
    checkOutputs(outputs, extensions)
    const {runs, plan, walked, warnings} = await walkEvents(flags, {
      isJson: this.jsonEnabled(),
      ofOneEvent: [
        ...(outputs.length > 0 ? [`-o ${outputs[0]}`] : []),
        ...(flags.explain === undefined ? [] : [`--explain ${flags.explain}`]),
        ...(flags.uplift === undefined ? [] : [`--uplift ${flags.uplift}`]),
      ],
    })
    const {run, config, folder} = walked
    checkTopic(run, flags.explain)
    const planPath = this.planPathFor(run, flags['out-plan'], planPathOf(config, folder))
    await writeOutputs(outputs, {
      '.json': () => `${JSON.stringify(run, null, 1)}\n`,
      '.csv': () => renderPathCsv(run.forecast),
      '.md': () => renderRunMarkdown(run, {}),
    })
    if (planPath !== null) await writeOutputs([planPath], {'.json': () => `${JSON.stringify(plan, null, 1)}\n`})
    if (failsGate(plan.verdict, flags['fail-on'])) this.meetGate()
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      const width = flags.wide ? null : look.width
      const chart = flags.chart && look.width !== null
      const screens = runs.map((one) =>
        flags.explain === undefined
          ? renderForecastText(one, {...look, width, chart, planFile: planPath, wide: flags.wide})
          : renderExplainText(one, flags.explain, {...look, width}),
      )
      this.log(screens.join('\n\n'))
      if (runs.length > 1)
        this.log(`\nOne plan for these ${runs.length} events: ${plan.planId}, ${plan.patches.length} calls.`)
    }
    // After the screen: it is what people came for.
    for (const warning of warnings) this.warnOf(warning)
    return runs.length === 1 ? run : {runs, plan}
  }
}
