import type {ArchivePart, Coverage} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {DenseSeries, MetricSeries} from '../documents/series.js'
import {placeMarker} from './archive-marker.js'
import {atOnce} from './at-once.js'
import {draftParts, type PartDraft} from './draft-parts.js'
import {storePart} from './store-part.js'

/** Partitions in the writing at once: a bucket takes its time for each answer, a disk for each flush. */
const partitionCount = 8
/** Of more rows than this, only one: it is the memory that counts then. */
const manyRows = 100_000

/**
 * Keeps what a pull read: a Parquet file for each metric and UTC month, each with a manifest that commits it.
 *
 * A gap (null, or NaN where values are dense) is no row. `coverage` is what was asked, whether or not it was answered; values outside of it are kept
 * too. Cut at any point, what is committed is whole, and a stretch counts as asked only once its rows are there. The
 * same call again changes nothing. Two calls at once do not harm each other. `pulledAt` is a UTC time: of two values
 * for one instant the later pull's is read. Throws ARCHIVE_VERSION, and what the store throws.
 */
export async function writePart({
  store,
  account,
  region,
  pulledAt,
  series,
  coverage,
}: {
  store: BlobStore
  account: string
  region: string
  pulledAt: string
  series: readonly (MetricSeries | DenseSeries)[]
  coverage: Coverage[]
}): Promise<ArchivePart[]> {
  await placeMarker(store)
  const partitions = draftParts({account, region, pulledAt, series, coverage})
  const inOrder = async (drafts: PartDraft[]) => {
    const parts: ArchivePart[] = []
    for (const {makeRows, month, coverage: asked} of drafts) {
      parts.push(await storePart({store, rows: makeRows(), month, pulledAt, coverage: asked, replaces: []}))
    }
    return parts
  }
  const isLarge = (drafts: PartDraft[]) => drafts.some(({rowCount}) => rowCount > manyRows)
  const small = await atOnce(
    partitions.filter((drafts) => !isLarge(drafts)),
    {count: partitionCount, work: inOrder},
  )
  const large = await atOnce(partitions.filter(isLarge), {count: 1, work: inOrder})
  return [...small, ...large].flat()
}
