import {createHash} from 'node:crypto'
import {type JournalEntry, type JournalEvent, journalEntrySchema} from '../documents/journal.js'
import {unsafeIn} from '../documents/unsafe-key.js'

/** Makes the entry that follows another; `previous` is null for the first. */
export function makeEntry({
  previous,
  entryCount,
  at,
  event,
}: {
  previous: JournalEntry | null
  entryCount: number
  at: string
  event: JournalEvent
}): JournalEntry {
  const previousSha256 = previous?.sha256 ?? null
  const body = {schema: 'ecom-plan.journal-entry/v1' as const, entryCount, at, previousSha256, event}
  const entry = {...body, sha256: sha256Of(body)}
  // Checked, and kept as it is: the schema would order its keys anew.
  journalEntrySchema.parse(entry)
  return entry
}

/** The bytes of an entry as they lie in the store. */
export function entryBytes(entry: JournalEntry): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(entry)}\n`)
}

/** The entry that the bytes hold, or null where they are not whole: cut, changed, or of something else. */
export function parseEntry(bytes: Uint8Array): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes))
    if (typeof value !== 'object' || value === null || !('sha256' in value)) return null
    const {sha256, ...body} = value
    if (sha256 !== sha256Of(body) || unsafeIn(body) !== null) return null
    const parsed = journalEntrySchema.safeParse(value)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Keys stand in the order in which they were written, which JSON keeps. */
const sha256Of = (body: object) => createHash('sha256').update(JSON.stringify(body)).digest('hex')
