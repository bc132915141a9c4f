import {temporaryOf} from '../core/apply/temporary-of.js'
import {checkHorizon} from '../core/events/check-horizon.js'
import {labelledEvents} from '../core/events/labelled-events.js'
import {planEvent} from '../core/events/plan-event.js'
import {metricQueries} from '../core/inventory/metric-queries.js'
import {restInventory} from '../core/inventory/rest-inventory.js'
import {makeRun} from '../core/recommend/make-run.js'
import {checkClock, newestPointAt} from '../core/report-history/check-clock.js'
import type {AssumedDemand} from '../core/what-if/assume-demand.js'
import {assumeEstate} from '../core/what-if/assume-estate.js'
import type {Assumption} from '../core/what-if/assumption.js'
import type {Config} from '../documents/config.js'
import type {Inventory} from '../documents/inventory.js'
import type {TierLoadTest} from '../documents/load-test.js'
import type {Metrics} from '../documents/metrics.js'
import type {Receipt} from '../documents/receipt.js'
import type {Run} from '../documents/run.js'
import type {Snapshot} from '../documents/snapshot.js'
import type {Traffic} from '../documents/traffic.js'
import type {QuantileName} from '../documents/units.js'
import type {AwsFlagValues} from './aws-flags.js'
import type {Warning} from './base-command.js'
import {fingerprints} from './fingerprints.js'
import {readApplies} from './read-applies.js'
import {readCatalog} from './read-catalog.js'
import {readCheckedConfig} from './read-checked-config.js'
import {readLimitEvidence} from './read-limit-evidence.js'
import {type Captured, type Reading, readInventory, readMetricsOf, readTraffic} from './read-sources.js'
import {readTierLoadTests} from './tier-load-tests.js'

/** What the user asked for on the command line; undefined where the config decides. */
export type WalkOptions = {
  configPath: string | undefined
  event: string | undefined
  uplift: string | undefined
  target: QuantileName | undefined
  azLoss: number | undefined
  seed?: number
  /** What the changes may cost in the window, in US dollars. */
  budgetUsd?: number
  /** What is taken for true in this run only. */
  assumptions?: readonly Assumption[]
  demand?: AssumedDemand
  asOf: string | undefined
  isOffline: boolean
  /** What the command line says of AWS. */
  aws?: AwsFlagValues
  /** A file of prices that go over the catalogue. */
  prices?: string | undefined
  /** What the clock says, in UTC, where the caller has looked already. */
  clockAt?: string
  /** Whether a clock behind what was measured is refused. */
  refusesOldClock?: boolean
  /** Whether what only a readiness report looks at is read too. */
  isWatched?: boolean
  /** Says what is being read, for people who wait. */
  onProgress: (text: string) => void
}

export type Walked = {
  run: Run
  config: Config
  configPath: string
  folder: string
  warnings: Warning[]
  /** What was read on the way. */
  inventory: Inventory
  loadTests: TierLoadTest[]
  receipts: Receipt[]
  /** The estate as AWS described it, with what a readiness report looks at where that was asked for. */
  snapshot: Snapshot
  metrics: Metrics
}

