import {Args, Flags} from '@oclif/core'
import type {Diagnosis} from '../documents/diagnosis.js'
import {exitCodes} from '../errors.js'
import {renderDiagnosisText} from '../report/terminal/render-diagnosis.js'
import {BaseCommand} from '../shell/base-command.js'
import {walkDiagnosis} from '../shell/diagnose.js'
import {walkFlags} from '../shell/flags.js'
import {terminalLook} from '../shell/terminal.js'
import {progressTo} from '../shell/walk-command.js'
import {windowFlag} from '../shell/window-flag.js'

export default class Diagnose extends BaseCommand {
  static override summary =
    'Say which resource of a database binds in a window, by which metrics, and what would not help.'
  static override description =
    'Holds the CloudWatch metrics of an RDS tier against its limits and against the same hours of the days before. Tells a full disk from locks, from a working set that outgrew memory and from eleven other causes; where a metric that would decide is missing, it says so and which (exit code 3). Reads what forecast reads; changes nothing.'
  static override examples = [
    '<%= config.bin %> diagnose orders-db',
    '<%= config.bin %> diagnose orders-db --window 2025-11-28T19:00-05:00..2025-11-28T21:00-05:00',
    "<%= config.bin %> diagnose orders-db --json | jq -r '.data.answer, .data.sentence'",
  ]
  static override args = {
    tier: Args.string({required: true, description: 'A tier of kind rds in ecom-plan.yaml.'}),
  }
  static override flags = {
    config: walkFlags.config,
    profile: walkFlags.profile,
    region: walkFlags.region,
    'endpoint-url': walkFlags['endpoint-url'],
    'as-of': walkFlags['as-of'],
    offline: walkFlags.offline,
    window: windowFlag,
    wide: Flags.boolean({summary: 'Do not fit the text to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Diagnosis> {
    const {args, flags} = await this.parse(Diagnose)
    this.setQuiet(flags.quiet)
    const {diagnosis, warnings} = await walkDiagnosis({
      tier: args.tier,
      configPath: flags.config,
      window: flags.window,
      asOf: flags['as-of'],
      isOffline: flags.offline,
      aws: flags,
      onProgress: progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()}),
    })
    if (diagnosis.answer === 'cannot-tell') process.exitCode = exitCodes.data
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      this.log(renderDiagnosisText(diagnosis, {...look, width: flags.wide ? null : look.width}).trimEnd())
    }
    for (const warning of warnings) this.warnOf(warning)
    return diagnosis
  }
}
