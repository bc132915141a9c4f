import {mapInventory} from '../core/inventory/map-inventory.js'
import {demandQuery, metricQueries} from '../core/inventory/metric-queries.js'
import {placeName, placesOf} from '../core/inventory/place.js'
import {coarsen} from '../core/series/coarsen.js'
import type {Config} from '../documents/config.js'
import type {Inventory} from '../documents/inventory.js'
import type {Metrics} from '../documents/metrics.js'
import type {MetricId, MetricSeries, Window} from '../documents/series.js'
import {PlanError} from '../errors.js'
import {openArchive} from './pull.js'

type From = {config: Config; folder: string}

/** The estate as the last pull read it. */
export async function inventoryFromArchive({config, folder}: From): Promise<{value: Inventory; capturedAt: string}> {
  const {readNewestSnapshot} = await import('../archive/snapshots.js')
  const store = await openArchive(config, folder)
  const snapshot = await readNewestSnapshot({store, ...mainOf(config)})
  if (snapshot !== null) return {value: mapInventory(snapshot), capturedAt: snapshot.capturedAt}
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
  const [series] = await seriesFromArchive({config, folder}, [metric])
  return (series?.windows ?? []).filter((window) => window.values.some((value) => value !== null))
}

/** What calibration reads, from the archive, on the grids that a live read would give at `asOf`. */
export async function metricsFromArchive({config, folder}: From, inventory: Inventory, asOf: string): Promise<Metrics> {
  const queries = metricQueries({config, inventory, asOf})
  const found = await seriesFromArchive(
    {config, folder},
    queries.map(({metric}) => metric),
  )
  const byKey = new Map(found.map((series) => [keyOf(series), series]))
  const series = queries.map(({metric, windows}): MetricSeries => {
    const kept = byKey.get(keyOf(metric)) ?? {...metric, windows: []}
    return {...metric, windows: windows.map((window) => coarsen({series: kept, ...window}))}
  })
  return {schema: 'ecom-plan.metrics/v1', capturedAt: asOf, series}
}

/** Series of the metrics, each from the account and Region that it was pulled from. */
async function seriesFromArchive({config, folder}: From, metrics: readonly MetricId[]): Promise<MetricSeries[]> {
  const {readArchive} = await import('../archive/read-archive.js')
  const store = await openArchive(config, folder)
  const found: MetricSeries[] = []
  for (const {place} of placesOf(config)) {
    const name = placeName(place)
    const here = metrics.filter((metric) => (metric.place ?? placeName(config.aws)) === name)
    if (here.length === 0) continue
    const {account, region} = place
    const series = await readArchive({store, metrics: here, account, region})
    found.push(...series.map((one) => (name === placeName(config.aws) ? one : {...one, place: name})))
  }
  return found
}

const mainOf = ({aws: {account, region}}: Config) => ({account, region})

function keyOf({namespace, metricName, dimensions, stat, place = ''}: MetricId): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)
  return [place, namespace, metricName, stat, ...named.sort()].join('|')
}
