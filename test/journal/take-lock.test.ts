import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {BlobStore} from '../../src/documents/blob-store.js'
import type {Writer} from '../../src/documents/journal.js'
import type {Machine} from '../../src/documents/lock.js'
import {isRunning} from '../../src/journal/judge-holder.js'
import {breakLock, type HeldLock, takeLock} from '../../src/journal/take-lock.js'
import {thisWriter} from '../../src/journal/this-writer.js'
import {memoryStore} from '../archive/memory-store.js'
import '../seed.js'

const writerOf = (pid: string, of: Partial<Writer> = {}): Writer => ({
  callerArn: 'arn:aws:iam::123456789012:user/ada',
  host: 'shop-ops-1',
  bootId: 'b1',
  pid,
  ...of,
})
const ours: Machine = {machineId: 'm1', pidSpace: 'pid:[1]'}

type By = {pid: string; writer?: Partial<Writer>; machine?: Partial<Machine>; running?: readonly string[]}

const take = (store: BlobStore, {pid, writer = {}, machine = {}, running = ['1', '2', '3']}: By): Promise<HeldLock> =>
  takeLock({
    store,
    applyId: `a-20261123-0821-pid${pid}`,
    writer: writerOf(pid, writer),
    machine: {...ours, ...machine},
    now: () => '2026-11-23T08:21:00Z',
    isRunning: (id) => running.includes(id),
  })

test('held, it refuses at once, naming the holder, its host, since when and what to type', async () => {
  const store = memoryStore()
  await take(store, {pid: '1'})
  const failure = await take(store, {pid: '2'}).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    code: 'LOCKED',
    exitCode: 6,
    message:
      'lock 1 of memory is held by a-20261123-0821-pid1 of arn:aws:iam::123456789012:user/ada on shop-ops-1 (process 1) since 2026-11-23T08:21:00Z',
    suggestions: [
      'wait until it ends, and run the same command again',
      'ecom-plan show a-20261123-0821-pid1',
      'only when you know that it is dead: ecom-plan apply --break-lock 1',
    ],
  })
})

test('freed, it is taken again, a number higher; freeing twice is freeing once', async () => {
  const store = memoryStore()
  const first = await take(store, {pid: '1'})
  await first.release()
  await first.release()
  const second = await take(store, {pid: '2'})
  expect([first.lockCount, second.lockCount, second.reclaimed]).toEqual([1, 2, null])
  // The first one's late release does not free the second.
  await first.release()
  await expect(take(store, {pid: '3'})).rejects.toMatchObject({code: 'LOCKED'})
})

describe('a holder that left its lock', () => {
  type Case = [string, Omit<By, 'pid'>, Omit<By, 'pid'>, string | null]
  test.each<Case>([
    ['a process of this boot that is gone', {}, {running: ['2']}, 'process 1 of shop-ops-1 is gone'],
    ['a process that runs', {}, {}, null],
    ['another boot of this machine', {}, {writer: {bootId: 'b2'}}, 'shop-ops-1 was started anew since'],
    ['another host', {}, {writer: {host: 'ci-7'}, running: []}, null],
    ['another machine of the same name', {}, {machine: {machineId: 'm2'}, running: []}, null],
    [
      'another boot, and nobody knows which machine',
      {machine: {machineId: null}},
      {machine: {machineId: null}, writer: {bootId: 'b2'}, running: []},
      null,
    ],
    ['another container of this machine', {}, {machine: {pidSpace: 'pid:[2]'}, running: []}, null],
    [
      'a system that tells neither boot nor machine',
      {writer: {bootId: null}, machine: {machineId: null, pidSpace: null}},
      {writer: {bootId: null}, machine: {machineId: null, pidSpace: null}, running: []},
      'process 1 of shop-ops-1 is gone',
    ],
  ])('%s', async (_, holder, taker, because) => {
    const store = memoryStore()
    await take(store, {pid: '1', ...holder})
    const taken = take(store, {pid: '2', ...taker})
    if (because === null) await expect(taken).rejects.toMatchObject({code: 'LOCKED'})
    else expect(await taken).toMatchObject({lockCount: 2, reclaimed: because})
  })

  test('whose file is half: nobody can know it, so it is held until a person breaks it', async () => {
    const store = memoryStore()
    await take(store, {pid: '1'})
    store.blobs.set('lock/000001.json', new TextEncoder().encode('{"schema":'))
    await expect(take(store, {pid: '2', running: []})).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining('cannot be told'),
    })
    const by = {store, writer: writerOf('2'), now: () => '2026-11-23T09:00:00Z'}
    expect(await breakLock(by, 1)).toBe(true)
    expect(await breakLock(by, 1)).toBe(false)
    expect(await take(store, {pid: '2'})).toMatchObject({lockCount: 2})
    await expect(breakLock(by, 9)).rejects.toMatchObject({code: 'LOCK_UNKNOWN', exitCode: 6})
  })
})

/**
 * Runs takers one operation of the store at a time, in the order that `schedule` says, and at the end the rest. Each
 * operation of a taker waits for its turn, so that any interleaving of their calls comes up.
 */
async function interleave(takers: number, schedule: readonly number[], left: 'free' | 'held' | 'dead' | 'none') {
  const blobs = new Map<string, Uint8Array>()
  const first = left === 'none' ? null : await take(memoryStore({blobs}), {pid: '9'})
  if (left === 'free') await first?.release()
  const waiting = Array.from({length: takers}, () => [] as (() => void)[])
  const results = waiting.map((turns, i) => {
    const before = () => new Promise<void>((go) => turns.push(go))
    const running = left === 'dead' ? ['1', '2', '3'] : ['1', '2', '3', '9']
    return take(memoryStore({blobs, before}), {pid: String(i + 1), running}).catch((error: unknown) => error)
  })
  const turnOf = async (i: number) => {
    waiting[i]?.shift()?.()
    for (let k = 0; k < 20; k++) await Promise.resolve()
  }
  for (const i of schedule) await turnOf(i)
  for (let k = 0; k < 20; k++) for (let i = 0; i < takers; i++) await turnOf(i)
  return Promise.all(results)
}

test('200 interleavings of two and three takers: never do two hold it, and one does where it is to be had', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({min: 2, max: 3}),
      fc.array(fc.nat({max: 2}), {maxLength: 16}),
      fc.constantFrom('none', 'free', 'held', 'dead'),
      async (takers, schedule, left) => {
        count += 1
        const results = await interleave(takers, schedule, left)
        const held = results.filter((result) => !(result instanceof Error))
        expect(held).toHaveLength(left === 'held' ? 0 : 1)
        const refused = results.filter((result) => result instanceof Error)
        expect(refused.every((error) => 'code' in error && error.code === 'LOCKED')).toBe(true)
      },
    ),
    {numRuns: 200},
  )
  expect(count).toBeGreaterThanOrEqual(200)
})

test('a put of its own whose answer was lost is no other holder', async () => {
  const store = memoryStore()
  const lossy: BlobStore = {
    ...store,
    putIfAbsent: async (name, bytes) => {
      await store.putIfAbsent(name, bytes)
      return false
    },
  }
  expect(await take(lossy, {pid: '1'})).toMatchObject({lockCount: 1})
})

test('this process runs, one with an id that nobody has does not', async () => {
  const {writer} = await thisWriter('arn:aws:iam::123456789012:user/ada')
  expect(isRunning(writer.pid)).toBe(true)
  expect(isRunning('4194305')).toBe(false)
  expect(writer.host).not.toBe('')
})
