import {inversePatches} from '../../src/core/apply/inverse-patches.js'
import {receiptsOf} from '../../src/core/apply/receipts-of.js'
import type {Opened, Writer} from '../../src/documents/journal.js'
import type {Patch} from '../../src/documents/patch.js'
import type {Receipt} from '../../src/documents/receipt.js'
import type {SendOutcome} from '../../src/documents/send-outcome.js'
import {PlanError} from '../../src/errors.js'
import {type Journal, openJournal} from '../../src/journal/open-journal.js'
import {readJournals} from '../../src/journal/read-journal.js'
import {takeLock} from '../../src/journal/take-lock.js'
import type {Ports} from '../../src/shell/apply/ports.js'
import {type RunEnd, runPatches} from '../../src/shell/apply/run-patches.js'
import {type MemoryStore, memoryStore} from '../archive/memory-store.js'
import type {ModelAws} from './model-aws.js'

/** What a process that is killed does from then on: nothing. */
export class Kill extends Error {
  override readonly name = 'Kill'
}

/** One operation of a process on the world: a put of the store, a read or a write of AWS. */
export type Operation = {kind: 'put' | 'read' | 'send'; name: string; number: number}

/** What happens at an operation instead of, or besides, what should. */
export type Disturb = {
  /** Ahead of it; may throw Kill or an error of the system. */
  before?: (operation: Operation) => void
  after?: (operation: Operation) => void
  /** In place of sending; null lets it be sent. */
  instead?: (operation: Operation, patch: Patch, aws: ModelAws) => SendOutcome | null
  isStopped?: () => boolean
  credentialsEndAt?: () => string | null
}

/** `patches`: those of all journals that a process has worked on, for whoever disturbs it. */
export type World = {
  aws: ModelAws
  store: MemoryStore
  running: Set<string>
  startCount: number
  patches: Map<string, Patch>
}

export const worldOf = (aws: ModelAws): World => ({
  aws,
  store: memoryStore(),
  running: new Set(),
  startCount: 0,
  patches: new Map(),
})

export type Ended = {
  end: 'killed' | 'done' | 'stopped' | 'failed'
  exitCode: number
  failure: PlanError | null
  operations: Operation[]
}

type Started = {world: World; ports: Ports; store: MemoryStore; writer: Writer; operations: Operation[]}

const machine = {machineId: 'feedbeef0000', pidSpace: null}

/**
 * Runs one process from its start to its end, whichever that is: takes the lock, does the work, frees the lock.
 * A process that is killed leaves its lock and its journal as they are.
 */
async function inProcess(
  world: World,
  disturb: Disturb,
  work: (started: Started) => Promise<RunEnd | null>,
): Promise<Ended> {
  const started = start(world, disturb)
  const {writer, operations, store} = started
  const ended = (end: Ended['end'], failure: PlanError | null): Ended => ({
    end,
    exitCode: end === 'killed' ? 137 : (failure?.exitCode ?? 0),
    failure,
    operations,
  })
  try {
    const lock = await takeLock({
      store,
      applyId: 'a-20261123-1200-lock',
      writer,
      machine,
      now: () => world.aws.now(),
      isRunning: (pid) => world.running.has(pid),
    })
    const run = await work(started).finally(() => lock.release())
    return ended(run?.failure ? 'stopped' : 'done', run?.failure ?? null)
  } catch (error) {
    if (error instanceof Kill) return ended('killed', null)
    if (error instanceof PlanError) return ended('failed', error)
    throw error
  } finally {
    world.running.delete(writer.pid)
  }
}

