import type {ArchivePart} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {archiveFailure} from './archive-failure.js'
import {decodePart, PartUnreadable} from './decode-part.js'
import type {PartRows} from './part-rows.js'
import {BlobGone} from './read-parts.js'
import {sha256} from './store-part.js'

/**
 * The rows of a part, its bytes checked against the manifest. Throws ARCHIVE_DAMAGED and ARCHIVE_FOREIGN, and BlobGone
 * when the file is not there.
 */
export async function readPart(store: BlobStore, part: ArchivePart): Promise<PartRows> {
  const bytes = await store.read(part.file)
  if (bytes === null) throw new BlobGone(part.file)
  if (sha256(bytes) !== part.sha256) {
    throw archiveFailure(store, part.file, {
      code: 'ARCHIVE_DAMAGED',
      message: 'is not the file that was written: its checksum differs',
    })
  }
  try {
    return await decodePart(bytes)
  } catch (error) {
    if (error instanceof PartUnreadable) throw archiveFailure(store, part.file, error.damage)
    throw error
  }
}