/**
 * The walk from config to run: reads every source through the edges, then hands all of it to the pure middle.
 *
 * `asOf` is what was asked, else with --offline the time when the newest document was captured (never the clock, so
 * that a plan from files is the same on any day), else now.
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const {assumptions = [], demand} = options
  const whatIf = {...(assumptions.length === 0 ? {} : {set: assumptions}), ...(demand === undefined ? {} : {demand})}
  const {config, path, folder, warnings} = await readCheckedConfig(options.configPath, options.aws, assumptions)
  const reading: Reading = {
    config,
    folder,
    wireAsOf: options.isOffline ? null : (options.asOf ?? options.clockAt ?? new Date().toISOString()),
    isWatched: options.isWatched ?? false,
    onProgress: options.onProgress,
  }
  const catalogue = await readCatalog({config, folder, pricesPath: options.prices})
  const read = await readInventory(reading)
  const applies = await readApplies({config, folder, isOffline: options.isOffline})
  const rested = restInventory({
    inventory: read.value,
    claims: applies.claims,
    latenessS: catalogue.catalog.scalingLimits.scheduledActionLatenessS.value,
  })
  const estate = assumeEstate({inventory: rested, config, catalog: catalogue.catalog, assumptions})
  const inventory = {...read, value: estate.inventory}
  const traffic = await readTraffic(reading, inventory.value)
  refuseOldClock(options, reading, traffic.value)
  const metrics = await readMetricsOf(reading, inventory.value)
  const asOf = options.asOf ?? (options.isOffline ? newest([inventory, traffic, metrics]) : (reading.wireAsOf ?? ''))
  // Also with metrics from a file: a resource that the config names must exist.
  metricQueries({config, inventory: inventory.value, asOf})
  const {tests: loadTests, warnings: testWarnings} = await readTierLoadTests(reading)
  const event = planEvent({config, wanted: options.event, asOf, upliftText: options.uplift})
  checkHorizon(event, asOf)
  const limits = await readLimitEvidence({
    reading,
    inventory: inventory.value,
    metrics: metrics.value,
    event,
    asOf,
  })
  const target = options.target ?? config.target
  const azLossZoneCount = options.azLoss ?? config.azLoss.zones
  const {inventorySha256, planSha256} = fingerprints({
    config,
    inventory: inventory.value,
    event,
    asOf,
    target,
    azLossZoneCount,
    asked: {...whatIf, budgetUsd: options.budgetUsd, seed: options.seed === 1 ? undefined : options.seed},
    catalogDecides: catalogue.decides,
    storedIds: loadTests.flatMap(({id, origin}) => (origin === 'store' ? [id] : [])),
    loadTests,
  })
  const temporary = temporaryOf({receipts: applies.receipts, at: asOf})
  const planned = makeRun({
    config,
    event,
    labelled: labelledEvents({
      config,
      asOf,
      fromYear: yearOf(traffic.value.windows[0]?.startAt ?? asOf),
      toYear: yearOf(asOf),
    }),
    inventory: inventory.value,
    claims: applies.claims,
    traffic: traffic.value,
    metrics: metrics.value,
    limits,
    loadTests,
    catalog: catalogue.catalog,
    asOf,
    target,
    azLossZoneCount,
    seed: options.seed ?? 1,
    measuredOn: estate.measuredOn,
    whatIf,
    budgetUsd: options.budgetUsd ?? null,
    inventorySha256,
    planSha256,
  })
  const run = temporary.length === 0 ? planned : {...planned, temporary}
  return {
    run,
    config,
    configPath: path,
    folder,
    inventory: inventory.value,
    loadTests,
    receipts: applies.receipts,
    snapshot: read.snapshot,
    metrics: metrics.value,
    warnings: [
      ...warnings.map((message) => ({code: 'CONFIG', message})),
      ...catalogue.warnings,
      ...read.warnings,
      ...applies.warnings,
      ...traffic.warnings.map((message) => ({code: 'DATA', message})),
      ...testWarnings.map((message) => ({code: 'LOAD_TEST', message})),
    ],
  }
}

/** Of what is read now: a time that the user gave may lie in the past. */
function refuseOldClock({refusesOldClock, asOf}: WalkOptions, {wireAsOf}: Reading, traffic: Traffic): void {
  if (refusesOldClock !== true || asOf !== undefined || wireAsOf === null) return
  checkClock({nowAt: wireAsOf, newestAt: newestPointAt(traffic), what: 'the newest traffic'})
}

function yearOf(iso: string): number {
  return Number(iso.slice(0, 4))
}

function newest(documents: readonly Captured<unknown>[]): string {
  return (
    documents
      .map(({capturedAt}) => new Date(capturedAt).toISOString())
      .sort()
      .at(-1) ?? ''
  )
}
