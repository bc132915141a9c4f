import {Flags} from '@oclif/core'
import type {Backtest as BacktestDocument} from '../documents/backtest.js'
import {renderBacktestCsv} from '../report/csv/render-backtest.js'
import {renderBacktestMarkdown} from '../report/markdown/render-backtest.js'
import {renderBacktestText} from '../report/terminal/render-backtest.js'
import {walkBacktest} from '../shell/backtest.js'
import {BaseCommand} from '../shell/base-command.js'
import {walkFlags} from '../shell/flags.js'
import {terminalLook} from '../shell/terminal.js'
import {progressTo} from '../shell/walk-command.js'
import {checkOutputs, writeOutputs} from '../shell/write-outputs.js'

const extensions = ['.json', '.csv', '.md']

export default class Backtest extends BaseCommand {
  static override summary = 'Forecast what has passed from what was known before it, and compare with what came.'
  static override description =
    'Each past event of the config is forecast from the traffic before its window less the lead, and set beside the actual, the same event last time times the growth (as by hand), and the same weekday a week or more before (seasonal naive). Reads what forecast reads; changes nothing.'
  static override examples = [
    '<%= config.bin %> backtest --config fixtures/bright-friday/ecom-plan.yaml --offline',
    '<%= config.bin %> backtest --lead 28 --lead 7 --rolling',
    '<%= config.bin %> backtest --offline -o backtest.csv',
  ]
  static override flags = {
    config: walkFlags.config,
    profile: walkFlags.profile,
    region: walkFlags.region,
    'endpoint-url': walkFlags['endpoint-url'],
    'as-of': walkFlags['as-of'],
    offline: walkFlags.offline,
    event: Flags.string({char: 'e', summary: 'Only past occurrences of this event of the config.', helpValue: 'ID'}),
    lead: Flags.integer({
      multiple: true,
      multipleNonGreedy: true,
      min: 1,
      max: 364,
      default: [28],
      summary: 'Days before the window at which the forecast is made. Repeatable.',
      helpValue: 'DAYS',
    }),
    rolling: Flags.boolean({summary: 'Ordinary days as well, from origins every 28 days.'}),
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      summary:
        'Write it as well; the extension picks the format: .json, .csv (a row a case and method), .md. Repeatable.',
      helpValue: 'FILE',
    }),
    wide: Flags.boolean({summary: 'Do not fit tables to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<BacktestDocument> {
    const {flags} = await this.parse(Backtest)
    this.setQuiet(flags.quiet)
    const outputs = flags.output ?? []
    checkOutputs(outputs, extensions)
    const {backtest, warnings} = await walkBacktest({
      configPath: flags.config,
      event: flags.event,
      leadDays: flags.lead,
      isRolling: flags.rolling,
      asOf: flags['as-of'],
      isOffline: flags.offline,
      aws: flags,
      onProgress: progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()}),
    })
    await writeOutputs(outputs, {
      '.json': () => `${JSON.stringify(backtest, null, 1)}\n`,
      '.csv': () => renderBacktestCsv(backtest),
      '.md': () => renderBacktestMarkdown(backtest),
    })
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      this.log(renderBacktestText(backtest, {...look, width: flags.wide ? null : look.width}).trimEnd())
    }
    for (const warning of warnings) this.warnOf(warning)
    return backtest
  }
}
