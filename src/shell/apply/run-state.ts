import {receiptOf} from '../../core/apply/receipt-of.js'
import type {JournalEvent, Outcome} from '../../documents/journal.js'
import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import type {Journal} from '../../journal/open-journal.js'
import {Halt, stopOf} from './halt.js'
import type {Ports} from './ports.js'

/** How often and how far apart AWS is asked whether it is done with a change. */
export type Patience = {lookCount: number; pauseS: number}

/** What the parts of a run hand on. */
export type Run = {journal: Journal; ports: Ports; attemptMostCount: number; patience: Patience}

export const receiptSoFar = ({journal}: Run): Receipt => receiptOf(journal.entries(), journal.damaged().length)

/**
 * Writes an entry, or halts the run: what is not written down is not done. `doing` says in the error what AWS has and
 * the journal has not.
 */
export async function record({journal}: Run, event: JournalEvent, doing: string): Promise<void> {
  try {
    await journal.append(event)
  } catch (error) {
    const stop = stopOf(error, doing)
    throw new Halt({...stop, kind: 'refused', code: stop.code === 'JOURNAL_TAKEN' ? stop.code : 'JOURNAL_UNWRITABLE'})
  }
}

type Said = {result: Outcome['result']; requestId?: string | null; code?: string | null; message?: string | null}

/** Writes what became of a patch, and tells it. */
export async function recordOutcome(run: Run, patch: Patch, said: Said, doing: string): Promise<void> {
  const {result, requestId = null, code = null, message = null} = said
  await record(run, {kind: 'outcome', patchId: patch.id, result, requestId, code, message}, doing)
  run.ports.onStep({kind: 'outcome', patch, result, message})
}

/** Reads what a port gives, and halts the run where it cannot: what is not known is not written to. */
export async function ask<T>(read: Promise<T>, doing: string): Promise<T> {
  try {
    return await read
  } catch (error) {
    throw error instanceof PlanError ? new Halt(stopOf(error, doing)) : error
  }
}
