import {mkdtemp, rm, truncate} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {receiptOf} from '../../src/core/apply/receipt-of.js'
import type {JournalEvent} from '../../src/documents/journal.js'
import {newApplyId} from '../../src/journal/new-apply-id.js'
import {type Journal, openJournal} from '../../src/journal/open-journal.js'
import {readJournals} from '../../src/journal/read-journal.js'
import {folderStore} from '../../src/store/folder-store.js'
import {type MemoryStore, memoryStore} from '../archive/memory-store.js'
import '../seed.js'
import {closed, intent, opened, outcome, resumed} from './event.js'

const applyId = opened.applyId
const now = () => '2026-11-23T08:21:00Z'
const max = 'shop-web-asg-max'
const events: JournalEvent[] = [opened, intent(max), outcome(max, 'accepted'), closed]
const nameOf = (number: number) => `${applyId}/00000${number}.json`

async function written(store = memoryStore()): Promise<MemoryStore> {
  const journal = await openJournal({store, applyId, now})
  for (const event of events) await journal.append(event)
  return store
}

const reopen = (store: MemoryStore): Promise<Journal> => openJournal({store, applyId, now})

test('what is written is read back in order, each bound to the one before', async () => {
  const [journal] = await readJournals(await written())
  expect(journal?.entries.map(({event}) => event)).toEqual(events)
  expect(journal?.entries.map(({entryCount}) => entryCount)).toEqual([1, 2, 3, 4])
  expect(journal?.entries.slice(1).map(({previousSha256}) => previousSha256)).toEqual(
    journal?.entries.slice(0, -1).map(({sha256}) => sha256),
  )
})

test('journals of one store are told apart, and nothing else in it is taken for one', async () => {
  const store = await written()
  const other = 'a-20261124-0900-bbbb'
  await (await openJournal({store, applyId: other, now})).append({...opened, applyId: other})
  await store.putIfAbsent('lock/000001.json', new Uint8Array(1))
  await store.putIfAbsent(`${applyId}/notes.txt`, new Uint8Array(1))
  expect((await readJournals(store)).map((journal) => journal.applyId)).toEqual([applyId, other])
})

describe('two writers of one journal', () => {
  test('the second to write is refused, and what it wanted to write is not there', async () => {
    const store = await written()
    const [one, two] = [await reopen(store), await reopen(store)]
    await one.append(resumed)
    await expect(two.append({...resumed, writer: {...opened.writer, pid: '1'}})).rejects.toMatchObject({
      code: 'JOURNAL_TAKEN',
      exitCode: 6,
    })
    expect((await reopen(store)).entries().at(-1)?.event).toEqual(resumed)
    // It does not try the next number behind the other's back.
    await expect(two.append(closed)).rejects.toMatchObject({code: 'JOURNAL_TAKEN'})
    expect(store.blobs.size).toBe(5)
  })

  test('a put of its own whose answer was lost is no other writer', async () => {
    const store = memoryStore()
    const lossy = {
      ...store,
      putIfAbsent: async (name: string, bytes: Uint8Array) => {
        await store.putIfAbsent(name, bytes)
        return false
      },
    }
    const journal = await openJournal({store: lossy, applyId, now})
    for (const event of events) await journal.append(event)
    expect((await reopen(store)).entries()).toHaveLength(4)
  })
})

