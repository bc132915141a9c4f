import {isAbsolute, join} from 'node:path'
import {planQueries} from '../core/diagnose/plan-queries.js'
import {figure} from '../core/figure.js'
import {mapInventory} from '../core/inventory/map-inventory.js'
import {demandQuery} from '../core/inventory/metric-queries.js'
import {disagreements} from '../core/series/compare-sources.js'
import type {Config} from '../documents/config.js'
import type {TierConfig} from '../documents/config-tier.js'
import type {Inventory} from '../documents/inventory.js'
import {type Metrics, metricsSchema} from '../documents/metrics.js'
import type {Window} from '../documents/series.js'
import {type Snapshot, snapshotSchema} from '../documents/snapshot.js'
import type {Traffic} from '../documents/traffic.js'
import {PlanError} from '../errors.js'
import {readDocument} from '../files/read-document.js'
import {readTrafficCsv} from '../files/read-traffic-csv.js'
import type {Warning} from './base-command.js'
import {readMetricsAt, readPlaces} from './places.js'
import {demandFromArchive, inventoryFromArchive, metricsFromArchive} from './read-archive-sources.js'

/** What every source is read with. `wireAsOf` is null with --offline: what AWS would say is then read from the archive. */
export type Reading = {
  config: Config
  folder: string
  wireAsOf: string | null
  /** Whether what only a readiness report looks at is read too. */
  isWatched?: boolean
  onProgress: (text: string) => void
}

export type Captured<T> = {value: T; capturedAt: string}

/** A path of the config, from where the config lies; as the user would type it. */
function placed(folder: string, path: string): string {
  return isAbsolute(path) || path.startsWith('s3://') ? path : join(folder, path)
}

/** The estate in our words, and as AWS described it. */
export type CapturedInventory = Captured<Inventory> & {snapshot: Snapshot; warnings: Warning[]}

/** The estate, from a snapshot file or from AWS; both go through the same mapping. */
export async function readInventory(reading: Reading): Promise<CapturedInventory> {
  const {inventory} = reading.config
  if (inventory.source === 'file') {
    const snapshot = await readDocument({path: placed(reading.folder, inventory.path), schema: snapshotSchema})
    return {value: mapInventory(snapshot), capturedAt: snapshot.capturedAt, snapshot, warnings: []}
  }
  if (reading.wireAsOf === null) return inventoryFromArchive(reading)
  reading.onProgress('AWS settings')
  const capturedAt = reading.wireAsOf
  const {isWatched = false} = reading
  const {snapshot, warnings} = await readPlaces({config: reading.config, capturedAt, isWatched})
  return {value: mapInventory(snapshot), capturedAt, snapshot, warnings}
}

/** One source of demand: its windows, bots beside them, what to call it, and when its newest value was captured. */
type Demand = {windows: Window[]; bots?: Window[]; names: string[]; capturedAt: string; warnings: string[]}

/**
 * The demand series from all its sources, coarse and fine together. The estate is read here where it is not given and a
 * source needs it. Throws DATA_EMPTY when none of them has anything, or
 * nothing but zeros.
 */
export async function readTraffic(
  reading: Reading,
  inventory: Inventory | null,
): Promise<Captured<Traffic> & {warnings: string[]}> {
  const {demand} = reading.config
  const found: Demand[] = []
  for (const source of demand.sources) {
    found.push(await demandFrom(source, reading, inventory))
  }
  const capturedAt =
    found
      .map((part) => part.capturedAt)
      .sort()
      .at(-1) ?? ''
  const sources = found.flatMap((part) => part.names)
  const windows = found.flatMap((part) => part.windows)
  if (windows.length === 0) {
    throw new PlanError('data', 'DATA_EMPTY', `no source of demand has anything: ${sources.join(', ')}`, {
      suggestions: ['ecom-plan pull', 'or add a CSV source to demand.sources'],
    })
  }
  if (!windows.some(({values}) => values.some((count) => count !== null && count > 0))) {
    throw new PlanError(
      'data',
      'DATA_EMPTY',
      `no request was ever counted in ${sources.join(', ')}: every value is 0`,
      {
        suggestions: ['check value and unit of the source in demand.sources: is that the column with the requests?'],
      },
    )
  }
  const bots = found.flatMap((part) => part.bots ?? [])
  const value: Traffic = {
    schema: 'ecom-plan.traffic/v1',
    capturedAt,
    level: demand.level,
    sources,
    windows,
    ...(bots.length > 0 ? {bots} : {}),
  }
  const apart = disagreements(found.map((part) => ({windows: part.windows, sources: part.names})))
  return {value, capturedAt, warnings: [...found.flatMap((part) => part.warnings), ...apart]}
}

