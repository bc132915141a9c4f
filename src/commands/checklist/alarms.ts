import {Flags} from '@oclif/core'
import type {AlarmDrafts} from '../../documents/alarm-drafts.js'
import {alarmFormats, renderAlarms} from '../../report/emit/render-alarms.js'
import {BaseCommand} from '../../shell/base-command.js'
import {walkFlags} from '../../shell/flags.js'
import {missingAlarms} from '../../shell/read-readiness.js'
import {walkWith} from '../../shell/walk-command.js'

export default class Alarms extends BaseCommand {
  static override summary = 'Print the alarms that tiers lack, as code to add to your own.'
  static override description =
    'Looks at every alarm of the account and prints those that are missing: CPU, memory, IOPS and disk queue, maximum reached, 5xx. Thresholds come from the limits that the plan is sized by. It makes no alarm. Offline and without alarms in the archive it prints all of them, and says so.'
  static override examples = [
    '<%= config.bin %> checklist alarms --emit terraform > alarms.tf',
    '<%= config.bin %> checklist alarms --emit cloudformation > alarms.yaml',
  ]
  static override flags = {
    ...walkFlags,
    emit: Flags.option({
      options: alarmFormats,
      default: 'terraform' as const,
      summary: 'The language to print them in.',
    })(),
  }

  async run(): Promise<AlarmDrafts> {
    const {flags} = await this.parse(Alarms)
    this.setQuiet(flags.quiet)
    const walked = await walkWith(flags, this.jsonEnabled(), true)
    const {drafts, warnings} = missingAlarms(walked)
    if (!this.jsonEnabled()) this.log(renderAlarms(drafts, flags.emit).trimEnd())
    for (const warning of [...walked.warnings, ...warnings]) this.warnOf(warning)
    return drafts
  }
}