describe('a damaged entry', () => {
  const half = (store: MemoryStore, number: number) => {
    const bytes = store.blobs.get(nameOf(number)) ?? new Uint8Array(0)
    store.blobs.set(nameOf(number), bytes.slice(0, bytes.length / 2))
  }

  test('at the end counts as not written, is named, and the next entry takes the next number', async () => {
    const store = await written()
    half(store, 4)
    const journal = await reopen(store)
    expect(journal.entries()).toHaveLength(3)
    expect(journal.damaged()).toEqual([nameOf(4)])
    await journal.append(resumed)
    expect(journal.damaged()).toEqual([])
    const again = await reopen(store)
    expect(again.entries().map(({entryCount}) => entryCount)).toEqual([1, 2, 3, 5])
    // The evidence stays.
    expect(store.blobs.get(nameOf(4))).toBeDefined()
  })

  test('puts the next untried patch in doubt, before and after a resume: it may have been its intent', async () => {
    const store = await written()
    half(store, 4)
    const stateOf = (journal: Journal) =>
      receiptOf(journal.entries(), journal.damaged().length).patches.map((p) => p.state)
    const journal = await reopen(store)
    expect(stateOf(journal).slice(0, 3)).toEqual(['in-doubt', 'live', 'untried'])
    await journal.append(resumed)
    expect(stateOf(journal).slice(0, 3)).toEqual(['in-doubt', 'live', 'untried'])
    expect(stateOf(await reopen(store)).slice(0, 3)).toEqual(['in-doubt', 'live', 'untried'])
  })

  test.each([1, 2, 3])('%i of 4: JOURNAL_DAMAGED, naming the file', async (number) => {
    const store = await written()
    half(store, number)
    await expect(reopen(store)).rejects.toMatchObject({
      code: 'JOURNAL_DAMAGED',
      exitCode: 3,
      place: {file: `memory/${nameOf(number)}`},
    })
  })

  test.each([1, 2, 3])('%i of 4 missing: JOURNAL_DAMAGED, naming the file', async (number) => {
    const store = await written()
    store.blobs.delete(nameOf(number))
    await expect(reopen(store)).rejects.toMatchObject({place: {file: `memory/${nameOf(number)}`}})
  })

  test('that is whole but of another journal breaks the chain', async () => {
    const store = await written()
    const foreign = memoryStore()
    const journal = await openJournal({store: foreign, applyId, now: () => '2026-11-23T08:22:00Z'})
    for (const event of events) await journal.append(event)
    store.blobs.set(nameOf(3), foreign.blobs.get(nameOf(3)) ?? new Uint8Array(0))
    await expect(reopen(store)).rejects.toMatchObject({code: 'JOURNAL_DAMAGED', place: {file: `memory/${nameOf(3)}`}})
  })

  test('on a disk: a file cut to nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecom-plan-journal-'))
    const store = folderStore(folder, {isLedger: true})
    const journal = await openJournal({store, applyId, now})
    for (const event of events) await journal.append(event)
    await truncate(join(folder, nameOf(4)), 0)
    expect((await openJournal({store, applyId, now})).entries()).toHaveLength(3)
    await rm(folder, {recursive: true})
  })
})

test('any byte changed in any entry is noticed', async () => {
  const store = await written()
  await fc.assert(
    fc.asyncProperty(fc.integer({min: 1, max: 4}), fc.nat(), fc.integer({min: 1, max: 255}), async (number, at, by) => {
      const blobs = new Map([...store.blobs].map(([name, bytes]) => [name, bytes.slice()]))
      const bytes = blobs.get(nameOf(number)) ?? new Uint8Array(0)
      const i = at % bytes.length
      bytes[i] = ((bytes[i] ?? 0) + by) % 256
      const read = reopen(memoryStore({blobs}))
      // White space around the entry is not part of it.
      const isSpace = i === bytes.length - 1 && ' \n\r\t'.includes(String.fromCharCode(bytes[i] ?? 0))
      if (number === 4) expect((await read).entries()).toHaveLength(isSpace ? 4 : 3)
      else if (isSpace) await read
      else await expect(read).rejects.toMatchObject({code: 'JOURNAL_DAMAGED'})
    }),
  )
})

describe('a disk that is full', () => {
  const full = (store: MemoryStore) => ({
    ...store,
    putIfAbsent: async () => {
      throw new Error('ENOSPC')
    },
  })

  test('the append fails, and so does every later one of that process: the entry may be there', async () => {
    const store = await written()
    const journal = await openJournal({store: full(store), applyId, now})
    await expect(journal.append(resumed)).rejects.toThrow('ENOSPC')
    expect(journal.entries()).toHaveLength(4)
    await expect(journal.append(closed)).rejects.toThrow('ENOSPC')
  })
})

test('ids say their UTC minute, differ, and are names of journals', () => {
  const ids = Array.from({length: 50}, () => newApplyId('2026-11-23T08:21:59.999Z'))
  expect(ids.filter((id) => !/^a-20261123-0821-[a-z2-7]{4}$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBeGreaterThan(45)
})

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ecom-plan-journal-'))
})
afterAll(() => rm(root, {recursive: true}))

test('a journal of hostile text is read back as it was', async () => {
  const text = '"\\\n\u2028\u0000é🛒\ud800 $(x) `__proto__`'
  const store = folderStore(root, {isLedger: true})
  const journal = await openJournal({store, applyId, now})
  const event: JournalEvent = {
    ...opened,
    patches: opened.patches.map((patch) => ({...patch, before: {[text]: text, '2': 1, '1': null}})),
  }
  await journal.append(event)
  const [back] = (await openJournal({store, applyId, now})).entries()
  expect(back?.event).toEqual(event)
})
