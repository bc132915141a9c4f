import {Flags} from '@oclif/core'
import type {Drift} from '../documents/drift.js'
import {renderDriftText} from '../report/terminal/render-drift.js'
import {walkDrift} from '../shell/apply/drift.js'
import {awsFlags} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {configFlag} from '../shell/flags.js'
import {terminalLook} from '../shell/terminal.js'

export default class DriftCommand extends BaseCommand {
  static override summary = 'Compare AWS with what the last apply left, field by field.'
  static override description =
    'Reads again every field that the last apply changed, or that --against names, and says of each whether it is as it was left, has gone back to what it held before, or has moved; by whom AWS does not tell here. A scheduled action that is gone because it ran is no drift, and nor is what a later apply of ours set. Changes nothing.'
  static override examples = [
    '<%= config.bin %> drift --detailed-exitcode',
    '<%= config.bin %> drift --against a-20261123-0821-x7k2',
    '<%= config.bin %> drift --against plan.json',
  ]
  static override flags = {
    config: configFlag,
    profile: awsFlags.profile,
    'endpoint-url': awsFlags['endpoint-url'],
    against: Flags.string({summary: 'An apply by its id, or the file of a plan.', helpValue: 'APPLY|PLAN'}),
    'detailed-exitcode': Flags.boolean({summary: 'End with 2 where anything has drifted.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Drift> {
    const {flags} = await this.parse(DriftCommand)
    this.setQuiet(flags.quiet)
    const drift = await walkDrift({configPath: flags.config, aws: flags, against: flags.against})
    if (flags['detailed-exitcode'] && drift.isDrifted) this.meetGate()
    if (!this.jsonEnabled()) {
      this.log(renderDriftText({drift, options: terminalLook({ascii: flags.ascii})}).trimEnd())
    }
    return drift
  }
}
