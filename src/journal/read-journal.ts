import type {BlobStore} from '../documents/blob-store.js'
import type {JournalEntry} from '../documents/journal.js'
import {PlanError} from '../errors.js'
import {parseEntry} from './journal-entry.js'

/** A journal as it lies in a store. `damaged`: the names behind the last whole entry that are not whole. */
export type StoredJournal = {applyId: string; entries: JournalEntry[]; damaged: string[]; lastCount: number}

const blobName = /^(a-\d{8}-\d{4}-[a-z0-9]{4})\/(\d{6})\.json$/

/** The name of an entry's blob. */
export const entryName = (applyId: string, entryCount: number) =>
  `${applyId}/${String(entryCount).padStart(6, '0')}.json`

/**
 * Every journal of a store, in the order of their ids, which begin with the day and minute.
 *
 * Throws JOURNAL_DAMAGED, naming the file, where an entry is missing, changed or not bound to the one before.
 */
export async function readJournals(store: BlobStore): Promise<StoredJournal[]> {
  const ids = (await store.list('a-')).flatMap((name) => blobName.exec(name)?.[1] ?? [])
  const journals: StoredJournal[] = []
  for (const applyId of [...new Set(ids)].sort()) journals.push(await readJournal(store, applyId))
  return journals
}

/**
 * One journal of a store; without entries where there is none of that id.
 *
 * A damaged entry at the end counts as not written: a disk that has no links may keep half of a file whose writer was
 * killed. It stays as evidence, and who goes on takes the next number and binds it to the last whole entry. So an entry
 * that is damaged with others behind it is taken only where the next one skips it in its chain; else somebody or
 * something has changed the journal, and nothing may be concluded from it.
 */
export async function readJournal(store: BlobStore, applyId: string): Promise<StoredJournal> {
  const names = (await store.list(`${applyId}/`)).filter((name) => blobName.test(name))
  const journal: StoredJournal = {applyId, entries: [], damaged: [], lastCount: names.length}
  for (const [i, name] of names.entries()) {
    const expected = entryName(applyId, i + 1)
    if (name !== expected) throw damaged(store, expected, 'is missing', applyId)
    const entry = parseEntry((await store.read(name)) ?? new Uint8Array(0))
    if (entry === null) journal.damaged.push(name)
    else take(store, journal, entry, name)
  }
  return journal
}

function take(store: BlobStore, journal: StoredJournal, entry: JournalEntry, name: string): void {
  const {applyId, entries} = journal
  const last = entries.at(-1)
  const isNext = entryName(applyId, entry.entryCount) === name
  const isBound = entry.previousSha256 === (last?.sha256 ?? null)
  const isOpening = entry.event.kind === 'opened'
  if (isOpening !== (last === undefined) || (entry.event.kind === 'opened' && entry.event.applyId !== applyId)) {
    throw damaged(store, journal.damaged[0] ?? name, 'is not what the journal has at this place', applyId)
  }
  if (!isNext || !isBound) {
    const [culprit] = journal.damaged
    if (culprit !== undefined) throw damaged(store, culprit, 'is damaged, and entries follow it', applyId)
    throw damaged(store, name, 'does not follow from the entry before it', applyId)
  }
  entries.push(entry)
  journal.damaged = []
}

function damaged(store: BlobStore, name: string, how: string, applyId: string): PlanError {
  const file = `${store.place}/${name}`
  return new PlanError('data', 'JOURNAL_DAMAGED', `the journal of ${applyId} cannot be trusted: ${file} ${how}`, {
    suggestions: [
      `put ${file} back from a backup of ${store.place}`,
      'without one, compare AWS with the plan by hand: ecom-plan status',
    ],
    place: {file},
  })
}
