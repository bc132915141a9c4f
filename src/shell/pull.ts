import {mapInventory} from '../core/inventory/map-inventory.js'
import {archiveQueries} from '../core/pull/archive-queries.js'
import {missingWindows} from '../core/pull/missing-windows.js'
import type {ArchivePart, Coverage} from '../documents/archive.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {Config} from '../documents/config.js'
import type {MetricQuery} from '../documents/metric-query.js'

/** What a pull would ask, before it asks: what an account pays and how long it takes follow from it. */
export type PullEstimate = {
  seriesCount: number
  callCount: number
  /** Metrics in all calls together: what CloudWatch bills. */
  billedMetricCount: number
  pointCount: number
}

export type PullResult = PullEstimate & {place: string; valueCount: number; partCount: number; capturedAt: string}

type PullOptions = {
  config: Config
  folder: string
  asOf: string
  onProgress: (text: string) => void
}

/**
 * Series of one metric stand together, so that a chunk fills few partitions; 28 fill whole calls at each of the three
 * resolutions (4 of minutes, 7 of five minutes, 9 of hours fit one call of 100,800 points).
 */
const chunkSize = 28

/**
 * Reads the estate and everything that the archive does not have yet, and keeps it.
 *
 * The estate is kept first. Each chunk of series is written with what was asked of CloudWatch before the next is read:
 * a pull that is cut anywhere goes on from the last chunk, and what CloudWatch did not have stays absent.
 */
export async function pull(options: PullOptions): Promise<PullResult> {
  const {config, asOf, onProgress} = options
  const {store, clients, snapshot, missing} = await prepare(options)
  const {writeSnapshot} = await import('../archive/snapshots.js')
  await writeSnapshot({store, snapshot})
  const {readMetrics} = await import('../aws/read-metrics.js')
  const {writePart} = await import('../archive/write-part.js')
  const chunks = chunksOf(missing)
  const parts: ArchivePart[] = []
  for (const [i, chunk] of chunks.entries()) {
    onProgress(`CloudWatch: part ${i + 1} of ${chunks.length}`)
    const series = await readMetrics({clients, queries: chunk})
    parts.push(
      ...(await writePart({
        store,
        account: config.aws.account,
        region: config.aws.region,
        pulledAt: asOf,
        series,
        coverage: coverageOf(chunk),
      })),
    )
  }
  const {compactArchive} = await import('../archive/compact.js')
  await compactArchive({store})
  return {
    ...(await estimateOf(chunks, config.aws.region)),
    place: store.place,
    valueCount: parts.reduce((sum, part) => sum + part.rowCount, 0),
    partCount: parts.length,
    capturedAt: asOf,
  }
}

/** What a pull would ask now. Reads the estate and the archive's manifests, and no metric. */
export async function estimatePull(options: PullOptions): Promise<PullEstimate> {
  const {missing} = await prepare(options)
  return estimateOf(chunksOf(missing), options.config.aws.region)
}

async function prepare({config, folder, asOf, onProgress}: PullOptions) {
  const {makeClients} = await import('../aws/clients.js')
  const {readSnapshot} = await import('../aws/read-snapshot.js')
  const {readCoverage} = await import('../archive/read-coverage.js')
  const store: BlobStore = await openArchive(config, folder)
  const clients = makeClients({region: config.aws.region, profile: config.aws.profile})
  onProgress('AWS settings')
  const snapshot = await readSnapshot({clients, config, capturedAt: asOf})
  const queries = archiveQueries({config, inventory: mapInventory(snapshot), asOf})
  const {coverage} = await readCoverage({store})
  return {store, clients, snapshot, missing: missingWindows({queries, coverage})}
}

/** The archive that the config names. */
export async function openArchive(config: Config, folder: string): Promise<BlobStore> {
  const {openStore} = await import('../store/open-store.js')
  return openStore({place: config.archive, folder, region: config.aws.region, profile: config.aws.profile})
}

function chunksOf(queries: readonly MetricQuery[]): MetricQuery[][] {
  const nameOf = ({metric}: MetricQuery) => `${metric.namespace}/${metric.metricName}/${metric.stat}`
  const sorted = [...queries].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return Array.from({length: Math.ceil(sorted.length / chunkSize)}, (_, i) =>
    sorted.slice(i * chunkSize, (i + 1) * chunkSize),
  )
}

function coverageOf(queries: readonly MetricQuery[]): Coverage[] {
  return queries.flatMap(({metric, windows}) => windows.map((window) => ({...metric, ...window})))
}

async function estimateOf(chunks: readonly MetricQuery[][], region: string): Promise<PullEstimate> {
  const {metricBatches, pointCount} = await import('../aws/metric-batches.js')
  const batches = chunks.flatMap((chunk) => metricBatches(chunk, region))
  return {
    seriesCount: chunks.flat().length,
    callCount: batches.length,
    billedMetricCount: batches.reduce((sum, batch) => sum + batch.slots.length, 0),
    pointCount: batches.reduce((sum, batch) => sum + batch.slots.length * pointCount(batch.window), 0),
  }
}
