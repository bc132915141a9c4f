import {receiptsOf} from '../../core/apply/receipts-of.js'
import type {JournalEntry} from '../../documents/journal.js'
import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {readJournals} from '../../journal/read-journal.js'
import type {ReceiptView} from '../../report/terminal/render-receipt.js'
import {type AwsFlagValues, useEndpoint} from '../aws-flags.js'
import {optionalConfig} from '../optional-config.js'
import {openApplyStore} from './open-apply-store.js'
import {receiptOfId} from './read-receipts.js'

/**
 * The receipts of the store that the config names, and the one that is asked for; the latest where none is named, null
 * for a list. Throws APPLY_UNKNOWN, NOTHING_APPLIED for the latest of an empty store, and what reading throws.
 */
export async function readShown({
  configPath,
  aws,
  applyId,
  isList,
}: {
  configPath: string | undefined
  aws: AwsFlagValues
  applyId: string | undefined
  isList: boolean
}): Promise<{place: string; receipts: Receipt[]; view: ReceiptView | null}> {
  useEndpoint(aws['endpoint-url'])
  const store = await openApplyStore(await optionalConfig(configPath, aws))
  const journals = await readJournals(store)
  const receipts = receiptsOf(journals)
  const {place} = store
  if (isList) return {place, receipts, view: null}
  const receipt = applyId === undefined ? receipts.at(-1) : receiptOfId(receipts, applyId, place)
  if (receipt === undefined) {
    throw new PlanError('data', 'NOTHING_APPLIED', `${place} holds no apply`, {
      suggestions: ['ecom-plan apply plan.json --dry-run', 'or name the config whose store it is in: --config FILE'],
    })
  }
  const entries = journals.find((journal) => journal.applyId === receipt.applyId)?.entries ?? []
  return {place, receipts, view: {receipt, requestIds: requestIdsOf(entries)}}
}

/** AWS's id of the last request of each patch that was answered. */
function requestIdsOf(entries: readonly JournalEntry[]): Record<string, string> {
  const ids: Record<string, string> = {}
  for (const {event} of entries) {
    if (event.kind === 'outcome' && event.requestId !== null) ids[event.patchId] = event.requestId
  }
  return ids
}
