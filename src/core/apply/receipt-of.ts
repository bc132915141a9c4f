import type {JournalEntry, JournalEvent, Opened, Outcome} from '../../documents/journal.js'
import type {PatchState, Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'

/**
 * Folds a journal into what it has done.
 *
 * An intent without an outcome is in doubt, and so is each call whose answer says nothing of what was done. Where
 * entries were damaged and skipped (their numbers are missing, or `damagedCount` of them stand after the last that is
 * whole), as many of the patches that seem untried are in doubt too: the damaged entry may have been an intent.
 * Throws JOURNAL_DAMAGED for one that does not begin with its opening.
 */
export function receiptOf(entries: readonly JournalEntry[], damagedCount = 0): Receipt {
  const [first] = entries
  if (first?.event.kind !== 'opened') {
    throw new PlanError('data', 'JOURNAL_DAMAGED', 'a journal does not begin with what it was opened for', {
      suggestions: ['leave its files as they are, and look at AWS for what the plan names'],
    })
  }
  const receipt = openedReceipt(first.event, first.at)
  let lastCount = first.entryCount
  for (const {entryCount, at, event} of entries.slice(1)) {
    doubt(receipt, entryCount - lastCount - 1)
    fold(receipt, at, event)
    lastCount = entryCount
  }
  doubt(receipt, damagedCount)
  return receipt
}

function openedReceipt({kind: _kind, writer, patches, ...of}: Opened, openedAt: string): Receipt {
  return {
    schema: 'ecom-plan.receipt/v1',
    ...of,
    openedAt,
    closedAt: null,
    status: 'open',
    because: null,
    writers: [writer],
    patches: patches.map((patch) => ({patch, state: 'untried', isSent: false, live: null, at: null, message: null})),
  }
}

function fold(receipt: Receipt, at: string, event: JournalEvent): void {
  if (event.kind === 'opened') return
  if (event.kind === 'closed') {
    Object.assign(receipt, {status: event.result, because: event.because, closedAt: at})
    return
  }
  if (event.kind === 'resumed') {
    receipt.writers.push(event.writer)
    Object.assign(receipt, {status: 'open', because: null, closedAt: null})
    return
  }
  const entry = receipt.patches.find(({patch}) => patch.id === event.patchId)
  if (entry === undefined) return
  if (event.kind === 'intent') Object.assign(entry, {state: 'in-doubt', live: event.live, message: null})
  else if (event.kind === 'outcome') foldOutcome(entry, at, event)
  else if (event.isConverged) Object.assign(entry, {state: 'verified', message: null})
  else Object.assign(entry, {state: 'live', message: 'AWS took it, and does not show it yet'})
}

const states: Readonly<Record<Outcome['result'], PatchState>> = {
  accepted: 'live',
  already: 'live',
  'found-done': 'live',
  'found-undone': 'failed',
  // AWS answered that it did nothing.
  throttled: 'failed',
  refused: 'failed',
  'server-error': 'in-doubt',
  unknown: 'in-doubt',
  conflict: 'conflict',
}

function foldOutcome(entry: ReceiptPatch, at: string, {result, code, message}: Outcome): void {
  entry.state = states[result]
  if (entry.state === 'live') {
    entry.isSent ||= result !== 'already'
    Object.assign(entry, {at, message: null})
  } else {
    entry.message = [code, message].filter((text) => text !== null).join(': ') || null
  }
}

function doubt(receipt: Receipt, count: number): void {
  if (count <= 0) return
  const untried = receipt.patches.filter(({state}) => state === 'untried' || state === 'failed')
  for (const entry of untried.slice(0, count)) {
    Object.assign(entry, {
      state: 'in-doubt',
      message: 'an entry of the journal is damaged, which may have been its own',
    })
  }
}
