import {runResumeChecks} from '../../core/apply/checks/resume-checks.js'
import {refusal} from '../../core/apply/checks/run-checks.js'
import {receiptOf} from '../../core/apply/receipt-of.js'
import {receiptsOf} from '../../core/apply/receipts-of.js'
import {refuseUndone} from '../../core/apply/refuse-undone.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {Opened} from '../../documents/journal.js'
import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {readJournal, readJournals} from '../../journal/read-journal.js'
import {type Show, signalCodeOf} from './apply-plan.js'
import {type Confirmation, confirmWrite} from './confirm-write.js'
import {type Connection, connect} from './connect.js'
import {endpointOf, type Found, mainPlace, type WriteFlagValues} from './prepare-apply.js'
import {listenForStop} from './stop-signal.js'
import {openedOf, resumeUnderLock} from './write-under-lock.js'

export type Resumed = {receipt: Receipt; failure: PlanError | null; signalCode: number | null}

/**
 * Goes on with an apply, rollback, restore or extend that was cut or has stopped: who asks, where the calls go, how long
 * the credentials last and whether a freeze is on are checked anew, and the account is confirmed again. Each change is
 * compared with AWS again before it is sent. One that is done changes nothing.
 *
 * Throws APPLY_UNKNOWN, APPLY_UNDONE, JOURNAL_DAMAGED, LOCKED, the first failed check, and what `confirmWrite` throws.
 */
export async function resumeRun({
  applyId,
  store,
  found,
  flags,
  confirmationOf,
  show,
}: {
  applyId: string
  store: BlobStore
  found: Found
  flags: WriteFlagValues
  confirmationOf: (command: string) => Confirmation
  show: Pick<Show, 'journal' | 'step' | 'warn'>
}): Promise<Resumed> {
  const {receipt, opened} = await readReceipt(store, applyId)
  refuseUndone(await readAllReceipts(store), applyId)
  if (receipt.status === 'done') return {receipt, failure: null, signalCode: null}
  const connection = await connect({
    place: mainPlace(opened, found, flags.profile),
    endpointUrl: flags['endpoint-url'],
  })
  const check = async () => {
    refuseUndone(await readAllReceipts(store), applyId)
    throwRefused(await checksOf({opened, receipt, connection, found, flags}))
  }
  await check()
  const {readAccountAlias} = await import('../../aws/read-account-alias.js')
  const alias = await readAccountAlias(connection.main)
  const {account, region} = opened
  const rest = receipt.patches.filter(({state}) => state !== 'live' && state !== 'verified').length
  const changeWords = `go on with ${applyId}, ${rest} of ${receipt.patches.length} settings,`
  await confirmWrite({account, alias, region, changeWords}, confirmationOf(`ecom-plan apply --resume ${applyId}`))
  const signal = listenForStop()
  try {
    const end = await resumeUnderLock({
      applyId,
      store,
      connection,
      signal,
      isVerified: opened.exceptions.isVerified,
      onStep: show.step,
      onJournal: show.journal,
      onReclaimed: (because) => show.warn(`the lock of an earlier run was freed: ${because}`),
      check,
    })
    return {...end, signalCode: signalCodeOf(end, signal.exitCode())}
  } finally {
    signal.close()
  }
}

const readAllReceipts = async (store: BlobStore) => receiptsOf(await readJournals(store))

async function readReceipt(store: BlobStore, applyId: string): Promise<{receipt: Receipt; opened: Opened}> {
  if (!/^a-\d{8}-\d{4}-[a-z0-9]{4}$/.test(applyId)) {
    throw new PlanError('usage', 'APPLY_UNKNOWN', `${applyId} is not the id of an apply`, {
      suggestions: ['ecom-plan show --list'],
    })
  }
  const {entries, damaged} = await readJournal(store, applyId)
  const opened = openedOf({applyId, entries: () => entries}, store)
  return {receipt: receiptOf(entries, damaged.length), opened}
}

async function checksOf({
  opened,
  receipt,
  connection,
  found,
  flags,
}: {
  opened: Opened
  receipt: Receipt
  connection: Connection
  found: Found
  flags: WriteFlagValues
}) {
  const {credentialsEndAt} = await import('../../aws/read-credentials-end.js')
  const rest = receipt.patches.filter(({state}) => state !== 'live' && state !== 'verified').map(({patch}) => patch)
  return runResumeChecks({
    at: new Date().toISOString(),
    opened,
    rest,
    caller: connection.caller,
    credentialsEndAt: await credentialsEndAt(connection.main),
    endpoint: await endpointOf(connection, rest, flags['endpoint-url']),
    freeze: found?.config.freeze ?? [],
    duringFreeze: flags['during-freeze'] ?? null,
  })
}

function throwRefused(checks: Parameters<typeof refusal>[0]): void {
  const error = refusal(checks)
  if (error !== null) throw error
}
