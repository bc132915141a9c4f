import {planQueries} from '../core/diagnose/plan-queries.js'
import {mapInventory} from '../core/inventory/map-inventory.js'
import {demandQuery} from '../core/inventory/metric-queries.js'
import {placeName, placesOf} from '../core/inventory/place.js'
import {coarsen} from '../core/series/coarsen.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {Config} from '../documents/config.js'
import type {Inventory} from '../documents/inventory.js'
import type {MetricQuery} from '../documents/metric-query.js'
import type {Metrics} from '../documents/metrics.js'
import type {DenseSeries, MetricId, MetricSeries, Window} from '../documents/series.js'
import type {Snapshot} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import {openArchive} from './pull.js'

type From = {config: Config; folder: string}

/** The estate as the last pull read it. */
export async function inventoryFromArchive({
  config,
  folder,
}: From): Promise<{value: Inventory; capturedAt: string; snapshot: Snapshot; warnings: []}> {
  const {readNewestSnapshot} = await import('../archive/snapshots.js')
  const store = await openArchive(config, folder)
  const snapshot = await readNewestSnapshot({store, ...mainOf(config)})
  if (snapshot !== null) {
    return {value: mapInventory(snapshot), capturedAt: snapshot.capturedAt, snapshot, warnings: []}
  }
  throw new PlanError(
    'data',
    'ARCHIVE_EMPTY',
    `the archive ${store.place} holds no settings yet, and --offline asks AWS for nothing`,
    {
      suggestions: ['ecom-plan pull', 'or run without --offline'],
      place: {file: store.place},
    },
  )
}

/** All that the archive keeps of the demand series, at every resolution; nothing where there is no archive yet. */
export async function demandFromArchive({config, folder}: From, inventory: Inventory): Promise<Window[]> {
  // The metric does not depend on the time; only its windows do, and those are not used.
  const {metric} = demandQuery({config, inventory, asOf: inventory.capturedAt})
  const [series] = await seriesFromArchive(await openArchive(config, folder), config, {metrics: [metric]})
  return (series?.windows ?? [])
    .map(({values, ...grid}) => ({
      ...grid,
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    }))
    .filter(({values}) => values.some((value) => value !== null))
}

/** What calibration reads, from the archive, on the grids that a live read would give at `asOf`. */
export async function metricsFromArchive(from: From, inventory: Inventory, asOf: string): Promise<Metrics> {
  const queries = planQueries({config: from.config, inventory, asOf})
  return {schema: 'ecom-plan.metrics/v1', capturedAt: asOf, series: await seriesOfQueries(from, queries)}
}

/** What the archive has of each query, on the grids that are asked for. */
export async function seriesOfQueries(
  {config, folder}: From,
  queries: readonly MetricQuery[],
): Promise<MetricSeries[]> {
  // A metric at a time, and only the stretch that is asked of it: an estate of hundreds of tiers is never held whole.
  const groups = new Map<string, MetricQuery[]>()
  for (const query of queries) {
    const {namespace, metricName} = query.metric
    const key = JSON.stringify([namespace, metricName, ...spanOf(query)])
    groups.set(key, [...(groups.get(key) ?? []), query])
  }
  const windowsOf = new Map<MetricQuery, Window[]>()
  const store = await openArchive(config, folder)
  for (const group of groups.values()) {
    const [fromAt, toAt] = spanOf(group[0])
    const found = await seriesFromArchive(store, config, {metrics: group.map(({metric}) => metric), fromAt, toAt})
    const byKey = new Map(found.map((series) => [keyOf(series), series]))
    for (const query of group) {
      const kept = byKey.get(keyOf(query.metric)) ?? {...query.metric, windows: []}
      windowsOf.set(
        query,
        query.windows.map((window) => coarsen({series: kept, ...window})),
      )
    }
  }
  return queries.map((query): MetricSeries => ({...query.metric, windows: windowsOf.get(query) ?? []}))
}

/** From the first to the last instant that a query asks for. */
function spanOf(query: MetricQuery | undefined): [fromAt: string | undefined, toAt: string | undefined] {
  const windows = query?.windows ?? []
  return [
    windows.map(({fromAt}) => fromAt).sort()[0],
    windows
      .map(({toAt}) => toAt)
      .sort()
      .at(-1),
  ]
}

/** Series of the metrics, each from the account and Region that it was pulled from. */
export async function seriesFromArchive(
  store: BlobStore,
  config: Config,
  {metrics, fromAt, toAt}: {metrics: readonly MetricId[]; fromAt?: string | undefined; toAt?: string | undefined},
): Promise<DenseSeries[]> {
  const {readDenseArchive} = await import('../archive/read-archive.js')
  const found: DenseSeries[] = []
  for (const {place} of placesOf(config)) {
    const name = placeName(place)
    const here = metrics.filter((metric) => (metric.place ?? placeName(config.aws)) === name)
    if (here.length === 0) continue
    const {account, region} = place
    const series = await readDenseArchive({store, metrics: here, account, region, fromAt, toAt})
    found.push(...series.map((one) => (name === placeName(config.aws) ? one : {...one, place: name})))
  }
  return found
}

const mainOf = ({aws: {account, region}}: Config) => ({account, region})

function keyOf({namespace, metricName, dimensions, stat, place = ''}: MetricId): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)
  return [place, namespace, metricName, stat, ...named.sort()].join('|')
}
