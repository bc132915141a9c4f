import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {PlanError} from '../../errors.js'
import {dependencyMetrics, isOfFile} from './dependency-metrics.js'
import {findLoadBalancer} from './find-resource.js'
import {asgMetrics, cdnMetrics, ecsMetrics, loadBalancerRequests, rdsMetrics} from './metric-ids.js'
import {detailWindow, finestWindows, hourlyWindow} from './metric-windows.js'

type Asked = {config: Config; inventory: Inventory; asOf: string}

/**
 * Every metric that calibration reads, each once, in the order of the config.
 *
 * Tiers in five-minute steps over 15 days; RDS maxima in hours over 455 days; the CDN's hit rate in both. `asOf` is a
 * UTC time. Throws RESOURCE_NOT_FOUND when the config names what the inventory lacks, so it is also the check that the
 * config fits the estate.
 */
export function metricQueries({config, inventory, asOf}: Asked): MetricQuery[] {
  const detail = [detailWindow(asOf)]
  const hourly = [hourlyWindow(asOf)]
  const tiers = Object.entries(config.tiers).flatMap(([tierName, tier]) =>
    tierMetrics({tierName, tier, inventory}).map((metric) => ({
      metric,
      windows: metric.stat === 'Maximum' && tier.kind !== 'dependency' ? hourly : detail,
    })),
  )
  const origin =
    config.loadBalancer === undefined ? [] : [{metric: originRequests(config.loadBalancer, inventory), windows: detail}]
  const cdn =
    config.cdn === undefined
      ? []
      : [{metric: cdnMetrics(config.cdn.distribution).hitRate, windows: [...hourly, ...detail]}]
  return unique([...tiers, ...origin, ...cdn])
}

/**
 * The demand series, over all that CloudWatch keeps: requests at the CDN or at the load balancer, whichever
 * `demand.level` names. Throws DEMAND_UNNAMED when the config does not say which, and RESOURCE_NOT_FOUND.
 */
export function demandQuery({config, inventory, asOf}: Asked): MetricQuery {
  return {metric: demandMetric(config, inventory), windows: finestWindows(asOf)}
}

function demandMetric(config: Config, inventory: Inventory): MetricId {
  if (config.demand.level === 'edge') {
    if (config.cdn) return cdnMetrics(config.cdn.distribution).requests
    throw unnamed('edge', 'cdn', 'cdn: {distribution: E2EXAMPLE}')
  }
  if (config.loadBalancer !== undefined) return originRequests(config.loadBalancer, inventory)
  throw unnamed('origin', 'loadBalancer', 'loadBalancer: NAME')
}

function unnamed(level: string, key: string, example: string): PlanError {
  return new PlanError(
    'config',
    'DEMAND_UNNAMED',
    `demand.level is ${level} and its source is CloudWatch, yet ecom-plan.yaml names no ${key}`,
    {suggestions: [`add ${example} to ecom-plan.yaml`], place: {file: 'ecom-plan.yaml', field: key}},
  )
}

function originRequests(name: string, inventory: Inventory): MetricId {
  return loadBalancerRequests(findLoadBalancer({name, asker: 'loadBalancer', inventory}).dimension)
}

type TierAsked = {tierName: string; tier: TierConfig; inventory: Inventory}

function tierMetrics({tierName, tier, inventory}: TierAsked): MetricId[] {
  if (tier.kind === 'asg') return known(asgMetrics({tierName, tier, inventory}))
  if (tier.kind === 'ecs') return known(ecsMetrics({tierName, tier, inventory}))
  if (tier.kind === 'rds') return known(rdsMetrics({tierName, tier, inventory}))
  return known(dependencyMetrics(tier)).filter((metric) => !isOfFile(metric))
}

const known = (metrics: Record<string, MetricId | null>) => Object.values(metrics).filter((metric) => metric !== null)

/** Two tiers may share a target group: it is asked for once. */
function unique(queries: MetricQuery[]): MetricQuery[] {
  return [...new Map(queries.map((query) => [JSON.stringify(query.metric), query])).values()]
}
