import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery, MetricWindow} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {findDatabase, findLoadBalancer} from '../inventory/find-resource.js'
import {loadBalancerRequests} from '../inventory/metric-ids.js'
import {keptFrom} from '../inventory/metric-windows.js'
import {inventoryFor, placedMetric} from '../inventory/place.js'
import {instantOf, isoOf} from '../series/zone.js'

const dayS = 86_400
/** Days before a window from which the same hours are ordinary. */
export const baselineDays = 7

/**
 * Metrics of AWS/RDS that a diagnosis reads, all as means. DBLoad… are published while Performance Insights is on, those
 * of balances and credits for the volumes and classes that have them.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Cloudwatch.html
 */
const databaseMetrics = [
  'CPUUtilization',
  'FreeableMemory',
  'SwapUsage',
  'DatabaseConnections',
  'ReadIOPS',
  'WriteIOPS',
  'ReadThroughput',
  'WriteThroughput',
  'ReadLatency',
  'WriteLatency',
  'DiskQueueDepth',
  'FreeStorageSpace',
  'BurstBalance',
  'EBSIOBalance%',
  'EBSByteBalance%',
  'CPUCreditBalance',
  'CPUSurplusCreditBalance',
  'ReplicaLag',
  'DBLoadCPU',
  'DBLoadNonCPU',
] as const

type RdsTier = Extract<TierConfig, {kind: 'rds'}>
type Asked = {config: Config; tierName: string; tier: RdsTier; inventory: Inventory}

/**
 * The metrics of a database tier by AWS's name, and `RequestCount` of the load balancer that the config names. Throws
 * RESOURCE_NOT_FOUND when the inventory lacks one of them.
 */
export function diagnosisMetrics({config, tierName, tier, inventory: all}: Asked): Map<string, MetricId> {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const dimensions = {DBInstanceIdentifier: findDatabase({tierName, tier, inventory}).id}
  const ids = new Map<string, MetricId>()
  for (const metricName of databaseMetrics) {
    ids.set(metricName, placedMetric({namespace: 'AWS/RDS', metricName, dimensions, stat: 'Average'}, inventory, all))
  }
  if (config.loadBalancer !== undefined) {
    const {dimension} = findLoadBalancer({name: config.loadBalancer, asker: 'loadBalancer', inventory: all})
    ids.set('RequestCount', loadBalancerRequests(dimension))
  }
  return ids
}

/** A stretch of time that is looked at, `[fromS, toS)`, in seconds of the epoch. */
export type Span = {fromS: number; toS: number}

/**
 * What to ask of CloudWatch for a window and the days before it: each at the finest step that it still has at `asOf`.
 * The window is widened to whole steps.
 */
export function diagnosisQueries({asOf, span, ...asked}: Asked & {asOf: string; span: Span}): MetricQuery[] {
  const nowS = instantOf(asOf)
  const finest = (fromS: number, steps: readonly number[]) =>
    steps.find((periodS) => fromS >= keptFrom({periodS, nowS})) ?? 3600
  const fromS = span.fromS - baselineDays * dayS
  const windows = [
    windowOf({fromS, toS: span.toS}, finest(fromS, [300])),
    windowOf(span, finest(span.fromS, [60, 300])),
  ]
  return [...diagnosisMetrics(asked).values()].map((metric) => ({metric, windows}))
}

function windowOf({fromS, toS}: Span, periodS: number): MetricWindow {
  return {
    periodS,
    fromAt: isoOf(Math.floor(fromS / periodS) * periodS),
    toAt: isoOf(Math.ceil(toS / periodS) * periodS),
  }
}
