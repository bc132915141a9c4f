import {userInfo} from 'node:os'
import type {ApplyResult, ApplyReview} from '../../documents/apply-review.js'
import type {Plan} from '../../documents/plan.js'
import type {Receipt} from '../../documents/receipt.js'
import {exitCodes, type PlanError} from '../../errors.js'
import {shellQuoted} from '../../files/read-failure.js'
import type {EmitFormat} from '../../report/emit/emit-view.js'
import {renderDryRunText} from '../../report/terminal/render-dry-run.js'
import {renderRunEnd} from '../../report/terminal/render-run.js'
import {useEndpoint} from '../aws-flags.js'
import {questionTerminal, terminalLook} from '../terminal.js'
import {applyPlan} from './apply-plan.js'
import type {Confirmation} from './confirm-write.js'
import {emitFile} from './emit-file.js'
import {openApplyStore} from './open-apply-store.js'
import {type ApplyFlagValues, configOf, prepareApply, type WriteFlagValues} from './prepare-apply.js'
import {type Resumed, resumeRun} from './resume-run.js'
import {showRun} from './show-run.js'
import {freeLock} from './write-under-lock.js'

export type ApplyAsked = {
  path: string | undefined
  flags: ApplyFlagValues & {emit: EmitFormat | undefined}
  isJson: boolean
  /** The words behind `ecom-plan apply`. */
  argv: readonly string[]
  log: (text: string) => void
  warn: (code: string, message: string) => void
}

type Emitted = {planId: string; format: EmitFormat; text: string}
type Freed = {lock: string; isFreed: boolean}
type Outcome = ApplyResult | {result: 'done' | 'stopped'; receipt: Receipt} | Emitted | Freed

/** What the command prints as JSON, and how it ends; a failure is of a run that stopped half-way. */
export type ApplyOutput = {json: Outcome; exitCode: number | null; failure: PlanError | null}

/** One command line of `apply`: code of the plan, a freed lock, a run that goes on, or the plan itself. */
export async function runApply(asked: ApplyAsked): Promise<ApplyOutput> {
  const {flags, log, isJson} = asked
  if (flags.emit !== undefined) {
    const {plan, text} = await emitFile({...asked, format: flags.emit})
    if (!isJson) log(text.trimEnd())
    return {json: {planId: plan.planId, format: flags.emit, text}, exitCode: null, failure: null}
  }
  useEndpoint(flags['endpoint-url'])
  if (flags['break-lock'] !== undefined) return breakLock(asked, flags['break-lock'])
  return flags.resume === undefined ? planned(asked) : resumed(asked, flags.resume)
}

async function breakLock({flags, log, isJson}: ApplyAsked, lockCount: number): Promise<ApplyOutput> {
  const store = await openApplyStore(await configOf(flags))
  const isFreed = await freeLock(store, `user ${userInfo().username}`, lockCount)
  const words = isFreed ? `Lock ${lockCount} of ${store.place} is free.` : `Lock ${lockCount} was free already.`
  if (!isJson) log(words)
  return {json: {lock: String(lockCount), isFreed}, exitCode: null, failure: null}
}

async function planned(asked: ApplyAsked): Promise<ApplyOutput> {
  const {path, flags, log, isJson} = asked
  const setting = await prepareApply(path, flags)
  const {readAccountAlias} = await import('../../aws/read-account-alias.js')
  const alias = await readAccountAlias(setting.connection.main)
  const isDryRun = flags['dry-run']
  const options = {...terminalLook({ascii: flags.ascii}), chart: false}
  const isVerified = !flags['no-verify']
  const run = showRun({log, options, isVerified, isQuiet: isJson})
  const applied = await applyPlan({
    setting,
    alias,
    isDryRun,
    isDue: flags.due,
    isVerified,
    confirmation: confirmationOf(flags, ['ecom-plan apply', ...asked.argv.map(shellQuoted)].join(' ')),
    show: {
      review: (review: ApplyReview, plan: Plan) => {
        if (!isJson) log(renderDryRunText({plan, review, isDryRun, options}))
      },
      ...run,
      warn: (message) => asked.warn('APPLY', message),
    },
  })
  const {result, failure} = applied
  if (!isJson) log(closingText(result, failure, options, flags))
  return {json: result, exitCode: exitCodeOf(applied, flags), failure}
}

function closingText(
  {result, receipt}: ApplyResult,
  failure: PlanError | null,
  options: ReturnType<typeof terminalLook>,
  {due}: ApplyFlagValues,
): string {
  if (receipt !== null) return renderRunEnd({receipt, failure, options})
  if (result !== 'nothing') return ''
  return due ? 'Nothing is due. Nothing was sent to AWS.' : 'Nothing to change. Nothing was sent to AWS.'
}

function exitCodeOf(
  {result: {result, review}, failure, signalCode}: Awaited<ReturnType<typeof applyPlan>>,
  flags: ApplyFlagValues,
): number | null {
  if (failure !== null) return signalCode ?? failure.exitCode
  if (result !== 'dry-run') return null
  if (review.isRefused) return exitCodes.refused
  const pending = review.patches.length - review.already.length
  return flags['detailed-exitcode'] && pending > 0 ? exitCodes.gate : null
}

async function resumed(asked: ApplyAsked, applyId: string): Promise<ApplyOutput> {
  const {flags, log, isJson} = asked
  const found = await configOf(flags)
  const options = {...terminalLook({ascii: flags.ascii}), chart: false}
  const run = showRun({log, options, isVerified: !flags['no-verify'], isQuiet: isJson})
  const {receipt, failure, signalCode}: Resumed = await resumeRun({
    applyId,
    store: await openApplyStore(found),
    found,
    flags,
    confirmationOf: (command) => confirmationOf(flags, command),
    show: {...run, warn: (message) => asked.warn('APPLY', message)},
  })
  if (!isJson) log(renderRunEnd({receipt, failure, options}))
  const exitCode = failure === null ? null : (signalCode ?? failure.exitCode)
  return {json: {result: failure === null ? 'done' : 'stopped', receipt}, exitCode, failure}
}

/** Who confirms: flags, or a person where one can be asked. */
export function confirmationOf(flags: WriteFlagValues, command: string): Confirmation {
  return {
    isYes: flags.yes,
    confirm: flags.confirm,
    terminal: flags['no-input'] ? null : questionTerminal(),
    command,
  }
}
