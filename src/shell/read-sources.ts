import {isAbsolute, join} from 'node:path'
import type {AwsClients} from '../aws/clients.js'
import {mapInventory} from '../core/inventory/map-inventory.js'
import {demandQuery, metricQueries} from '../core/inventory/metric-queries.js'
import type {Config} from '../documents/config.js'
import type {Inventory} from '../documents/inventory.js'
import type {LoadTest} from '../documents/load-test.js'
import {type Metrics, metricsSchema} from '../documents/metrics.js'
import type {Window} from '../documents/series.js'
import {snapshotSchema} from '../documents/snapshot.js'
import type {Traffic} from '../documents/traffic.js'
import {readDocument} from '../files/read-document.js'
import {readTrafficCsv} from '../files/read-traffic-csv.js'

/** What every source is read with. `wireAsOf` is null when nothing may be read from AWS. */
export type Reading = {config: Config; folder: string; wireAsOf: string | null; onProgress: (text: string) => void}

export type Captured<T> = {value: T; capturedAt: string}

/** A path of the config, from where the config lies; as the user would type it. */
function placed(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path)
}

let clients: AwsClients | null = null

/** The SDK's clients are heavy, so they are loaded on first use and shared by the walk. */
async function clientsOf({config}: Reading): Promise<AwsClients> {
  const {makeClients} = await import('../aws/clients.js')
  clients ??= makeClients({region: config.aws.region, profile: config.aws.profile})
  return clients
}

/** The estate, from a snapshot file or from AWS; both go through the same mapping. */
export async function readInventory(reading: Reading): Promise<Captured<Inventory>> {
  const {inventory} = reading.config
  if (inventory.source === 'file') {
    const snapshot = await readDocument({path: placed(reading.folder, inventory.path), schema: snapshotSchema})
    return {value: mapInventory(snapshot), capturedAt: snapshot.capturedAt}
  }
  const {readSnapshot} = await import('../aws/read-snapshot.js')
  reading.onProgress('AWS settings')
  const capturedAt = reading.wireAsOf ?? ''
  const snapshot = await readSnapshot({clients: await clientsOf(reading), config: reading.config, capturedAt})
  return {value: mapInventory(snapshot), capturedAt}
}

/** The demand series from all its sources, coarse and fine together. */
export async function readTraffic(
  reading: Reading,
  inventory: Inventory,
): Promise<Captured<Traffic> & {warnings: string[]}> {
  const {demand} = reading.config
  const windows: Window[] = []
  const sources: string[] = []
  const warnings: string[] = []
  const captured: string[] = []
  for (const source of demand.sources) {
    if (source.kind === 'csv') {
      const found = await readTrafficCsv({
        path: placed(reading.folder, source.path),
        timeColumn: source.time,
        valueColumn: source.value,
        unit: source.unit,
        timezone: source.timezone,
      })
      windows.push(found.window)
      warnings.push(...found.warnings)
      captured.push(found.capturedAt)
      sources.push(source.path)
    } else {
      const asOf = reading.wireAsOf ?? ''
      const {readMetrics} = await import('../aws/read-metrics.js')
      reading.onProgress('CloudWatch: demand')
      const query = demandQuery({config: reading.config, inventory, asOf})
      const [series] = await readMetrics({clients: await clientsOf(reading), queries: [query]})
      windows.push(...(series?.windows ?? []))
      captured.push(asOf)
      sources.push(`CloudWatch ${query.metric.namespace} ${query.metric.metricName}`)
    }
  }
  const capturedAt = captured.sort().at(-1) ?? ''
  const value: Traffic = {schema: 'ecom-plan.traffic/v1', capturedAt, level: demand.level, sources, windows}
  return {value, capturedAt, warnings}
}

/** Utilization and load of the tiers. */
export async function readMetricsOf(reading: Reading, inventory: Inventory): Promise<Captured<Metrics>> {
  const {metrics} = reading.config
  if (metrics.source === 'file') {
    const value = await readDocument({path: placed(reading.folder, metrics.path), schema: metricsSchema})
    return {value, capturedAt: value.capturedAt}
  }
  const {readMetrics} = await import('../aws/read-metrics.js')
  const asOf = reading.wireAsOf ?? ''
  reading.onProgress('CloudWatch: tiers')
  const queries = metricQueries({config: reading.config, inventory, asOf})
  const series = await readMetrics({clients: await clientsOf(reading), queries})
  return {value: {schema: 'ecom-plan.metrics/v1', capturedAt: asOf, series}, capturedAt: asOf}
}

/** The load tests that the config lists. */
export async function readLoadTests({config, folder}: Reading): Promise<LoadTest[]> {
  const {readLoadTest} = await import('../loadtests/read-load-tests.js')
  const tests: LoadTest[] = []
  for (const {path, tier, units, testedAt} of config.loadTests) {
    tests.push(await readLoadTest({path: placed(folder, path), tier, unitCount: units, testedAt: testedAt ?? null}))
  }
  return tests
}