function start(world: World, disturb: Disturb): Started {
  const pid = String(1000 + world.startCount++)
  world.running.add(pid)
  const operations: Operation[] = []
  let isDead = false
  const step = async <T>(
    kind: Operation['kind'],
    name: string,
    work: (operation: Operation) => T | Promise<T>,
  ): Promise<T> => {
    if (isDead) throw new Kill()
    const operation = {kind, name, number: operations.length}
    operations.push(operation)
    try {
      disturb.before?.(operation)
      const done = await work(operation)
      disturb.after?.(operation)
      return done
    } catch (error) {
      isDead ||= error instanceof Kill
      throw error
    }
  }
  const {aws, store} = world
  const ports: Ports = {
    readLive: (patch) => step('read', patch.id, () => aws.read(patch.request, Object.keys(patch.before))),
    send: (patch) =>
      step('send', patch.id, (operation) => disturb.instead?.(operation, patch, aws) ?? aws.send(patch.request)),
    needOf: (patch) => step('read', `need of ${patch.id}`, () => aws.needOf(patch.request)),
    isUnderWay: (patch) => step('read', `progress of ${patch.id}`, () => aws.isUnderWay(patch.request)),
    now: () => aws.now(),
    pause: async (seconds) => aws.pass(seconds),
    isStopped: () => disturb.isStopped?.() ?? false,
    credentialsEndAt: async () => disturb.credentialsEndAt?.() ?? null,
    onStep: () => {},
  }
  const watched: MemoryStore = {
    ...store,
    putIfAbsent: (name, bytes) => step('put', name, () => store.putIfAbsent(name, bytes)),
  }
  const writer = {callerArn: 'arn:aws:iam::123456789012:user/ada', host: 'shop-ops-1', bootId: 'b1', pid}
  return {world, ports, store: watched, writer, operations}
}

const openedOf = (applyId: string, patches: readonly Patch[], writer: Writer, undoes: string[]): Opened => ({
  kind: 'opened',
  applyId,
  purpose: undoes.length === 0 ? 'apply' : 'rollback',
  undoes,
  planId: 'abc',
  planSha256: '0'.repeat(64),
  service: 'shop',
  account: '123456789012',
  region: 'us-east-1',
  eventId: 'black-friday-2026',
  eventName: 'Black Friday 2026',
  timezone: 'America/New_York',
  windowStartAt: '2026-11-26T23:00:00Z',
  windowEndAt: '2026-11-28T07:00:00Z',
  patches: [...patches],
  exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
  writer,
})

export const applyId = 'a-20261123-1200-fwrd'
const rollbackId = 'a-20261123-1300-back'

const open = ({store, world}: Started, id: string) => openJournal({store, applyId: id, now: () => world.aws.now()})

async function goOn(started: Started, journal: Journal, first: () => Opened): Promise<RunEnd> {
  const {writer, ports} = started
  await journal.append(journal.entries().length === 0 ? first() : {kind: 'resumed', writer})
  const [entry] = journal.entries()
  if (entry?.event.kind === 'opened')
    for (const patch of entry.event.patches) started.world.patches.set(patch.id, patch)
  return runPatches({journal, ports, isVerified: true})
}

/** Applies the plan, or goes on with it where it was begun. */
export const applyIn = (world: World, patches: readonly Patch[], disturb: Disturb = {}) =>
  inProcess(world, disturb, async (started) => {
    const journal = await open(started, applyId)
    if (statusOf(await receiptsIn(world), applyId) === 'done') return null
    return goOn(started, journal, () => openedOf(applyId, patches, started.writer, []))
  })

/** Rolls the apply back, or goes on with that where it was begun. Nothing to roll back is nothing to do. */
export const rollBackIn = (world: World, disturb: Disturb = {}) =>
  inProcess(world, disturb, async (started) => {
    const receipts = await receiptsIn(world)
    const receipt = receipts.find((candidate) => candidate.applyId === applyId)
    if (receipt === undefined || statusOf(receipts, rollbackId) === 'done') return null
    const journal = await open(started, rollbackId)
    const {patches} = inversePatches(receipt, world.aws.now())
    return goOn(started, journal, () => openedOf(rollbackId, patches, started.writer, [applyId]))
  })

export const receiptsIn = async (world: World): Promise<Receipt[]> =>
  receiptsOf(await readJournals({...world.store, putIfAbsent: async () => false}))

const statusOf = (receipts: readonly Receipt[], id: string) =>
  receipts.find((receipt) => receipt.applyId === id)?.status
