import type {ArchivePart} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import {grouped} from './grouped.js'
import {mergeCoverage} from './merge-coverage.js'
import {mergeRows} from './merge-rows.js'
import {manifestName, monthOfFile} from './partition.js'
import {readPart} from './read-part.js'
import {BlobGone, withParts} from './read-parts.js'
import {storePart} from './store-part.js'

/** A partition is merged once it has more than this many small files. */
const mostFiles = 8

/** Rows from which a file is no small one any more, some 5 MB: it is not merged again. */
const manyRows = 1_000_000

/**
 * Merges the small files of each metric and month where there are many of them; what they hold stays the same.
 *
 * The merged file is written, then its manifest, which names the parts that it replaces and from then on they count for
 * nothing; last they are removed. So a cut anywhere leaves an archive that reads the same, and the next call finishes
 * what is left. A pull may go on meanwhile, and a reading that loses a file under it begins anew. Of two compactions at
 * once both may write the merged part; it is read once. Nothing to do: nothing is written. Throws ARCHIVE_VERSION and
 * ARCHIVE_DAMAGED; a damaged file is never merged away.
 */
export async function compactArchive({
  store,
}: {
  store: BlobStore
}): Promise<{mergedCount: number; writtenCount: number}> {
  const {live, replaced} = await withParts(store, async (parts) => parts)
  for (const part of replaced) await removePart(store, part)
  let mergedCount = 0
  let writtenCount = 0
  for (const parts of grouped(live, partitionKey).values()) {
    for (const batch of batchesOf(parts)) {
      if (!(await mergeParts(store, batch))) continue
      mergedCount += batch.length
      writtenCount += 1
    }
  }
  return {mergedCount, writtenCount}
}

/** Parts in one folder hold one metric, but for names that the folder's spelling makes equal. */
function partitionKey(part: ArchivePart): string {
  const folder = part.file.slice(0, part.file.lastIndexOf('/'))
  const {namespace, metricName} = part.coverage[0] ?? {namespace: '', metricName: ''}
  return JSON.stringify([part.account, part.region, folder, namespace, metricName])
}

/** Lists of small files, each to become one of about `manyRows` rows. */
function batchesOf(parts: readonly ArchivePart[]): ArchivePart[][] {
  const small = parts.filter((part) => part.rowCount < manyRows)
  if (small.length <= mostFiles) return []
  const batches: ArchivePart[][] = [[]]
  let rowCount = 0
  for (const part of small) {
    if (rowCount >= manyRows) {
      batches.push([])
      rowCount = 0
    }
    batches.at(-1)?.push(part)
    rowCount += part.rowCount
  }
  return batches.filter((batch) => batch.length > 1)
}

/** False when another compaction was first. */
async function mergeParts(store: BlobStore, parts: readonly ArchivePart[]): Promise<boolean> {
  const newest = parts.at(-1)
  const contents = []
  try {
    for (const part of parts) contents.push(await readPart(store, part))
  } catch (error) {
    if (error instanceof BlobGone) return false
    throw error
  }
  const rows = mergeRows(contents)
  // Two metrics whose names the folder spells alike, and that nothing was asked of: they stay as they are.
  const isOne = contents.every((one) => one.namespace === rows?.namespace && one.metricName === rows.metricName)
  if (newest === undefined || rows === null || !isOne) return false
  await storePart({
    store,
    rows,
    month: monthOfFile(newest.file),
    pulledAt: newest.pulledAt,
    coverage: mergeCoverage(parts.flatMap((part) => part.coverage)),
    replaces: parts.map((part) => part.file),
  })
  for (const part of parts) await removePart(store, part)
  return true
}

/** The file first: as long as its manifest is there, a later compaction knows what to remove. */
async function removePart(store: BlobStore, {file}: ArchivePart): Promise<void> {
  await store.remove(file)
  await store.remove(manifestName(file))
}
