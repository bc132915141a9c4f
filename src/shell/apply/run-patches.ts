import {nextStep} from '../../core/apply/next-step.js'
import type {Receipt} from '../../documents/receipt.js'
import type {PlanError} from '../../errors.js'
import type {Journal} from '../../journal/open-journal.js'
import {attemptPatch} from './attempt-patch.js'
import {Halt, type Stop, stopFailure} from './halt.js'
import {look} from './look.js'
import type {Ports} from './ports.js'
import {type Patience, type Run, receiptSoFar, record} from './run-state.js'
import {verifyPatch} from './verify-patch.js'

/** How a run ended. `failure` is null where all is done; its exit code is the command's. */
export type RunEnd = {receipt: Receipt; failure: PlanError | null}

/** Settings of an Auto Scaling group show within seconds; a database's class takes minutes. */
const atOnce: Patience = {lookCount: 3, pauseS: 2}
const atLast: Patience = {lookCount: 120, pauseS: 15}

/**
 * Sends the patches that a journal was opened for, those that are not yet live, in their order; then waits until AWS
 * shows them, unless `isVerified` is false. The journal says all: the same call on the journal of a run that was cut
 * goes on where it stood, and on one that is done changes nothing. So it serves apply, resume, rollback, restore and
 * extend alike; who calls holds the lock and has written the entry `opened` or `resumed`.
 *
 * The first conflict, refusal or failure stops the whole run: what comes later may lean on what did not happen. The
 * journal is closed with why, and the failure names how to go on and how to go back. Nothing is sent that is not written
 * down first. `attemptMostCount`: sends of one patch, 6 when left out.
 */
export async function runPatches({
  journal,
  ports,
  isVerified,
  attemptMostCount = 6,
  patience = atLast,
}: {
  journal: Journal
  ports: Ports
  isVerified: boolean
  attemptMostCount?: number
  patience?: Patience
}): Promise<RunEnd> {
  const run: Run = {journal, ports, attemptMostCount, patience}
  if (receiptSoFar(run).status === 'done') return {receipt: receiptSoFar(run), failure: null}
  try {
    await takeSteps(run, isVerified)
    await record(run, {kind: 'closed', result: 'done', because: 'all changes are made'}, 'all changes are made')
    return {receipt: receiptSoFar(run), failure: null}
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    await close(run, error.stop)
    const receipt = receiptSoFar(run)
    return {receipt, failure: stopFailure(error.stop, receipt)}
  }
}

/** Looks at the patches of a journal that are in doubt, and writes down what it finds: before a rollback of it, say. */
export async function settleDoubts({journal, ports}: {journal: Journal; ports: Ports}): Promise<RunEnd> {
  const run: Run = {journal, ports, attemptMostCount: 0, patience: atLast}
  try {
    for (const {patch, state} of receiptSoFar(run).patches) if (state === 'in-doubt') await look(run, patch)
    return {receipt: receiptSoFar(run), failure: null}
  } catch (error) {
    if (!(error instanceof Halt)) throw error
    const receipt = receiptSoFar(run)
    return {receipt, failure: stopFailure(error.stop, receipt)}
  }
}

async function takeSteps(run: Run, isVerified: boolean): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const step = nextStep(receiptSoFar(run), isVerified, seen)
    if (step.kind === 'close') break
    const {patch} = step
    if (step.kind === 'look') await look(run, patch)
    else if (step.kind === 'send') {
      await attemptPatch(run, patch)
      if (isVerified) await verifyPatch(run, patch, atOnce)
    } else {
      await verifyPatch(run, patch, run.patience)
      seen.add(patch.id)
    }
  }
  const waiting = isVerified ? receiptSoFar(run).patches.filter(({state}) => state === 'live') : []
  if (waiting.length === 0) return
  const names = waiting.map(({patch}) => patch.id).join(', ')
  const code = run.ports.isStopped() ? 'STOPPED' : 'NOT_CONVERGED'
  throw new Halt({kind: 'aws', code, because: `AWS took ${names}, and does not show it yet`})
}

/** A journal that cannot be written to stays open, which a resume takes for cut. */
async function close(run: Run, {because}: Stop): Promise<void> {
  try {
    await record(run, {kind: 'closed', result: 'stopped', because}, because)
  } catch (error) {
    if (!(error instanceof Halt)) throw error
  }
}
