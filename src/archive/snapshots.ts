import type {BlobStore} from '../documents/blob-store.js'
import {parseDocument} from '../documents/parse.js'
import {type Snapshot, snapshotSchema} from '../documents/snapshot.js'
import {archiveFailure} from './archive-failure.js'
import {checkMarker, placeMarker} from './archive-marker.js'
import {compactTime, sha256} from './store-part.js'

/**
 * Keeps the estate as it was at `capturedAt`, under a name that sorts by it. The same snapshot again changes nothing.
 * Throws ARCHIVE_VERSION, and what the store throws.
 */
export async function writeSnapshot({store, snapshot}: {store: BlobStore; snapshot: Snapshot}): Promise<void> {
  await placeMarker(store)
  const text = `${JSON.stringify(snapshot)}\n`
  // Two accounts may be read at the same moment: the hash keeps their snapshots apart.
  const name = `snapshots/${compactTime(snapshot.capturedAt)}-${sha256(text).slice(0, 8)}.json`
  await store.putIfAbsent(name, new TextEncoder().encode(text))
}

/**
 * The newest snapshot, of one account and region where they are given; null where there is none. Throws
 * ARCHIVE_VERSION, ARCHIVE_DAMAGED, DOCUMENT_INVALID and DOCUMENT_VERSION.
 */
export async function readNewestSnapshot({
  store,
  account,
  region,
}: {
  store: BlobStore
  account?: string | undefined
  region?: string | undefined
}): Promise<Snapshot | null> {
  await checkMarker(store)
  for (const name of (await store.list('snapshots/')).reverse()) {
    const bytes = await store.read(name)
    if (bytes === null) continue
    const snapshot = parsed(store, name, bytes)
    if ((account ?? snapshot.account) === snapshot.account && (region ?? snapshot.region) === snapshot.region) {
      return snapshot
    }
  }
  return null
}

function parsed(store: BlobStore, name: string, bytes: Uint8Array): Snapshot {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw archiveFailure(store, name, {code: 'ARCHIVE_DAMAGED', message: 'is no JSON'})
  }
  return parseDocument({schema: snapshotSchema, value, name: `${store.place}/${name}`})
}
