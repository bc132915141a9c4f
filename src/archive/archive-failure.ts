import type {BlobStore} from '../documents/blob-store.js'
import {PlanError} from '../errors.js'

/** What is wrong with one blob of an archive. */
export type Damage = {code: 'ARCHIVE_DAMAGED' | 'ARCHIVE_FOREIGN' | 'ARCHIVE_INCOMPLETE'; message: string}

/** The data error for a blob that is not what the archive says it is; names the blob and how to see all of them. */
export function archiveFailure(store: BlobStore, name: string, {code, message}: Damage): PlanError {
  return new PlanError('data', code, `${store.place}/${name} ${message}`, {
    suggestions: ['ecom-plan archive verify', 'restore the file from a backup, or move it out of the archive'],
    place: {file: `${store.place}/${name}`},
  })
}