async function demandFrom(
  source: Config['demand']['sources'][number],
  reading: Reading,
  inventory: Inventory | null,
): Promise<Demand> {
  if (source.kind === 'csv' || source.kind === 'parquet') return demandFromFile(reading, source)
  if (source.kind === 'cloudwatch') {
    return demandFromAws(reading, inventory ?? (await readInventory(reading)).value)
  }
  const {demandFromAccessLogs} = await import('./log-demand.js')
  const {config, folder, wireAsOf, onProgress} = reading
  const path = source.path === undefined ? null : placed(folder, source.path)
  const isApart = config.demand.sources.every(({kind}) => kind === 'access-log')
  return demandFromAccessLogs(source, {config, folder, path, isOffline: wireAsOf === null, isApart, onProgress})
}

type FileSource = Extract<Config['demand']['sources'][number], {kind: 'csv' | 'parquet'}>

async function demandFromFile(reading: Reading, source: FileSource): Promise<Demand> {
  const {kind, path, time: timeColumn, value: valueColumn, unit, timezone} = source
  // Few read Parquet, and its library is large.
  const read = kind === 'csv' ? readTrafficCsv : (await import('../files/read-traffic-parquet.js')).readTrafficParquet
  const {window, capturedAt, warnings} = await read({
    path: placed(reading.folder, path),
    timeColumn,
    valueColumn,
    unit,
    timezone,
  })
  if (window.periodS > coarsestS) throw tooCoarse(path, window.periodS)
  return {windows: [window], names: [path], capturedAt, warnings}
}

/** A day's busiest hour must be seen. */
const coarsestS = 3600

function tooCoarse(path: string, periodS: number): PlanError {
  const what = `${path} has one row every ${figure(periodS / 3600)} hours: no peak can be seen in it`
  return new PlanError('data', 'DATA_COARSE', what, {
    suggestions: ['export the same traffic by the hour, or finer', 'or remove the source from demand.sources'],
    place: {file: path},
  })
}

/** What CloudWatch still has, and before that what the archive kept of it; with --offline the archive alone. */
async function demandFromAws(reading: Reading, inventory: Inventory): Promise<Demand> {
  const kept = await demandFromArchive(reading, inventory)
  const archive = {windows: kept, names: [`archive ${reading.config.archive}`], warnings: []}
  const asOf = reading.wireAsOf
  if (asOf === null) return {...archive, capturedAt: inventory.capturedAt}
  reading.onProgress('CloudWatch: demand')
  const query = demandQuery({config: reading.config, inventory, asOf})
  const [series] = await readMetricsAt(reading.config, [query])
  return {
    windows: [...kept, ...(series?.windows ?? [])],
    names: [
      ...(kept.length > 0 ? archive.names : []),
      `CloudWatch ${query.metric.namespace} ${query.metric.metricName}`,
    ],
    capturedAt: asOf,
    warnings: [],
  }
}

/** Utilization and load of the tiers, those of dependencies that lie in files among them. */
export async function readMetricsOf(reading: Reading, inventory: Inventory): Promise<Captured<Metrics>> {
  const {value, capturedAt} = await metricsOfTiers(reading, inventory)
  if (!Object.values(reading.config.tiers).some(hasFile)) return {value, capturedAt}
  const {readDependencyFiles} = await import('./read-dependency-files.js')
  const ofFiles = await readDependencyFiles(reading.config, (path) => placed(reading.folder, path))
  return {value: {...value, series: [...value.series, ...ofFiles]}, capturedAt}
}

const hasFile = (tier: TierConfig) =>
  tier.kind === 'dependency' && [tier.requests, tier.utilization].some((by) => by?.csv !== undefined)

async function metricsOfTiers(reading: Reading, inventory: Inventory): Promise<Captured<Metrics>> {
  const {metrics} = reading.config
  if (metrics.source === 'file') {
    const value = await readDocument({path: placed(reading.folder, metrics.path), schema: metricsSchema})
    return {value, capturedAt: value.capturedAt}
  }
  const asOf = reading.wireAsOf
  if (asOf === null) {
    const value = await metricsFromArchive(reading, inventory, inventory.capturedAt)
    return {value, capturedAt: value.capturedAt}
  }
  reading.onProgress('CloudWatch: tiers')
  const queries = planQueries({config: reading.config, inventory, asOf})
  const series = await readMetricsAt(reading.config, queries)
  return {value: {schema: 'ecom-plan.metrics/v1', capturedAt: asOf, series}, capturedAt: asOf}
}
