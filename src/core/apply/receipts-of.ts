import type {JournalEntry} from '../../documents/journal.js'
import type {PatchState, Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {receiptOf} from './receipt-of.js'
import {undoneBy} from './undo-id.js'

/**
 * The receipts of all journals of a store, oldest first, with the patches that a later rollback or restore has put back
 * as `undone`, and as `in-doubt` where its undoing is. A rollback whose own patch was put back by a later one counts no
 * more.
 */
export function receiptsOf(
  journals: readonly {entries: readonly JournalEntry[]; damaged: readonly string[]}[],
): Receipt[] {
  const receipts = journals
    .filter(({entries}) => entries.length > 0)
    .map(({entries, damaged}) => receiptOf(entries, damaged.length))
    .sort((a, b) => (a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : a.applyId < b.applyId ? -1 : 1))
  const byId = new Map(receipts.map((receipt) => [receipt.applyId, receipt]))
  // The latest first: what it undid of an earlier rollback is undone before that one is looked at.
  for (const later of receipts.toReversed()) {
    for (const {patch, state} of later.patches) {
      const undone = undoneBy(patch.id)
      if (undone === null) continue
      const entry = byId.get(undone.applyId)?.patches.find((earlier) => earlier.patch.id === undone.patchId)
      if (entry !== undefined) putBack(entry, state, later.applyId)
    }
  }
  return receipts
}

function putBack(entry: ReceiptPatch, undoing: PatchState, applyId: string): void {
  if (undoing === 'live' || undoing === 'verified') entry.state = 'undone'
  else if (undoing === 'in-doubt')
    Object.assign(entry, {state: undoing, message: `its undoing by ${applyId} is in doubt`})
}
