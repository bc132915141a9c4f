import {mapInventory} from '../core/inventory/map-inventory.js'
import {placeName, placesOf} from '../core/inventory/place.js'
import {archiveQueries} from '../core/pull/archive-queries.js'
import {coverageOf} from '../core/pull/coverage-of.js'
import {keptWindows} from '../core/pull/kept-windows.js'
import {missingWindows} from '../core/pull/missing-windows.js'
import {pullWarnings} from '../core/pull/pull-warnings.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {Config} from '../documents/config.js'
import type {AwsPlace} from '../documents/config-tier.js'
import type {MetricQuery} from '../documents/metric-query.js'
import type {DenseSeries, MetricId} from '../documents/series.js'
import type {Snapshot} from '../documents/snapshot.js'
import type {Warning} from './base-command.js'
import {callCount, clientsAt, queriesByPlace, readPlaces} from './places.js'
import type {Refreshed} from './refresh-catalog.js'

/** What a pull would ask, before it asks: what an account pays and how long it takes follow from it. */
export type PullEstimate = {
  seriesCount: number
  /** All calls to AWS: for the estate and for metrics. */
  callCount: number
  /** GetMetricData alone. */
  metricCallCount: number
  /** Metrics in all calls together: what CloudWatch bills. */
  billedMetricCount: number
  pointCount: number
}

export type PullResult = PullEstimate & {
  place: string
  valueCount: number
  partCount: number
  capturedAt: string
  /** What was read for the catalogue; null when that was not asked. */
  catalog: Refreshed | null
  warnings: Warning[]
}

type PullOptions = {
  config: Config
  folder: string
  asOf: string
  onProgress: (text: string) => void
  /** Hours alone. */
  isHourly?: boolean
  /** Also ask AWS for what the catalogue ships. */
  isCatalogWanted?: boolean
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
  const {asOf, onProgress} = options
  const startMs = performance.now()
  const {store, snapshot, missing, warnings} = await prepare(options)
  const {writeSnapshot} = await import('../archive/snapshots.js')
  await writeSnapshot({store, snapshot})
  const {readDenseMetrics} = await import('../aws/read-metrics.js')
  const {writePart} = await import('../archive/write-part.js')
  const chunks = missing.flatMap(({place, queries}) => chunksOf(queries).map((chunk) => ({place, chunk})))
  const silent: MetricId[] = []
  let valueCount = 0
  let partCount = 0
  for (const [i, {place, chunk}] of chunks.entries()) {
    onProgress(`CloudWatch: part ${i + 1} of ${chunks.length}`)
    const {account, region} = place
    const now = new Date(Date.parse(asOf) + performance.now() - startMs).toISOString()
    const queries = keptWindows({queries: chunk, now})
    const series = await readDenseMetrics({clients: await clientsAt(place), queries})
    silent.push(...series.filter(isSilent))
    const coverage = coverageOf({queries, asOf})
    const parts = await writePart({store, account, region, pulledAt: asOf, series, coverage})
    valueCount += parts.reduce((sum, part) => sum + part.rowCount, 0)
    partCount += parts.length
  }
  const {compactArchive} = await import('../archive/compact.js')
  await compactArchive({store})
  const estimate = {...(await estimateOf(missing)), callCount: callCount()}
  const catalog = options.isCatalogWanted === true ? await refreshed({snapshot, store, options}) : null
  const gaps = pullWarnings({config: options.config, snapshot, silent, asOf})
  const kept = {place: store.place, valueCount, partCount, capturedAt: asOf}
  return {...estimate, ...kept, catalog, warnings: [...warnings, ...gaps]}
}

const isSilent = ({windows}: DenseSeries) => windows.every(({values}) => values.every(Number.isNaN))

async function refreshed({
  snapshot,
  store,
  options,
}: {
  snapshot: Snapshot
  store: BlobStore
  options: PullOptions
}): Promise<Refreshed | null> {
  const {addRefreshed, refreshCatalog} = await import('./refresh-catalog.js')
  const {config, asOf, onProgress} = options
  const {elsewhere = [], ...main} = mapInventory(snapshot)
  let all: Refreshed | null = null
  for (const inventory of [main, ...elsewhere]) {
    const {region} = inventory
    const place = placesOf(config).find((one) => placeName(one.place) === placeName(inventory))?.place ?? config.aws
    const clients = await clientsAt(place)
    const found = await refreshCatalog({clients, inventory, store, region, asOf, onProgress})
    all = all === null ? found : addRefreshed(all, found)
  }
  return all
}

/** What a pull would ask now. Reads the estate and the archive's manifests, and no metric. */
export async function estimatePull(options: PullOptions): Promise<PullEstimate> {
  const {missing} = await prepare(options)
  const estimate = await estimateOf(missing)
  return {...estimate, callCount: callCount() + estimate.metricCallCount}
}

/** What is to be asked of one account and Region. */
type Missing = {place: AwsPlace; queries: MetricQuery[]}

async function prepare({config, folder, asOf, isHourly, onProgress}: PullOptions) {
  const {readCoverage} = await import('../archive/read-coverage.js')
  const store: BlobStore = await openArchive(config, folder)
  onProgress('AWS settings')
  const {snapshot, warnings} = await readPlaces({config, capturedAt: asOf, isWhole: true})
  const inventory = mapInventory(snapshot)
  const queries = archiveQueries({config, inventory, asOf, isHourly: isHourly === true})
  const missing: Missing[] = []
  for (const {place, queries: here} of queriesByPlace(config, queries)) {
    const {account, region} = place
    const {coverage} = await readCoverage({store, account, region})
    missing.push({place, queries: missingWindows({queries: here, coverage})})
  }
  return {store, snapshot, warnings, missing}
}

/** The archive that the config names. */
export async function openArchive(config: Config, folder: string): Promise<BlobStore> {
  const {openStore} = await import('../store/open-store.js')
  const {region, profile} = config.aws
  const readAccess = async () => (await import('../aws/clients.js')).accessOf(config.aws)
  return openStore({place: config.archive, folder, region, profile, readAccess})
}

function chunksOf(queries: readonly MetricQuery[]): MetricQuery[][] {
  const nameOf = ({metric}: MetricQuery) => `${metric.namespace}/${metric.metricName}/${metric.stat}`
  const sorted = [...queries].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return Array.from({length: Math.ceil(sorted.length / chunkSize)}, (_, i) =>
    sorted.slice(i * chunkSize, (i + 1) * chunkSize),
  )
}

async function estimateOf(missing: readonly Missing[]): Promise<Omit<PullEstimate, 'callCount'>> {
  const {metricBatches, pointCount} = await import('../aws/metric-batches.js')
  const batches = missing.flatMap(({place, queries}) =>
    chunksOf(queries).flatMap((chunk) => metricBatches(chunk, place.region)),
  )
  return {
    seriesCount: missing.reduce((sum, {queries}) => sum + queries.length, 0),
    metricCallCount: batches.length,
    billedMetricCount: batches.reduce((sum, batch) => sum + batch.slots.length, 0),
    pointCount: batches.reduce((sum, batch) => sum + batch.slots.length * pointCount(batch.window), 0),
  }
}
