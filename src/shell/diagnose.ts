import {catalog} from '../catalog/catalog.js'
import {cutWindow} from '../core/diagnose/cut-window.js'
import {diagnoseDatabase} from '../core/diagnose/diagnose-database.js'
import {baselineDays, diagnosisMetrics, diagnosisQueries, type Span} from '../core/diagnose/diagnosis-queries.js'
import {findDatabase} from '../core/inventory/find-resource.js'
import {makeCitations} from '../core/recommend/citations.js'
import type {Config} from '../documents/config.js'
import type {TierConfig} from '../documents/config-tier.js'
import type {Diagnosis} from '../documents/diagnosis.js'
import type {Inventory} from '../documents/inventory.js'
import type {Metrics} from '../documents/metrics.js'
import {nearestName} from '../documents/nearest-name.js'
import type {DenseSeries, MetricSeries} from '../documents/series.js'
import {PlanError} from '../errors.js'
import type {AwsFlagValues} from './aws-flags.js'
import type {Warning} from './base-command.js'
import {readMetricsAt} from './places.js'
import {openArchive} from './pull.js'
import {seriesFromArchive} from './read-archive-sources.js'
import {readCheckedConfig} from './read-checked-config.js'
import {type Reading, readInventory, readMetricsOf} from './read-sources.js'
import {readStatements} from './read-statements.js'

/** What the user asked for on the command line; undefined where the config or the data decide. */
export type DiagnoseOptions = {
  tier: string
  configPath: string | undefined
  /** `[from, to]` in UTC; undefined for the last hour that was measured. */
  window: readonly [string, string] | undefined
  asOf: string | undefined
  isOffline: boolean
  aws: AwsFlagValues
  onProgress: (text: string) => void
}

type RdsTier = Extract<TierConfig, {kind: 'rds'}>

const hourS = 3600
const dayS = 86_400
/** The status of an instance is of the moment when it was read; of a window that ended earlier it says nothing. */
const statusHoldsS = 3600

/**
 * Reads what a diagnosis needs, from where forecast reads, and makes it. With --offline CloudWatch is the archive. Throws
 * TIER_UNKNOWN, TIER_NO_DATABASE, and what the readers and the cut of the window throw.
 */
export async function walkDiagnosis(options: DiagnoseOptions): Promise<{diagnosis: Diagnosis; warnings: Warning[]}> {
  const {config, folder, warnings} = await readCheckedConfig(options.configPath, options.aws)
  const tier = databaseTier(config, options.tier)
  const reading: Reading = {
    config,
    folder,
    wireAsOf: options.isOffline ? null : (options.asOf ?? new Date().toISOString()),
    onProgress: options.onProgress,
  }
  const {value: inventory, capturedAt} = await readInventory(reading)
  const asked = {config, tierName: options.tier, tier, inventory}
  const database = findDatabase(asked)
  const span =
    options.window === undefined ? null : {fromS: secondsOf(options.window[0]), toS: secondsOf(options.window[1])}
  const metrics = await readFor({...asked, reading, asOf: options.asOf ?? reading.wireAsOf ?? capturedAt, span})
  const cut = cutWindow({metrics, ids: diagnosisMetrics(asked), resource: database.id, span})
  const endS = span?.toS ?? cut.window.fromS + hourS
  const {judgement} = makeCitations({catalog, region: config.aws.region, given: config.judgements})
  const diagnosis = diagnoseDatabase({
    tier: options.tier,
    database,
    ...cut,
    status: Math.abs(secondsOf(capturedAt) - endS) <= statusHoldsS ? database.status : null,
    catalog,
    reserveRatio: judgement('mysqlMemoryReserveRatio'),
  })
  const statements = await readStatements({
    config,
    tier,
    database,
    fromAt: diagnosis.fromAt,
    toAt: diagnosis.toAt,
    isOffline: options.isOffline || config.metrics.source === 'file',
    onProgress: options.onProgress,
  })
  return {diagnosis: {...diagnosis, statements}, warnings: warnings.map((message) => ({code: 'CONFIG', message}))}
}

const secondsOf = (at: string) => Math.floor(Date.parse(at) / 1000)

function databaseTier(config: Config, name: string): RdsTier {
  const tier = config.tiers[name]
  const place = {file: 'ecom-plan.yaml', field: `tiers.${name}`}
  const databases = Object.entries(config.tiers).flatMap(([key, {kind}]) => (kind === 'rds' ? [key] : []))
  const suggestions = databases.map((key) => `ecom-plan diagnose ${key}`)
  if (tier === undefined) {
    const near = nearestName(name, Object.keys(config.tiers))
    const hint = near === undefined ? '' : `; did you mean ${near}?`
    throw new PlanError('usage', 'TIER_UNKNOWN', `ecom-plan.yaml has no tier ${name}${hint}`, {suggestions, place})
  }
  if (tier.kind === 'rds') return tier
  const message = `tier ${name} is no database but of kind ${tier.kind}, and only instances (kind rds) are diagnosed`
  throw new PlanError('usage', 'TIER_NO_DATABASE', message, {
    suggestions: suggestions.length > 0 ? suggestions : ['add a tier of kind rds to ecom-plan.yaml'],
    place,
  })
}

type Asked = {
  config: Config
  tierName: string
  tier: RdsTier
  inventory: Inventory
  reading: Reading
  asOf: string
  span: Span | null
}

/** The metrics of the database from the file that the config names, from CloudWatch or from the archive. */
async function readFor({reading, asOf, span: wanted, ...asked}: Asked): Promise<Metrics> {
  const {config, inventory} = asked
  if (config.metrics.source === 'file') return (await readMetricsOf(reading, inventory)).value
  const endS = Math.floor(secondsOf(asOf) / 300) * 300
  const span = wanted ?? {fromS: endS - hourS, toS: endS}
  if (reading.wireAsOf === null) return archived({...asked, reading, asOf, span})
  reading.onProgress('CloudWatch: database')
  const series = await readMetricsAt(config, diagnosisQueries({...asked, asOf, span}))
  return {schema: 'ecom-plan.metrics/v1', capturedAt: asOf, series}
}

async function archived({reading, asOf, span, ...asked}: Asked & {span: Span}): Promise<Metrics> {
  const store = await openArchive(reading.config, reading.folder)
  // Without a window it is the last hour of what was pulled, which may have ended some time before.
  const fromAt = new Date((span.fromS - (baselineDays + 1) * dayS) * 1000).toISOString()
  const toAt = new Date(span.toS * 1000).toISOString()
  const series = await seriesFromArchive(store, reading.config, {
    metrics: [...diagnosisMetrics(asked).values()],
    fromAt,
    toAt,
  })
  return {schema: 'ecom-plan.metrics/v1', capturedAt: asOf, series: series.map(sparse)}
}

function sparse({windows, ...id}: DenseSeries): MetricSeries {
  return {
    ...id,
    windows: windows.map(({values, ...grid}) => ({
      ...grid,
      values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    })),
  }
}
