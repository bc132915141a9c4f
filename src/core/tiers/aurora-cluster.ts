import type {DatabaseCluster, DatabaseProxy} from '../../documents/inventory.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import type {QuantileRps} from '../../documents/units.js'
import type {ClusterLoad} from '../calibrate/cluster-load.js'
import {figure, percent} from '../figure.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {compareStorage, storageTypeChange} from './aurora-storage.js'
import {breakingRate} from './breaking-rate.js'
import {pendingBlockers} from './cluster-blockers.js'
import {classOrReaders, readersMade} from './cluster-changes.js'
import {chooseClusterClass} from './cluster-class.js'
import {type ClusterAsked, type ClusterMeasure, clusterMeasures} from './cluster-measures.js'
import {rangeMade} from './cluster-range-change.js'
import {type ClusterShape, clusterShape} from './cluster-shape.js'
import type {PoolDemand} from './rds-connections.js'
import {driversOf} from './rds-limits.js'
import {fullest, sizingRates} from './reader-demand.js'
import {chooseRange} from './serverless-range.js'
import {
  at,
  nothingFound,
  ratioAt,
  ratios,
  type Setting,
  shortTimeS,
  type TierFinding,
  verdictOf,
} from './tier-finding.js'

/** A database may stand closer to its limits than a tier of units: the limits carry their own reserve. */
const databaseTightRatio = 0.9

export type AssessedCluster = {
  tier: string
  cluster: DatabaseCluster
  load: ClusterLoad
  pools: PoolDemand
  proxies: readonly DatabaseProxy[]
  maxConnections: number | undefined
  setting: Setting
}

/**
 * Assesses an Aurora cluster at the peak: writer and readers by CPU, memory, connections and, of Serverless v2, capacity;
 * the cheapest class with its readers, or the range of ACU, that carries them also with a zone lost; what I/O costs on
 * Standard against I/O-Optimized; and the calls, which a person sends.
 *
 * `missing` in place of a finding says what of the cluster is not known. Where nothing on offer is enough nothing is
 * recommended, and a blocker names the rate up to which the most there is holds.
 */
export function assessAurora(asked: AssessedCluster): TierFinding | {missing: string} {
  const {tier, cluster, load, pools, proxies, maxConnections, setting} = asked
  const today = clusterShape({cluster, maxConnections, setting})
  if ('missing' in today) return today
  const origin = scaleRates(setting.peak, setting.originRatio)
  const rates = sizingRates(origin, setting)
  const measured: ClusterAsked = {today, load, pools, proxies, setting}
  const choice =
    today.writer.acu === null ? chooseClusterClass({cluster, maxConnections, rates, asked: measured}) : null
  const chosen = choice?.shape ?? today
  const range = chooseRange({cluster, shape: chosen, maxConnections, rates, p50Rps: origin.p50Rps, asked: measured})
  const isEnough = (choice?.isEnough ?? true) && range.isEnough
  const shape = range.shape
  const now = clusterMeasures({...measured, shape: today})
  const after = clusterMeasures({...measured, shape})
  const limits = now.map((measure) =>
    limitOf({
      tier,
      cluster,
      measure,
      after: after.find(({name}) => name === measure.name) ?? measure,
      readerNeed: measure.role === 'reader' && shape.readerCount > today.readerCount,
      origin,
      setting,
    }),
  )
  const base = {tier, cluster, today, limits, setting}
  const made = [
    ...(choice === null ? [] : [classOrReaders({...base, choice})]),
    rangeMade({...base, shape, load, because: range.because}),
    ...(choice === null && shape.readerCount > today.readerCount
      ? [readersMade({...base, shape, because: range.because, cost: unknownReaderCost})]
      : []),
  ]
  const storage = storageTypeChange({
    tier,
    cluster,
    compared: compareStorage({cluster, shape, load, setting}),
    setting,
  })
  const largest = choice === null ? shape : choice.largest
  return {
    ...nothingFound,
    limits,
    changes: [...made.flatMap(({changes}) => changes), ...(storage === null ? [] : [storage.change])],
    patches: [...made.flatMap(({patches}) => patches), ...(storage === null ? [] : [storage.patch])],
    blockers: [
      ...(isEnough ? [] : [notEnough({tier, cluster, limits, largest, measured, setting})]),
      ...failoverBlockers({tier, cluster, today: shape, measured, lostRps: rates.lostRps}),
      ...pendingBlockers(tier, cluster),
      ...lagBlockers(tier, load),
    ],
  }
}

const unknownReaderCost = {
  windowUsd: null,
  monthUsd: null,
  because: 'a serverless reader costs what it takes: at most its maximum ACU an hour',
}

