import {isAbsolute, join} from 'node:path'
import type {AwsClients} from '../aws/clients.js'
import {demandToTheMinute, tierQueries} from '../core/doctor/doctor-queries.js'
import type {DoctorFacts, Known, LoadTestFact} from '../core/doctor/facts.js'
import {mapInventory} from '../core/inventory/map-inventory.js'
import {demandQuery} from '../core/inventory/metric-queries.js'
import type {Config} from '../documents/config.js'
import type {Inventory} from '../documents/inventory.js'
import type {TierLoadTest} from '../documents/load-test.js'
import type {MetricSeries} from '../documents/series.js'
import {type Snapshot, snapshotSchema} from '../documents/snapshot.js'
import type {Traffic} from '../documents/traffic.js'
import {PlanError} from '../errors.js'
import {readDocument} from '../files/read-document.js'
import {known} from './known.js'
import {readMetricsAt, readPlaces} from './places.js'
import {openArchive} from './pull.js'
import {readTraffic} from './read-sources.js'
import {readConfigLoadTest, readStoredTierTests} from './tier-load-tests.js'

/** What data is read with. `clients` is null where AWS is not asked, and `why` says for what reason. */
export type DataAsked = {config: Config; folder: string; at: string; clients: AwsClients | null; why: string}

type Resources = DoctorFacts['resources']

/** The estate from AWS, a file, or, where AWS is not asked, the archive. */
export async function readResources({config, folder, at, clients, why}: DataAsked): Promise<Resources> {
  const {inventory} = config
  if (inventory.source === 'file') {
    const path = isAbsolute(inventory.path) ? inventory.path : join(folder, inventory.path)
    const snapshot = await readDocument({path, schema: snapshotSchema})
    return {value: {snapshot, inventory: mapInventory(snapshot), isLive: false}}
  }
  if (clients === null) return {skipped: why}
  const {loadBalancer, ...others} = config
  const read = (own: Config) => known(async () => (await readPlaces({config: own, capturedAt: at})).snapshot)
  const whole = await read(config)
  if (!('failure' in whole)) return 'value' in whole ? {value: liveOf(whole.value)} : whole
  if (whole.failure.code !== 'RESOURCE_NOT_FOUND') return whole
  // The first that is missing ends the reading; a person wants all of them at once.
  const parts = await Promise.all([
    ...Object.entries(config.tiers).map(([name, tier]) => read({...others, tiers: {[name]: tier}})),
    ...(loadBalancer === undefined ? [] : [read({...config, tiers: {}})]),
  ])
  const failures = parts.flatMap((part) => ('failure' in part ? [part.failure] : []))
  const messages = [...new Set([whole.failure, ...failures].map(({message}) => message))]
  const suggestions = [...new Set([whole.failure, ...failures].flatMap((failure) => failure.suggestions))]
  return {failure: {code: whole.failure.code, message: messages.join('; '), suggestions}}
}

function liveOf(snapshot: Snapshot) {
  return {snapshot, inventory: mapInventory(snapshot), isLive: true}
}

/** Demand from all of its sources; what CloudWatch has of it to the minute. With `isOffline` the archive stands in. */
export async function readDemand(
  asked: DataAsked,
  resources: Resources,
  isOffline: boolean,
): Promise<DoctorFacts['demand']> {
  const {config, at, clients, why} = asked
  const isAws = ({kind}: Config['demand']['sources'][number]) => kind === 'cloudwatch'
  const asksAws = config.demand.sources.some(isAws)
  if (asksAws && !isOffline && clients === null) return {skipped: why}
  if (asksAws && !('value' in resources)) return {skipped: 'needs the resources of the config'}
  const inventory = 'value' in resources ? resources.value.inventory : noInventory(asked)
  const rest = isOffline ? config.demand.sources : config.demand.sources.filter((source) => !isAws(source))
  const files = rest.length === 0 ? null : await readFiles(asked, rest, inventory)
  const names = files?.sources ?? []
  const windows = files?.windows ?? []
  if (!asksAws || clients === null) return {value: {names, windows, isLive: false}}
  const query = demandQuery({config, inventory, asOf: at})
  const [series] = await readMetricsAt(config, [demandToTheMinute(query, at)])
  const {namespace, metricName} = query.metric
  return {
    value: {
      names: [...names, `CloudWatch ${namespace} ${metricName}`],
      windows: [...windows, ...(series?.windows ?? [])],
      isLive: true,
    },
  }
}

