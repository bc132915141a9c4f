import type {Claim} from '../core/apply/claims.js'
import {claimsOf} from '../core/apply/claims.js'
import {receiptsOf} from '../core/apply/receipts-of.js'
import type {Config} from '../documents/config.js'
import type {Receipt} from '../documents/receipt.js'
import {openApplyStore} from './apply/open-apply-store.js'
import type {Warning} from './base-command.js'

/** What was applied, from the config's store of applies, and what of it is in force. */
export type Applies = {receipts: Receipt[]; claims: Claim[]; warnings: Warning[]}

/**
 * Reads what was applied before a plan is made, so that it is made from what would be there without it. A store that is
 * not there yet holds nothing. With `isOffline` a folder is read and a bucket is not, which a warning says.
 *
 * Throws JOURNAL_DAMAGED, and what the store throws where it may not be read: without it a plan could take another
 * event's capacity for the shop's own.
 */
export async function readApplies({
  config,
  folder,
  isOffline,
}: {
  config: Config
  folder: string
  isOffline: boolean
}): Promise<Applies> {
  if (isOffline && config.applyStore.startsWith('s3://')) {
    const message = `${config.applyStore} is not read offline: what was applied for another event is taken for what rests`
    return {receipts: [], claims: [], warnings: [{code: 'APPLIES_NOT_READ', message}]}
  }
  const {readJournals} = await import('../journal/read-journal.js')
  const receipts = receiptsOf(await readJournals(await openApplyStore({config, folder})))
  return {receipts, claims: claimsOf(receipts), warnings: []}
}
