import {Args, Flags} from '@oclif/core'
import type {UndoResult} from '../documents/undo-review.js'
import {UndoCommand} from '../shell/apply/undo-command.js'
import {undoFlags} from '../shell/apply/undo-flags.js'
import {extend} from '../shell/apply/undo-walks.js'

const {'accept-irreversible': _accept, 'allow-downtime': _downtime, only: _only, ...flags} = undoFlags

export default class Extend extends UndoCommand {
  static override summary = "Move the end of an event's window to a later time."
  static override description =
    'For an evening that goes on longer than planned: every scheduled action by which the minima go down is put again under its own name and later, by as much as the end moves; what raises them stays. Nothing is lowered by it. It is refused where the way down has begun, and where the time is not after the end in force, which of one plan for several events is that of the last of their windows. Undo it with rollback.'
  static override examples = [
    "<%= config.bin %> extend black-friday-2026 --until '2026-11-28 04:00' --dry-run",
    '<%= config.bin %> extend black-friday-2026 --until 2026-11-28T09:00:00Z --yes --confirm shop-prod',
  ]
  static override args = {event: Args.string({required: true, description: 'The event, by its id in the config.'})}
  static override flags = {
    ...flags,
    until: Flags.string({
      required: true,
      summary: "The new end, on the clock of the event's zone or with a zone of its own.",
      helpValue: 'TIME',
    }),
  }

  async run(): Promise<UndoResult> {
    const {args, flags: given} = await this.parse(Extend)
    const without = {'accept-irreversible': undefined, 'allow-downtime': undefined, only: undefined}
    return this.end({...given, ...without}, (asked) => extend(asked, args.event, given.until))
  }
}