async function readFiles(
  {config, folder, at, clients}: DataAsked,
  sources: Config['demand']['sources'],
  inventory: Inventory,
): Promise<Traffic> {
  const own = {...config, demand: {...config.demand, sources}}
  const reading = {config: own, folder, wireAsOf: clients === null ? null : at, onProgress: () => {}}
  return (await readTraffic(reading, inventory)).value
}

/** Files of requests are read without the estate. */
function noInventory({config, at}: DataAsked): Inventory {
  const {account, region} = config.aws
  return mapInventory(snapshotSchema.parse({schema: 'ecom-plan.snapshot/v1', capturedAt: at, account, region}))
}

/** One metric of each tier over the last day. */
export async function readTierMetrics(
  {config, at, clients, why}: DataAsked,
  inventory: Inventory,
): Promise<Known<readonly MetricSeries[]>> {
  if (config.metrics.source === 'file') return {skipped: 'metrics are read from a file'}
  if (clients === null) return {skipped: why}
  return {value: await readMetricsAt(config, tierQueries({config, inventory, at}))}
}

/** What the archive's manifests say, and whether the files that they name are there. Reads no Parquet. */
export async function readArchiveFacts(
  {config, folder, at, clients, why}: DataAsked,
  resources: Resources,
): Promise<DoctorFacts['archive']> {
  const isInBucket = /^s3:/i.test(config.archive)
  const isFed =
    config.demand.sources.some(({kind}) => kind === 'cloudwatch') ||
    config.inventory.source === 'aws' ||
    config.metrics.source === 'aws'
  if (!isFed) return {skipped: 'the config reads files alone'}
  if (isInBucket && clients === null) return {skipped: why}
  const {readCoverage} = await import('../archive/read-coverage.js')
  const store = await openArchive(config, folder)
  const {parts, coverage} = await readCoverage({store})
  const there = new Set(parts.length === 0 ? [] : await store.list('metrics/'))
  const missingFiles = parts.map(({file}) => file).filter((file) => !there.has(file))
  return {value: {place: store.place, parts, coverage, missingFiles, demand: demandMetric(config, resources, at)}}
}

function demandMetric(config: Config, resources: Resources, at: string) {
  const isAsked = config.demand.sources.some(({kind}) => kind === 'cloudwatch')
  if (!isAsked || !('value' in resources)) return null
  try {
    return demandQuery({config, inventory: resources.value.inventory, asOf: at}).metric
  } catch (error) {
    if (error instanceof PlanError) return null
    throw error
  }
}

/** The load tests that the config lists and the newest stored one of each tier, each read as forecast would. */
export async function readLoadTestFacts(config: Config, folder: string): Promise<LoadTestFact[]> {
  const facts: LoadTestFact[] = []
  for (const source of config.loadTests) {
    const tested = await known(async () => factOf(await readConfigLoadTest(source, folder)))
    facts.push({tier: source.tier, path: source.path, tested})
  }
  const stored = await known(() => readStoredTierTests({config, folder}))
  if (!('value' in stored)) return [...facts, {tier: 'of any tier', path: config.loadTestStore, tested: stored}]
  const kept = stored.value.tests.map((test) => ({
    tier: test.tier,
    path: `${config.loadTestStore} (${test.id})`,
    tested: {value: factOf(test)},
  }))
  return [...facts, ...kept]
}

const factOf = ({startedAt, steps}: TierLoadTest) => ({testedAt: startedAt, stepCount: steps.length})
