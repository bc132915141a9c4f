import type {UndoResult} from '../../documents/undo-review.js'
import {exitCodes} from '../../errors.js'
import {shellQuoted} from '../../files/read-failure.js'
import {BaseCommand, errorDocument, failureOf} from '../base-command.js'
import type {WriteFlagValues} from './prepare-apply.js'
import type {UndoAsked, UndoOutput} from './undo-walks.js'

/** The values of undoFlags as oclif parses them. */
type UndoFlagValues = Omit<WriteFlagValues, 'skip-check' | 'break-lock'>

/**
 * What rollback, restore and extend share: one review, one question, one run; and of a run that stopped half-way, or
 * that leaves something for later, both what went wrong and the receipt.
 */
export abstract class UndoCommand extends BaseCommand {
  private failure: Error | null = null

  protected async end(flags: UndoFlagValues, walk: (asked: UndoAsked) => Promise<UndoOutput>): Promise<UndoResult> {
    this.setQuiet(flags.quiet)
    const isJson = this.jsonEnabled()
    const {undone, exitCode} = await walk({
      flags: {...flags, 'skip-check': undefined, 'break-lock': undefined},
      isJson,
      command: ['ecom-plan', this.id ?? '', ...this.argv.map(shellQuoted)].join(' '),
      log: (text) => this.log(text),
      warn: (code, message) => this.warnOf({code, message}),
    })
    if (exitCode !== null) process.exitCode = exitCode
    this.failure = undone.failure
    // What was refused before anything was sent has no receipt to say it.
    if (undone.failure !== null && undone.result.receipt === null && !isJson) throw undone.failure
    return undone.result
  }

  protected override toSuccessJson(data: unknown): unknown {
    const success = super.toSuccessJson(data)
    if (this.failure === null || typeof success !== 'object') return success
    const failure = {...failureOf(this.failure, this.id), exitCode: Number(process.exitCode ?? exitCodes.partial)}
    return {...success, ...(errorDocument(failure, []) as object), data}
  }
}
