import {Args} from '@oclif/core'
import type {UndoResult} from '../documents/undo-review.js'
import {UndoCommand} from '../shell/apply/undo-command.js'
import {undoFlags} from '../shell/apply/undo-flags.js'
import {restore} from '../shell/apply/undo-walks.js'

export default class Restore extends UndoCommand {
  static override summary = 'After an event, take back what has no end of its own.'
  static override description =
    'Minima go back by their scheduled actions; this takes back the rest once the window is over: targets and pools, maxima, databases, reservations, each to what rests without any event, or to what another event still asks for. What one plan for several events left goes back by the name of any of them, once the last of their windows is over. A maximum is lowered only where what runs fits under it; what has to wait is named with when to come back, and it ends with 6 with the rest restored. A change of class needs --allow-downtime, a replica that an apply made goes only with the sentence that says so.'
  static override examples = [
    '<%= config.bin %> restore black-friday-2026 --dry-run',
    '<%= config.bin %> restore black-friday-2026 --yes --confirm shop-prod',
    '<%= config.bin %> restore black-friday-2026 --allow-downtime 2026-12-02T03:00/2026-12-02T04:00',
  ]
  static override args = {event: Args.string({required: true, description: 'The event, by its id in the config.'})}
  static override flags = undoFlags

  async run(): Promise<UndoResult> {
    const {args, flags} = await this.parse(Restore)
    return this.end(flags, (asked) => restore(asked, args.event))
  }
}