function limitOf({
  tier,
  cluster,
  measure,
  after,
  readerNeed,
  origin,
  setting,
}: {
  tier: string
  cluster: DatabaseCluster
  measure: ClusterMeasure
  after: ClusterMeasure
  /** More readers are planned: today's are too few, if only with one lost. */
  readerNeed: boolean
  origin: QuantileRps
  setting: Setting
}): Limit {
  const now = ratios(origin, measure.shareOf)
  const atDemand = (one: ClusterMeasure) => (rps: number) => one.shareOf(rps * setting.originRatio)
  const verdict = verdictOf(ratioAt(now, setting.target), databaseTightRatio)
  return {
    tier,
    kind: 'aurora',
    resource: cluster.id,
    measure: measure.name,
    today: measure.limitText,
    planned: after.limitText,
    now,
    after: ratios(origin, after.shareOf),
    shortS: shortTimeS(setting, atDemand(measure)),
    afterShortS: shortTimeS(setting, atDemand(after)),
    verdict: verdict === 'ok' && readerNeed ? 'tight' : verdict,
    breaksAtRps: breakingRate(atDemand(measure), setting.peak.p99Rps),
    plannedBreaksAtRps: breakingRate(atDemand(after), setting.peak.p99Rps),
    drivers: driversOf({tier, measure, peakRps: at(origin, setting.target), setting}),
    derivation: measure.derivation,
  }
}

function notEnough({
  tier,
  cluster,
  limits,
  largest,
  measured,
  setting,
}: {
  tier: string
  cluster: DatabaseCluster
  limits: readonly Limit[]
  largest: ClusterShape
  measured: ClusterAsked
  setting: Setting
}): Blocker {
  const rates = clusterMeasures({...measured, shape: largest}).flatMap(
    ({shareOf}) => breakingRate((rps) => shareOf(rps * setting.originRatio), setting.peak.p99Rps) ?? [],
  )
  const short = limits.filter(({verdict}) => verdict === 'short').map(({measure}) => measure)
  return {
    severity: 'block',
    code: 'NO_CLUSTER_CARRIES',
    message:
      `${tier}: nothing that ${cluster.engine} offers carries the ${setting.target.toUpperCase()} peak (${short.join(', ') || 'limits'}); ` +
      `${largest.writer.text} holds up to ${rates.length === 0 ? 'more than was looked at' : `${figure(Math.min(...rates))} req/s`}.`,
    next: 'admit no more than that (waiting room, rate rule), move reads to a cache, or split the database',
  }
}

/** What a failover would meet: no reader to take over, or one that is too small for the writer's load. */
function failoverBlockers({
  tier,
  cluster,
  today,
  measured,
  lostRps,
}: {
  tier: string
  cluster: DatabaseCluster
  today: ClusterShape
  measured: ClusterAsked
  lostRps: number
}): Blocker[] {
  const {setting} = measured
  if (today.readerCount === 0) {
    const rebuildS = setting.judgement('auroraRebuildDowntimeS')
    const message = `${tier}: ${cluster.id} has no reader, so a failure of its one instance is up to ${figure(rebuildS / 60)} min without a database.`
    const next = `add a reader in another zone: aws rds create-db-instance --db-cluster-identifier ${cluster.id}`
    return [{severity: 'warn', code: 'NO_READER', message, next}]
  }
  const share = fullest({...measured, shape: {...today, writer: today.reader}}, 'writer', lostRps)
  const isSmaller = today.reader.cpuUnit === today.writer.cpuUnit && today.reader.cpuCount < today.writer.cpuCount
  if (!isSmaller || share <= 1) return []
  return [
    {
      severity: 'warn',
      code: 'FAILOVER_TOO_SMALL',
      message: `${tier}: after a failover a reader of ${today.reader.text} would be the writer, at ${percent(share)} of its limits.`,
      next: `make a reader of ${today.writer.text} and give it promotion tier 0`,
    },
  ]
}

/** Aurora readers share the writer's volume: seconds of lag are rare, and say that a reader is too busy to keep up. */
const longLagS = 1

function lagBlockers(tier: string, {lagS}: ClusterLoad): Blocker[] {
  if (lagS === null || lagS < longLagS) return []
  return [
    {
      severity: 'warn',
      code: 'READERS_LAG',
      message: `${tier}: readers lag ${figure(lagS)} s behind in the busiest tenth of the time, where Aurora is usually far below a second.`,
      next: 'give readers as much capacity as the writer (promotion tier 0 or 1 of Serverless v2), or read what must be fresh from the writer',
    },
  ]
}
