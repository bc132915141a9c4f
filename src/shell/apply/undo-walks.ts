import {readDowntime} from '../../core/apply/downtime.js'
import {appliedEvent, eventEndAt, refuseBeforeEnd, sharedEnd} from '../../core/apply/event-end.js'
import {extendPatches} from '../../core/apply/extend-patches.js'
import {restorePatches} from '../../core/apply/restore-patches.js'
import {rollbackPatches} from '../../core/apply/rollback-patches.js'
import {deletionSentence} from '../../core/apply/stay-or-go.js'
import type {Receipt} from '../../documents/receipt.js'
import type {UndoReview} from '../../documents/undo-review.js'
import {exitCodes, PlanError} from '../../errors.js'
import {renderRunEnd} from '../../report/terminal/render-run.js'
import {renderUndoText} from '../../report/terminal/render-undo.js'
import {useEndpoint} from '../aws-flags.js'
import {localTime} from '../local-time.js'
import {terminalLook} from '../terminal.js'
import {connect} from './connect.js'
import {openApplyStore} from './open-apply-store.js'
import {configOf, mainPlace, type WriteFlagValues} from './prepare-apply.js'
import {readReceipts, receiptOfId} from './read-receipts.js'
import {confirmationOf} from './run-apply.js'
import {showRun} from './show-run.js'
import {type Chosen, type Undone, type UndoSetting, undoRun} from './undo-run.js'

/** A command line of rollback, restore or extend. */
export type UndoAsked = {
  flags: WriteFlagValues
  isJson: boolean
  /** What was typed, whole, for what to type next. */
  command: string
  log: (text: string) => void
  warn: (code: string, message: string) => void
}

/** How a command ends; the failure is told beside the result. */
export type UndoOutput = {undone: Undone; exitCode: number | null}

/** Undoes the apply of that id, or the last one where it is null. */
export async function rollBack(asked: UndoAsked, applyId: string | null): Promise<UndoOutput> {
  return walk(asked, 'rollback', (receipts, place) => {
    const base = applyId === null ? lastUndoable(receipts, place) : receiptOfId(receipts, applyId, place)
    return {
      base,
      choose: (now, at): Chosen => {
        const receipt = receiptOfId(now, base.applyId, place)
        return {base: receipt, windowEndAt: receipt.windowEndAt, ...rollbackPatches({receipt, receipts: now, at})}
      },
    }
  })
}

/** Takes back what an event has left without an end of its own. */
export async function restore(asked: UndoAsked, eventId: string): Promise<UndoOutput> {
  return walk(asked, 'restore', (receipts, place) => ({
    base: appliedEvent(receipts, eventId, place),
    choose: (now, at): Chosen => {
      const base = appliedEvent(now, eventId, place)
      refuseBeforeEnd({last: base, eventId, ...sharedEnd(now, eventId), at})
      const {patches, undoes, staying} = restorePatches({receipts: now, eventId})
      return {base, patches, undoes, impossible: staying, windowEndAt: base.windowEndAt}
    },
  }))
}

/** Moves the end of an event's window to a later time, on the clock of the event or with its zone. */
export async function extend(asked: UndoAsked, eventId: string, until: string): Promise<UndoOutput> {
  return walk(asked, 'extend', (receipts, place) => ({
    base: appliedEvent(receipts, eventId, place),
    choose: (now, at): Chosen => {
      const base = appliedEvent(now, eventId, place)
      const {timezone} = base
      const untilAt = localTime('until', until, timezone)
      const endAt = eventEndAt(now, eventId) ?? base.windowEndAt
      const {patches} = extendPatches({receipts: now, eventId, timezone, endAt, untilAt, at})
      return {base, patches, undoes: [], impossible: [], windowEndAt: untilAt}
    },
  }))
}

type Aim = {base: Receipt; choose: UndoSetting['choose']}

async function walk(
  asked: UndoAsked,
  purpose: UndoSetting['purpose'],
  aimOf: (receipts: Receipt[], place: string) => Aim,
): Promise<UndoOutput> {
  const {flags, log, isJson} = asked
  useEndpoint(flags['endpoint-url'])
  const found = await configOf(flags)
  const store = await openApplyStore(found)
  const {base, choose} = aimOf(await readReceipts(store), store.place)
  const connection = await connect({place: mainPlace(base, found, flags.profile), endpointUrl: flags['endpoint-url']})
  const {readAccountAlias} = await import('../../aws/read-account-alias.js')
  const options = terminalLook({ascii: flags.ascii})
  const isVerified = !flags['no-verify']
  const isDryRun = flags['dry-run']
  const run = showRun({log, options, isVerified, isQuiet: isJson})
  const undone = await undoRun({
    purpose,
    found,
    store,
    connection,
    alias: await readAccountAlias(connection.main),
    endpointUrl: flags['endpoint-url'],
    choose,
    asked: {
      only: flags.only ?? [],
      hasAccepted: isDeletionSentence(flags['accept-irreversible']),
      duringFreeze: flags['during-freeze'] ?? null,
      allowDowntime:
        flags['allow-downtime'] === undefined ? null : readDowntime(flags['allow-downtime'], base.timezone),
    },
    isDryRun,
    isVerified,
    confirmation: confirmationOf(flags, asked.command),
    show: {
      review: (review: UndoReview) => {
        if (!isJson) log(renderUndoText({review, isDryRun, options}))
      },
      ...run,
      warn: (message) => asked.warn('APPLY', message),
    },
  })
  if (!isJson) log(closingText(undone, options))
  return {undone, exitCode: exitCodeOf(undone)}
}

function closingText({result: {result, receipt}, failure}: Undone, options: ReturnType<typeof terminalLook>): string {
  if (receipt !== null) return renderRunEnd({receipt, failure, options})
  if (result !== 'nothing') return ''
  return `${failure === null ? 'Nothing to undo.' : 'Nothing can go back yet.'} Nothing was sent to AWS.`
}

function exitCodeOf({result: {result, review}, failure, signalCode}: Undone): number | null {
  if (failure !== null) return signalCode ?? failure.exitCode
  return result === 'dry-run' && review?.isRefused === true ? exitCodes.refused : null
}

/** The last that changed AWS in its own right: a rollback is not rolled back without being named. */
function lastUndoable(receipts: readonly Receipt[], place: string): Receipt {
  const found = receipts.filter(({purpose}) => purpose !== 'rollback').at(-1)
  if (found !== undefined) return found
  throw new PlanError('data', 'NOTHING_APPLIED', `${place} holds no apply`, {
    suggestions: ['name the config whose store it is in: --config FILE'],
  })
}

function isDeletionSentence(text: string | undefined): boolean {
  if (text === undefined) return false
  if (text.trim() === deletionSentence) return true
  throw new PlanError(
    'usage',
    'SENTENCE_WRONG',
    `--accept-irreversible '${text}' is not the sentence that is asked for`,
    {
      suggestions: [`--accept-irreversible '${deletionSentence}'`],
    },
  )
}
