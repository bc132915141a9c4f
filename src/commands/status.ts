import {Flags} from '@oclif/core'
import type {Status} from '../documents/status.js'
import {renderStatusText} from '../report/terminal/render-status.js'
import {walkStatus} from '../shell/apply/status.js'
import {awsFlags} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {configFlag} from '../shell/flags.js'
import {terminalLook} from '../shell/terminal.js'
import {progressTo} from '../shell/walk-command.js'

export default class StatusCommand extends BaseCommand {
  static override summary = 'Show limits, policies and every scheduled action, and what will be in force at a time.'
  static override description =
    "Reads what scales the tiers of the config as AWS has it now: minimum, desired and maximum, the policies, and every scheduled action, ours and others', with its next run in local time and in UTC. With --at it also says what the actions will have set by then. Beside it: what was applied by the store of journals, what of the plan is due, later or missed, and every change that is live until it is taken back, with its cost a day. Changes nothing."
  static override examples = [
    '<%= config.bin %> status',
    "<%= config.bin %> status --at '2026-11-27 20:15'",
    "<%= config.bin %> status --tier web --json | jq '.data.runs'",
  ]
  static override flags = {
    config: configFlag,
    ...awsFlags,
    tier: Flags.string({summary: 'Only this tier of the config.', helpValue: 'NAME'}),
    at: Flags.string({
      summary: "A later time, on the clock of the config's zone or with a zone of its own.",
      helpValue: 'TIME',
    }),
    wide: Flags.boolean({summary: 'Do not fit the tables to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Status> {
    const {flags} = await this.parse(StatusCommand)
    this.setQuiet(flags.quiet)
    const status = await walkStatus({
      configPath: flags.config,
      aws: flags,
      tier: flags.tier,
      at: flags.at,
      onProgress: progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()}),
    })
    if (!this.jsonEnabled()) {
      const options = terminalLook({ascii: flags.ascii})
      this.log(renderStatusText({status, isWide: flags.wide, options}).trimEnd())
    }
    return status
  }
}
