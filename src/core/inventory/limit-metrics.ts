import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import type {Span} from '../series/find-anomalies.js'
import {instantOf, isoOf} from '../series/zone.js'
import {findEcsService, findLoadBalancer} from './find-resource.js'
import {asgMetrics, ecsMetrics} from './metric-ids.js'
import {hourlyWindow} from './metric-windows.js'
import {inventoryFor} from './place.js'

/** What shows afterwards that a shop ran into its own limit, hour by hour; CloudWatch keeps it for 455 days. */
export type LimitMetrics = {
  /** Of the load balancer that the config names; null where it names none. */
  balancer: {
    requests: MetricId
    balancerErrors: MetricId
    targetErrors: MetricId
    rejected: MetricId
    /** Seconds. */
    p95: MetricId
  } | null
  /** Units in service of each tier that scales out, and the most that it was allowed. */
  tiers: {tierName: string; units: MetricId; most: MetricId | {count: number}}[]
}

/**
 * The metrics that tell whether a past event ran into a limit: 5xx, rejected connections and response time of the load
 * balancer, and units in service against the most allowed.
 *
 * AWS keeps an Auto Scaling group's maximum as a metric of its own, but not that of an ECS service: there today's
 * maximum stands in, which says nothing of an event for which it was set otherwise. SpilloverCount is a metric of
 * Classic Load Balancers, which are not read. Throws RESOURCE_NOT_FOUND when the config names what the inventory lacks.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 */
export function limitMetrics({config, inventory}: {config: Config; inventory: Inventory}): LimitMetrics {
  return {
    balancer: config.loadBalancer === undefined ? null : balancerMetrics(config.loadBalancer, inventory),
    tiers: Object.entries(config.tiers).flatMap(([tierName, tier]) => unitMetrics({tierName, tier, inventory})),
  }
}

/** Before an occurrence, so that what is usual can be told from what is not. */
const beforeS = 28 * 86_400

/**
 * What to ask for `limits`, in hours: each past occurrence's `spans` (epoch seconds) with the four weeks before it, as
 * far back as CloudWatch keeps hours. Nothing where no occurrence is that young. Not all 455 days: an archive keeps
 * them in minutes, and an estate has hundreds of tiers.
 */
export function limitQueries({
  limits,
  spans,
  asOf,
}: {
  limits: LimitMetrics
  spans: readonly Span[]
  asOf: string
}): MetricQuery[] {
  const {periodS, fromAt, toAt} = hourlyWindow(asOf)
  const [earliestS, latestS] = [instantOf(fromAt), instantOf(toAt)]
  const windows = spans
    .map(({fromS, toS}) => ({
      fromS: hourOf(Math.max(fromS - beforeS, earliestS)),
      toS: hourOf(Math.min(toS + 3599, latestS)),
    }))
    .filter(({fromS, toS}) => toS > fromS)
    .map(({fromS, toS}) => ({periodS, fromAt: isoOf(fromS), toAt: isoOf(toS)}))
  return windows.length === 0 ? [] : listed(limits).map((metric) => ({metric, windows}))
}

const hourOf = (atS: number) => Math.floor(atS / 3600) * 3600

function listed({balancer, tiers}: LimitMetrics): MetricId[] {
  const ofTiers = tiers.flatMap(({units, most}) => ('count' in most ? [units] : [units, most]))
  return [...Object.values(balancer ?? {}), ...ofTiers]
}

function balancerMetrics(name: string, inventory: Inventory): NonNullable<LimitMetrics['balancer']> {
  const dimensions = {LoadBalancer: findLoadBalancer({name, asker: 'loadBalancer', inventory}).dimension}
  const of = (metricName: string, stat = 'Sum') => ({namespace: 'AWS/ApplicationELB', metricName, dimensions, stat})
  return {
    requests: of('RequestCount'),
    balancerErrors: of('HTTPCode_ELB_5XX_Count'),
    targetErrors: of('HTTPCode_Target_5XX_Count'),
    rejected: of('RejectedConnectionCount'),
    p95: of('TargetResponseTime', 'p95'),
  }
}

type TierAsked = {tierName: string; tier: TierConfig; inventory: Inventory}

function unitMetrics({tierName, tier, inventory}: TierAsked): LimitMetrics['tiers'] {
  if (tier.kind === 'asg') {
    const units = asgMetrics({tierName, tier, inventory}).inService
    return [{tierName, units, most: {...units, metricName: 'GroupMaxSize'}}]
  }
  if (tier.kind !== 'ecs') return []
  const {maxCount} = findEcsService({tierName, tier, inventory: inventoryFor({tierName, tier, inventory})})
  if (maxCount === null) return []
  return [{tierName, units: ecsMetrics({tierName, tier, inventory}).running, most: {count: maxCount}}]
}
