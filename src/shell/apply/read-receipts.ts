import {receiptsOf} from '../../core/apply/receipts-of.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {readJournals} from '../../journal/read-journal.js'

/** The receipts of a store, oldest first. Throws JOURNAL_DAMAGED and STORE_UNREADABLE. */
export async function readReceipts(store: BlobStore): Promise<Receipt[]> {
  return receiptsOf(await readJournals(store))
}

/** The receipt of that id. Throws APPLY_UNKNOWN, with the latest ids that there are. */
export function receiptOfId(receipts: readonly Receipt[], applyId: string, place: string): Receipt {
  const found = receipts.find((receipt) => receipt.applyId === applyId)
  if (found !== undefined) return found
  const latest = receipts.slice(-3).map((receipt) => receipt.applyId)
  throw new PlanError('usage', 'APPLY_UNKNOWN', `${place} has no apply ${applyId}`, {
    suggestions: [
      ...(latest.length === 0 ? [] : [`the latest are ${latest.reverse().join(', ')}`]),
      'ecom-plan show --list',
    ],
  })
}

/** Throws NOTHING_APPLIED for a store without an apply. */
export function lastApply(receipts: readonly Receipt[], place: string): Receipt {
  const found = receipts.filter(({purpose}) => purpose === 'apply').at(-1)
  if (found !== undefined) return found
  throw new PlanError('data', 'NOTHING_APPLIED', `${place} holds no apply`, {
    suggestions: ['ecom-plan apply plan.json --dry-run', 'or name the config whose store it is in: --config FILE'],
  })
}
