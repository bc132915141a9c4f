import type {BlobStore} from '../../documents/blob-store.js'
import type {Opened, Writer} from '../../documents/journal.js'
import {PlanError} from '../../errors.js'
import {newApplyId} from '../../journal/new-apply-id.js'
import {type Journal, openJournal} from '../../journal/open-journal.js'
import {breakLock, takeLock} from '../../journal/take-lock.js'
import {thisWriter} from '../../journal/this-writer.js'
import type {Connection} from './connect.js'
import {makePorts} from './make-ports.js'
import type {Ports} from './ports.js'
import {type RunEnd, runPatches} from './run-patches.js'
import type {StopSignal} from './stop-signal.js'

type Writing = {
  store: BlobStore
  connection: Connection
  signal: StopSignal
  isVerified: boolean
  onStep: Ports['onStep']
  /** Told when the journal is open: from here on something may be sent. */
  onJournal: (place: string, opened: Opened) => void
  /** Told when a lock that stood in the way was taken for dead. */
  onReclaimed: (because: string) => void
}

const now = () => new Date().toISOString()

/**
 * Takes the lock, lets `open` check everything again under it and say what is done, writes that down, does it, and
 * frees the lock. What `open` throws ends it before anything is written or sent. Throws LOCKED.
 */
export function writeUnderLock(
  writing: Writing & {open: (asking: {applyId: string; writer: Writer}) => Promise<Opened>},
): Promise<RunEnd> {
  const applyId = newApplyId(now())
  return underLock(writing, applyId, async (writer) => {
    const opened = await writing.open({applyId, writer})
    const journal = await openJournal({store: writing.store, applyId, now})
    await journal.append(opened)
    return run(writing, journal, opened)
  })
}

/**
 * Goes on with the journal of an apply, rollback, restore or extend that was cut or has stopped. `check` is given what
 * it has done so far, under the lock. Throws APPLY_UNKNOWN, LOCKED, and what `check` throws.
 */
export function resumeUnderLock(
  writing: Writing & {applyId: string; check: (opened: Opened) => Promise<void>},
): Promise<RunEnd> {
  const {store, applyId} = writing
  return underLock(writing, applyId, async (writer) => {
    const journal = await openJournal({store, applyId, now})
    const opened = openedOf(journal, store)
    await writing.check(opened)
    await journal.append({kind: 'resumed', writer})
    return run(writing, journal, opened)
  })
}

/** What a journal was opened for. Throws APPLY_UNKNOWN where there is none. */
export function openedOf(journal: Pick<Journal, 'applyId' | 'entries'>, store: BlobStore): Opened {
  const [first] = journal.entries()
  if (first?.event.kind === 'opened') return first.event
  throw new PlanError('usage', 'APPLY_UNKNOWN', `${store.place} has no apply ${journal.applyId}`, {
    suggestions: ['ecom-plan show --list', 'or name the config whose store it is in: --config FILE'],
  })
}

/** Frees a lock whose holder a person knows to be dead. */
export async function freeLock(store: BlobStore, callerArn: string, lockCount: number): Promise<boolean> {
  const {writer} = await thisWriter(callerArn)
  return breakLock({store, writer, now}, lockCount)
}

async function underLock(
  {store, connection, onReclaimed}: Writing,
  applyId: string,
  work: (writer: Writer) => Promise<RunEnd>,
): Promise<RunEnd> {
  const {writer, machine} = await thisWriter(connection.caller.arn)
  const lock = await takeLock({store, applyId, writer, machine, now})
  try {
    if (lock.reclaimed !== null) onReclaimed(lock.reclaimed)
    return await work(writer)
  } finally {
    await lock.release()
  }
}

function run({store, connection, signal, isVerified, onStep, onJournal}: Writing, journal: Journal, opened: Opened) {
  onJournal(`${store.place}/${journal.applyId}`, opened)
  return runPatches({journal, ports: makePorts({connection, signal, onStep}), isVerified})
}
