import {receiptOf} from '../../core/apply/receipt-of.js'
import type {BlobStore} from '../../documents/blob-store.js'
import {openJournal} from '../../journal/open-journal.js'
import type {Connection} from './connect.js'
import {makePorts} from './make-ports.js'
import {settleDoubts} from './run-patches.js'
import type {StopSignal} from './stop-signal.js'

/**
 * Ends the journals of runs that were cut and are about to be rolled back: each call in doubt is looked at and written
 * down, then the journal is closed, so that nothing waits for its resume. Who calls holds the lock. Throws what the look
 * comes to where it cannot tell.
 */
export async function closeCut({
  store,
  connection,
  signal,
  undoes,
  applyId,
}: {
  store: BlobStore
  connection: Connection
  signal: StopSignal
  undoes: readonly string[]
  /** Of the rollback, which the journals will name. */
  applyId: string
}): Promise<void> {
  const now = () => new Date().toISOString()
  for (const undone of undoes) {
    const journal = await openJournal({store, applyId: undone, now})
    const isDoubtful = receiptOf(journal.entries()).patches.some(({state}) => state === 'in-doubt')
    if (receiptOf(journal.entries()).status !== 'open' && !isDoubtful) continue
    const {failure} = await settleDoubts({journal, ports: makePorts({connection, signal, onStep: () => {}})})
    if (failure !== null) throw failure
    await journal.append({kind: 'closed', result: 'stopped', because: `cut, and rolled back by ${applyId}`})
  }
}
