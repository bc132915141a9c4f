import {type ArchivePart, archivePartSchema} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {parseDocument} from '../documents/parse.js'
import {archiveFailure} from './archive-failure.js'
import {checkMarker} from './archive-marker.js'
import {atOnce} from './at-once.js'

/** Requests in flight at once. */
export const readCount = 16

/** How often a reading begins anew when a compaction removes files under it. */
const tryCount = 5

/** Says that a blob that was listed is gone: a compaction took its place in the meantime. */
export class BlobGone extends Error {
  override readonly name = 'BlobGone'
  constructor(readonly blob: string) {
    super(`${blob} is gone`)
  }
}

/** Parts that count, oldest pull first, and parts that others have replaced and that are still there. */
export type Parts = {live: ArchivePart[]; replaced: ArchivePart[]}

/**
 * Hands the archive's parts to `work`, and begins anew when a file that they name is gone, as happens beside a
 * compaction. Throws ARCHIVE_VERSION, DOCUMENT_INVALID, DOCUMENT_VERSION and, for a file that stays away,
 * ARCHIVE_INCOMPLETE.
 */
export async function withParts<T>(store: BlobStore, work: (parts: Parts) => Promise<T>): Promise<T> {
  await checkMarker(store)
  for (let i = 1; ; i++) {
    try {
      return await work(await readParts(store))
    } catch (error) {
      if (!(error instanceof BlobGone)) throw error
      if (i === tryCount) {
        throw archiveFailure(store, error.blob, {
          code: 'ARCHIVE_INCOMPLETE',
          message: 'is named by its manifest and is not there',
        })
      }
    }
  }
}

async function readParts(store: BlobStore): Promise<Parts> {
  const names = await listManifests(store)
  const parts = await atOnce(names, {count: readCount, work: (name) => readManifest(store, name)})
  const replacedFiles = new Set(parts.flatMap((part) => part.replaces))
  parts.sort((a, b) => Date.parse(a.pulledAt) - Date.parse(b.pulledAt) || (a.file < b.file ? -1 : 1))
  return {
    live: parts.filter((part) => !replacedFiles.has(part.file)),
    replaced: parts.filter((part) => replacedFiles.has(part.file)),
  }
}

/**
 * A listing is not one moment: beside a compaction, it may have passed the new name before it was there and come to
 * the old ones after they went. So it is taken until two in a row agree.
 */
export async function listManifests(store: BlobStore): Promise<string[]> {
  let names = await store.list('parts/')
  for (let i = 1; i < tryCount; i++) {
    const again = await store.list('parts/')
    if (again.length === names.length && again.every((name, k) => name === names[k])) return again
    names = again
  }
  return names
}

/** A manifest is never written over, so a store reads each once: a walk asks for a dozen metrics, an estate has thousands of files. */
const known = new WeakMap<BlobStore, Map<string, ArchivePart>>()

async function readManifest(store: BlobStore, name: string): Promise<ArchivePart> {
  const parts = known.get(store) ?? new Map<string, ArchivePart>()
  known.set(store, parts)
  const part = parts.get(name)
  if (part !== undefined) return part
  const bytes = await store.read(name)
  if (bytes === null) throw new BlobGone(name)
  const read = parseManifest(store, name, bytes)
  parts.set(name, read)
  return read
}

/** A manifest from its bytes. Throws ARCHIVE_DAMAGED, DOCUMENT_INVALID and DOCUMENT_VERSION. */
export function parseManifest(store: BlobStore, name: string, bytes: Uint8Array): ArchivePart {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw archiveFailure(store, name, {code: 'ARCHIVE_DAMAGED', message: 'is no JSON'})
  }
  return parseDocument({schema: archivePartSchema, value, name: `${store.place}/${name}`})
}
