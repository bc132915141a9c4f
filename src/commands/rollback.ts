import {Args, Flags} from '@oclif/core'
import type {UndoResult} from '../documents/undo-review.js'
import {PlanError} from '../errors.js'
import {UndoCommand} from '../shell/apply/undo-command.js'
import {undoFlags} from '../shell/apply/undo-flags.js'
import {rollBack} from '../shell/apply/undo-walks.js'

export default class Rollback extends UndoCommand {
  static override summary = 'Undo an apply, in reverse order and with the same checks.'
  static override description =
    "Takes the journal of an apply and puts back each field that it changed to what rests there without it, scheduled actions it deletes, the last change first. Each field is compared first with what the apply left: what somebody else has changed since stops it, and what another event's apply still asks for stays. A maximum is never lowered below what runs or is wanted: AWS would cut the fleet at once. While an event's window is open, what may lower capacity needs --during-freeze REASON. What cannot be undone in place is named, with the route that could. Rolled back twice, it sends nothing."
  static override examples = [
    '<%= config.bin %> rollback --last --dry-run',
    '<%= config.bin %> rollback a-20261123-0821-x7k2',
    '<%= config.bin %> rollback a-20261123-0821-x7k2 --only web --yes --confirm shop-prod',
  ]
  static override args = {apply: Args.string({description: 'The id of the run to undo: ecom-plan show --list.'})}
  static override flags = {
    ...undoFlags,
    last: Flags.boolean({summary: 'The last run that was no rollback itself.'}),
  }

  async run(): Promise<UndoResult> {
    const {args, flags} = await this.parse(Rollback)
    if ((args.apply !== undefined) === (flags.last === true)) {
      throw new PlanError('usage', 'APPLY_MISSING', 'name the run to undo, or --last, and not both', {
        suggestions: ['ecom-plan show --list', 'ecom-plan rollback --last --dry-run'],
      })
    }
    return this.end(flags, (asked) => rollBack(asked, args.apply ?? null))
  }
}
