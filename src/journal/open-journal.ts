import type {BlobStore} from '../documents/blob-store.js'
import type {JournalEntry, JournalEvent} from '../documents/journal.js'
import {PlanError} from '../errors.js'
import {entryBytes, makeEntry} from './journal-entry.js'
import {entryName, readJournal} from './read-journal.js'

/** What one apply, rollback, restore or extend does, written before and after it does it. */
export type Journal = {
  applyId: string
  entries(): readonly JournalEntry[]
  /** Names of entries behind the last whole one that are damaged; they count as not written. */
  damaged(): readonly string[]
  /** Writes an entry; it has reached the disk or the bucket when the promise is kept. */
  append(event: JournalEvent): Promise<void>
}

/**
 * Opens the journal of an id, which may be new. `now` gives the UTC time.
 *
 * Each entry is a blob of its own, put only where there is none of its number: one way for a folder and for S3, which
 * cannot append, and of two writers one is refused (JOURNAL_TAKEN). Rejected: lines of JSON with a checksum each in one
 * file, which S3 has no way to append to and which two writers may mix. The store flushes an entry before it says that
 * it is put. After an append that failed the journal takes no more, since the entry may be there nevertheless.
 *
 * Throws JOURNAL_DAMAGED as `readJournal` does.
 */
export async function openJournal({
  store,
  applyId,
  now,
}: {
  store: BlobStore
  applyId: string
  now: () => string
}): Promise<Journal> {
  const {entries, damaged, lastCount} = await readJournal(store, applyId)
  let count = lastCount
  let failure: unknown = null
  return {
    applyId,
    // Behind an entry that was written since, they are a gap in its numbers.
    damaged: () => (count === lastCount ? damaged : []),
    entries: () => entries,
    append: async (event) => {
      if (failure !== null) throw failure
      const entry = makeEntry({previous: entries.at(-1) ?? null, entryCount: count + 1, at: now(), event})
      try {
        await put(store, applyId, entry)
      } catch (error) {
        failure = error
        throw error
      }
      count += 1
      entries.push(entry)
    },
  }
}

async function put(store: BlobStore, applyId: string, entry: JournalEntry): Promise<void> {
  const name = entryName(applyId, entry.entryCount)
  const bytes = entryBytes(entry)
  if (await store.putIfAbsent(name, bytes)) return
  // A put whose answer was lost and that the store tried again finds its own bytes.
  const there = await store.read(name)
  if (there !== null && Buffer.compare(there, bytes) === 0) return
  throw new PlanError('refused', 'JOURNAL_TAKEN', `another process goes on with ${applyId}: it wrote ${name}`, {
    suggestions: [`ecom-plan show ${applyId}`, 'let the other one end; then run the same command again'],
    place: {file: `${store.place}/${name}`},
  })
}
