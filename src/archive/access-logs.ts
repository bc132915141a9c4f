import {type AccessLogTraffic, accessLogTrafficSchema} from '../documents/access-log-traffic.js'
import type {BlobStore} from '../documents/blob-store.js'
import {parseDocument} from '../documents/parse.js'
import {archiveFailure} from './archive-failure.js'
import {checkMarker, placeMarker} from './archive-marker.js'
import {compactTime, sha256} from './store-part.js'

/**
 * Keeps counted access logs under a name that sorts by their time, and returns the name. The same document again
 * changes nothing. Throws ARCHIVE_VERSION, and what the store throws.
 */
export async function writeAccessLog({
  store,
  log,
}: {
  store: BlobStore
  log: AccessLogTraffic
}): Promise<{name: string; isNew: boolean}> {
  await placeMarker(store)
  const text = `${JSON.stringify(log)}\n`
  const span = `${compactTime(log.fromAt)}-${compactTime(log.toAt)}`
  // Two load balancers may be counted over the same time: the hash keeps their documents apart.
  const name = `logs/${log.format}-${span}-${sha256(text).slice(0, 8)}.json`
  return {name, isNew: await store.putIfAbsent(name, new TextEncoder().encode(text))}
}

/** All counted access logs of an archive, by name. Throws ARCHIVE_VERSION, ARCHIVE_DAMAGED and DOCUMENT_INVALID. */
export async function readAccessLogDocuments({
  store,
}: {
  store: BlobStore
}): Promise<{name: string; log: AccessLogTraffic}[]> {
  await checkMarker(store)
  const found: {name: string; log: AccessLogTraffic}[] = []
  for (const name of await store.list('logs/')) {
    const bytes = await store.read(name)
    if (bytes !== null) found.push({name, log: parsed(store, name, bytes)})
  }
  return found
}

function parsed(store: BlobStore, name: string, bytes: Uint8Array): AccessLogTraffic {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw archiveFailure(store, name, {code: 'ARCHIVE_DAMAGED', message: 'is no JSON'})
  }
  return parseDocument({schema: accessLogTrafficSchema, value, name: `${store.place}/${name}`})
}
