import type {BlobStore} from '../documents/blob-store.js'
import {type CatalogOverlay, catalogOverlaySchema} from '../documents/catalog-overlay.js'
import {parseDocument} from '../documents/parse.js'
import {archiveFailure} from './archive-failure.js'
import {checkMarker, placeMarker} from './archive-marker.js'

/** Keeps what AWS said of its catalogue at `capturedAt`; returns the name. The same again changes nothing. */
export async function writeCatalog({store, overlay}: {store: BlobStore; overlay: CatalogOverlay}): Promise<string> {
  // Brings the Parquet writer along, which a forecast that only reads does without.
  const {compactTime, sha256} = await import('./store-part.js')
  await placeMarker(store)
  const text = `${JSON.stringify(overlay)}\n`
  const name = `catalog/${compactTime(overlay.capturedAt)}-${sha256(text).slice(0, 8)}.json`
  await store.putIfAbsent(name, new TextEncoder().encode(text))
  return name
}

/**
 * The newest catalogue of a Region and its name; null where none was kept. Throws ARCHIVE_VERSION, ARCHIVE_DAMAGED,
 * DOCUMENT_INVALID and DOCUMENT_VERSION.
 */
export async function readNewestCatalog({
  store,
  region,
}: {
  store: BlobStore
  region: string
}): Promise<{overlay: CatalogOverlay; name: string} | null> {
  await checkMarker(store)
  for (const name of (await store.list('catalog/')).reverse()) {
    const bytes = await store.read(name)
    if (bytes === null) continue
    const overlay = parsed(store, name, bytes)
    if (overlay.region === region) return {overlay, name: `${store.place}/${name}`}
  }
  return null
}

function parsed(store: BlobStore, name: string, bytes: Uint8Array): CatalogOverlay {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw archiveFailure(store, name, {code: 'ARCHIVE_DAMAGED', message: 'is no JSON'})
  }
  return parseDocument({schema: catalogOverlaySchema, value, name: `${store.place}/${name}`})
}
