import type {ChecklistWord} from '../../documents/checklist.js'
import {renderWordText} from '../../report/terminal/render-word.js'
import {BaseCommand} from '../../shell/base-command.js'
import {sayOfCheck} from '../../shell/checklist.js'
import {terminalLook} from '../../shell/terminal.js'
import {checkArgs, wordFlags} from '../../shell/word-flags.js'

export default class Reopen extends BaseCommand {
  static override summary = 'Take back that somebody answers for a readiness check.'
  static override description =
    'Keeps the word beside the earlier ones in the report store; the check is open from then on, until somebody answers for it again.'
  static override examples = [
    '<%= config.bin %> checklist reopen on-call --by bob --note "carol is ill"',
    '<%= config.bin %> checklist reopen runbook --by alice --event cyber-monday-2026',
  ]
  static override args = checkArgs
  static override flags = wordFlags

  async run(): Promise<ChecklistWord> {
    const {args, flags} = await this.parse(Reopen)
    this.setQuiet(flags.quiet)
    const word = await sayOfCheck({
      checkId: args.check,
      state: 'reopened',
      by: flags.by,
      note: flags.note,
      until: undefined,
      configPath: flags.config,
      event: flags.event,
      aws: flags,
      at: new Date().toISOString(),
    })
    if (!this.jsonEnabled()) this.log(renderWordText(word, terminalLook({ascii: false})).trimEnd())
    return word
  }
}
