import {Flags} from '@oclif/core'
import type {Checklist} from '../../documents/checklist.js'
import {renderChecklistText} from '../../report/terminal/render-checklist.js'
import {BaseCommand} from '../../shell/base-command.js'
import {walkFlags} from '../../shell/flags.js'
import {readReadiness} from '../../shell/read-readiness.js'
import {terminalLook} from '../../shell/terminal.js'
import {walkWith} from '../../shell/walk-command.js'

export default class List extends BaseCommand {
  static override summary = 'Show every readiness check of an event, its points, and who answers for it.'
  static override description =
    'Makes the same run as report and judges it: what AWS and the data tell, and what people said with checklist ack. What could not be read is not known, which costs half of its points; it never passes. Changes nothing.'
  static override examples = [
    '<%= config.bin %> checklist list',
    '<%= config.bin %> checklist list --event black-friday-2026 --open',
    '<%= config.bin %> checklist list --config fixtures/bright-friday/ecom-plan.yaml --offline',
  ]
  static override flags = {
    ...walkFlags,
    open: Flags.boolean({summary: 'Only what does not pass.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Checklist> {
    const {flags} = await this.parse(List)
    this.setQuiet(flags.quiet)
    const walked = await walkWith(flags, this.jsonEnabled(), true)
    const {run, config, warnings} = walked
    const read = await readReadiness(walked, {isOffline: flags.offline, asOf: flags['as-of']})
    const {eventId, eventName, timezone} = run.plan
    if (!this.jsonEnabled()) {
      const look = {...terminalLook({ascii: flags.ascii}), isShort: flags.open}
      this.log(renderChecklistText({readiness: read.readiness, eventName, timezone}, look).trimEnd())
    }
    for (const warning of [...warnings, ...read.warnings]) this.warnOf(warning)
    return {
      schema: 'ecom-plan.checklist/v1',
      at: run.asOf,
      eventId,
      eventName,
      timezone,
      store: config.report.store,
      readiness: read.readiness,
    }
  }
}
