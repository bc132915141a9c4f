import type {BlobStore} from '../documents/blob-store.js'
import {PlanError} from '../errors.js'

const markerName = 'archive.json'
const schema = 'ecom-plan.archive/v1'

/**
 * Refuses an archive that another version of ecom-plan laid out. A place without the marker is a new archive.
 * Throws ARCHIVE_VERSION and ARCHIVE_DAMAGED.
 */
export async function checkMarker(store: BlobStore): Promise<void> {
  const bytes = await store.read(markerName)
  if (bytes === null) return
  const found = schemaOf(bytes)
  if (found === schema) return
  const place = {file: `${store.place}/${markerName}`}
  if (found?.startsWith('ecom-plan.archive/')) {
    throw new PlanError(
      'data',
      'ARCHIVE_VERSION',
      `the archive ${store.place} is ${found}; this version reads ${schema}`,
      {
        suggestions: ['npm install --global ecom-plan@latest', 'or name another place as archive in ecom-plan.yaml'],
        place,
      },
    )
  }
  throw new PlanError('data', 'ARCHIVE_DAMAGED', `${place.file} does not say which archive this is`, {
    suggestions: [`write {"schema":"${schema}"} to ${place.file} when it is an archive of this version`],
    place,
  })
}

/** Marks a place as an archive of this version where nothing marks it yet, and refuses one of another version. */
export async function placeMarker(store: BlobStore): Promise<void> {
  const isNew = await store.putIfAbsent(markerName, new TextEncoder().encode(`${JSON.stringify({schema})}\n`))
  if (!isNew) await checkMarker(store)
}

function schemaOf(bytes: Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : null
    return typeof found === 'string' ? found : null
  } catch {
    return null
  }
}
