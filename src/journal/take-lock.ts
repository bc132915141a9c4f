import {randomBytes} from 'node:crypto'
import type {BlobStore} from '../documents/blob-store.js'
import type {Writer} from '../documents/journal.js'
import {type Lock, type LockRelease, lockSchema, type Machine} from '../documents/lock.js'
import {PlanError} from '../errors.js'
import {isRunning, whyDead} from './judge-holder.js'

export type HeldLock = {
  lockCount: number
  /** Why a lock that stood in the way was taken for dead; null where none stood there. */
  reclaimed: string | null
  /** Frees it; once is enough. */
  release(): Promise<void>
}

type Asking = {
  store: BlobStore
  applyId: string
  writer: Writer
  machine: Machine
  now: () => string
  /** Whether a process of this machine runs; the system's own answer when left out. */
  isRunning?: (pid: string) => boolean
}

const lockName = (lockCount: number) => `lock/${String(lockCount).padStart(6, '0')}.json`
const releaseName = (lockCount: number) => `lock/${String(lockCount).padStart(6, '0')}.released.json`
const numberOf = (name: string) => Number(/^lock\/(\d{6})\./.exec(name)?.[1] ?? 0)

/**
 * Takes the lock of a store, so that one process at a time writes to AWS by it.
 *
 * Locks are numbered blobs and none is ever removed or changed: number n is held until its release is put beside it, and
 * n + 1 can be put only by one of those who saw that release. So no two hold it, whatever the order of their calls, with
 * nothing but the put-if-absent that a folder and S3 both have. A holder that is surely dead (`whyDead`) is released by
 * who finds it; of several who find it one puts the release. A holder of another machine is never judged.
 *
 * Throws LOCKED at once, naming who holds it, from where and since when.
 */
export async function takeLock(asking: Asking): Promise<HeldLock> {
  const {store} = asking
  let reclaimed: string | null = null
  // Each round but the last ends a lock, so that it cannot go on for ever.
  for (;;) {
    const names = await store.list('lock/')
    const last = Math.max(0, ...names.filter((name) => name === lockName(numberOf(name))).map(numberOf))
    if (last === 0 || names.includes(releaseName(last))) return {...(await takeNext(asking, last + 1)), reclaimed}
    const lock = await readLock(store, last)
    const because = lock === null ? null : whyDead({lock, isRunning, ...asking})
    if (because === null) throw locked(store, last, lock)
    await putRelease(asking, last, because)
    reclaimed = because
  }
}

/**
 * Ends a lock whose holder a person knows to be dead. Returns false where it was released already.
 * Throws LOCK_UNKNOWN where the store has no lock of that number.
 */
export async function breakLock(asking: Omit<Asking, 'machine' | 'applyId'>, lockCount: number): Promise<boolean> {
  if ((await asking.store.read(lockName(lockCount))) === null) {
    throw new PlanError('refused', 'LOCK_UNKNOWN', `${asking.store.place} has no lock ${lockCount}`, {
      suggestions: ['run the command without --break-lock: it names the lock that is held, where one is'],
    })
  }
  return putRelease(asking, lockCount, 'broken by hand')
}

async function takeNext(asking: Asking, lockCount: number): Promise<Omit<HeldLock, 'reclaimed'>> {
  const {store, applyId, writer, machine, now} = asking
  const lock: Lock = {
    schema: 'ecom-plan.lock/v1',
    lockCount,
    at: now(),
    applyId,
    holder: writer,
    machine,
    token: randomBytes(8).toString('hex'),
  }
  const isFirst = await store.putIfAbsent(lockName(lockCount), bytesOf(lock))
  if (!isFirst) {
    const there = await readLock(store, lockCount)
    // A put whose answer was lost and that the store tried again finds its own.
    if (there?.token !== lock.token) throw locked(store, lockCount, there)
  }
  const release: LockRelease = {
    schema: 'ecom-plan.lock-release/v1',
    lockCount,
    at: now(),
    reclaimedBy: null,
    because: 'done',
  }
  return {
    lockCount,
    release: async () => {
      await store.putIfAbsent(releaseName(lockCount), bytesOf({...release, at: now()}))
    },
  }
}

async function putRelease(
  {store, writer, now}: Pick<Asking, 'store' | 'writer' | 'now'>,
  lockCount: number,
  because: string,
): Promise<boolean> {
  const release: LockRelease = {
    schema: 'ecom-plan.lock-release/v1',
    lockCount,
    at: now(),
    reclaimedBy: writer,
    because,
  }
  return store.putIfAbsent(releaseName(lockCount), bytesOf(release))
}

/** Null where the blob is not whole, whose holder nobody can know. */
async function readLock(store: BlobStore, lockCount: number): Promise<Lock | null> {
  const bytes = await store.read(lockName(lockCount))
  try {
    return lockSchema.parse(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array(0))))
  } catch {
    return null
  }
}

function locked(store: BlobStore, lockCount: number, lock: Lock | null): PlanError {
  const who =
    lock === null
      ? 'by somebody who cannot be told, since its file is damaged'
      : `by ${lock.applyId} of ${lock.holder.callerArn} on ${lock.holder.host} (process ${lock.holder.pid}) since ${lock.at}`
  return new PlanError('refused', 'LOCKED', `lock ${lockCount} of ${store.place} is held ${who}`, {
    suggestions: [
      'wait until it ends, and run the same command again',
      ...(lock === null ? [] : [`ecom-plan show ${lock.applyId}`]),
      `only when you know that it is dead: ecom-plan apply --break-lock ${lockCount}`,
    ],
    place: {file: `${store.place}/${lockName(lockCount)}`},
  })
}

const bytesOf = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`)
