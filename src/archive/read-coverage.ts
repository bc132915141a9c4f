import type {ArchivePart, Coverage} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {mergeCoverage} from './merge-coverage.js'
import {withParts} from './read-parts.js'

/**
 * What has been asked of CloudWatch so far, as the fewest stretches of each series and period, and the parts that hold
 * it; of one account and Region where they are given. Reads the manifests alone, no Parquet. Throws ARCHIVE_VERSION and ARCHIVE_DAMAGED.
 */
export async function readCoverage({
  store,
  account,
  region,
}: {
  store: BlobStore
  account?: string
  region?: string
}): Promise<{parts: ArchivePart[]; coverage: Coverage[]}> {
  return withParts(store, async ({live}) => {
    const parts = live.filter(
      (part) => (account ?? part.account) === part.account && (region ?? part.region) === part.region,
    )
    return {parts, coverage: mergeCoverage(parts.flatMap((part) => part.coverage))}
  })
}
