import type {AwsClients} from '../aws/clients.js'
import {placeName, placesOf} from '../core/inventory/place.js'
import {withoutSecrets} from '../core/pull/without-secrets.js'
import type {Config} from '../documents/config.js'
import type {AwsPlace} from '../documents/config-tier.js'
import type {MetricQuery} from '../documents/metric-query.js'
import type {MetricSeries} from '../documents/series.js'
import type {Snapshot, Watch} from '../documents/snapshot.js'
import type {Warning} from './base-command.js'

const made = new Map<string, AwsClients>()

/** The clients of one account and Region, made when first asked for and kept: the SDK's are heavy. */
export async function clientsAt(place: AwsPlace): Promise<AwsClients> {
  const key = JSON.stringify(place)
  const known = made.get(key)
  if (known !== undefined) return known
  const {makeClients} = await import('../aws/clients.js')
  const clients = makeClients(place)
  made.set(key, clients)
  return clients
}

/** Calls to AWS so far, in all places together. */
export function callCount(): number {
  return [...made.values()].reduce((sum, clients) => sum + clients.callCount(), 0)
}

/**
 * The estate of a config as AWS has it now, in all accounts and Regions that its tiers lie in. `isWhole` adds what lies
 * around it, for pull to keep, without anything that may be a secret; `isWatched` adds only what a readiness report looks
 * at, which `isWhole` has too.
 */
export async function readPlaces({
  config,
  capturedAt,
  isWhole = false,
  isWatched = isWhole,
}: {
  config: Config
  capturedAt: string
  isWhole?: boolean
  isWatched?: boolean
}): Promise<{snapshot: Snapshot; warnings: Warning[]}> {
  const warnings: Warning[] = []
  const snapshots: Snapshot[] = []
  const {readSnapshot} = await import('../aws/read-snapshot.js')
  const {readPlacing} = await import('../aws/read-placing.js')
  for (const {place, config: here} of placesOf(config)) {
    const clients = await clientsAt(place)
    const placed = await readPlacing(clients, await readSnapshot({clients, config: here, capturedAt}))
    const snapshot = isWatched ? {...placed, ...(await watchAt(clients, warnings))} : placed
    if (!isWhole) snapshots.push(snapshot)
    else {
      const {readSurroundings} = await import('../aws/read-surroundings.js')
      const around = await readSurroundings({clients, snapshot, distribution: here.cdn?.distribution ?? null})
      warnings.push(...around.warnings)
      snapshots.push(withoutSecrets({...snapshot, ...around.surroundings}))
    }
  }
  const [main, ...elsewhere] = snapshots
  if (main === undefined) throw new Error('a config has its own place at least')
  return {snapshot: elsewhere.length === 0 ? main : {...main, elsewhere}, warnings}
}

async function watchAt(clients: AwsClients, warnings: Warning[]): Promise<Watch> {
  const {readWatch} = await import('../aws/read-watch.js')
  const found = await readWatch(clients)
  warnings.push(...found.warnings)
  return found.watch
}

/** Queries by the account and Region that answers them, the config's own first. */
export function queriesByPlace(
  config: Config,
  queries: readonly MetricQuery[],
): {place: AwsPlace; queries: MetricQuery[]}[] {
  return placesOf(config).map(({place}) => ({
    place,
    queries: queries.filter(({metric}) => (metric.place ?? placeName(config.aws)) === placeName(place)),
  }))
}

/** What CloudWatch measured, each metric asked where it is measured, in the order of the queries. */
export async function readMetricsAt(config: Config, queries: readonly MetricQuery[]): Promise<MetricSeries[]> {
  const {readMetrics} = await import('../aws/read-metrics.js')
  const found = new Map<MetricQuery, MetricSeries>()
  for (const {place, queries: here} of queriesByPlace(config, queries)) {
    const series = here.length === 0 ? [] : await readMetrics({clients: await clientsAt(place), queries: here})
    for (const [i, query] of here.entries()) {
      const one = series[i]
      if (one !== undefined) found.set(query, one)
    }
  }
  return queries.flatMap((query) => found.get(query) ?? [])
}
