import type {ArchivePart, Coverage} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {mergeCoverage} from './merge-coverage.js'
import {withParts} from './read-parts.js'

/**
 * What has been asked of CloudWatch so far, as the fewest stretches of each series and period, and the parts that hold
 * it. Reads the manifests alone, no Parquet. Throws ARCHIVE_VERSION and ARCHIVE_DAMAGED.
 */
export async function readCoverage({store}: {store: BlobStore}): Promise<{parts: ArchivePart[]; coverage: Coverage[]}> {
  return withParts(store, async ({live}) => ({
    parts: live,
    coverage: mergeCoverage(live.flatMap((part) => part.coverage)),
  }))
}
