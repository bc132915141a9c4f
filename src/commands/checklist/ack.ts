import {Flags} from '@oclif/core'
import type {ChecklistWord} from '../../documents/checklist.js'
import {renderWordText} from '../../report/terminal/render-word.js'
import {BaseCommand} from '../../shell/base-command.js'
import {sayOfCheck} from '../../shell/checklist.js'
import {terminalLook} from '../../shell/terminal.js'
import {checkArgs, wordFlags} from '../../shell/word-flags.js'

export default class Ack extends BaseCommand {
  static override summary = 'Answer for a readiness check that no API can see.'
  static override description =
    'Keeps who said so, when, and a note in the report store (report.store in the config), beside what was said before: nothing is written over, and the latest word counts. It counts for one event, until --until or until the event is over.'
  static override examples = [
    '<%= config.bin %> checklist ack runbook --by alice --note https://wiki.example/peak',
    '<%= config.bin %> checklist ack on-call --by bob --until 2026-11-28',
    '<%= config.bin %> checklist ack failover-tested --by carol --event cyber-monday-2026',
  ]
  static override args = checkArgs
  static override flags = {
    ...wordFlags,
    until: Flags.string({
      summary: "Until when it counts: a day or a minute in the event's zone, or a time with its zone.",
      helpValue: 'DATE',
    }),
  }

  async run(): Promise<ChecklistWord> {
    const {args, flags} = await this.parse(Ack)
    this.setQuiet(flags.quiet)
    const word = await sayOfCheck({
      checkId: args.check,
      state: 'acknowledged',
      by: flags.by,
      note: flags.note,
      until: flags.until,
      configPath: flags.config,
      event: flags.event,
      aws: flags,
      at: new Date().toISOString(),
    })
    if (!this.jsonEnabled()) this.log(renderWordText(word, terminalLook({ascii: false})).trimEnd())
    return word
  }
}
