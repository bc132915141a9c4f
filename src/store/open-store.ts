import {isAbsolute, join} from 'node:path'
import type {BlobStore} from '../documents/blob-store.js'
import {PlanError} from '../errors.js'
import {folderStore} from './folder-store.js'
import type {S3Access} from './s3-store.js'

/**
 * The store at a place of the config: `s3://bucket/prefix`, or a folder relative to `folder`, where the config lies.
 *
 * Reads and writes nothing yet; the S3 client is loaded only for an s3:// place. Throws ARCHIVE_PLACE for an s3:// URL
 * without a bucket and for another scheme.
 */
export async function openStore({
  place,
  folder,
  region,
  profile,
  readAccess,
  isLedger = false,
}: {
  place: string
  folder: string
  region: string
  profile: string | undefined
  /** Asked for an s3:// place alone. */
  readAccess?: () => Promise<S3Access>
  /** For the lock and the journals: see `folderStore`. */
  isLedger?: boolean
}): Promise<BlobStore> {
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?(.*)$/i.exec(place)
  if (url === null) return folderStore(isAbsolute(place) ? place : join(folder, place), {isLedger})
  const [, scheme = '', bucket = '', path = ''] = url
  if (scheme !== 's3' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw notAPlace(place)
  const prefix = path
    .split('/')
    .filter((part) => part !== '')
    .join('/')
  const {s3Store} = await import('./s3-store.js')
  return s3Store({bucket, prefix, region, profile, access: await readAccess?.()})
}

function notAPlace(place: string): PlanError {
  return new PlanError('config', 'ARCHIVE_PLACE', `archive: ${place} is neither a folder nor s3://BUCKET/PREFIX`, {
    suggestions: ['archive: s3://shop-ops/ecom-plan/archive', 'archive: .ecom-plan/archive'],
    place: {file: 'ecom-plan.yaml', field: 'archive'},
  })
}
