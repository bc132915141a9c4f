import type {Config} from '../../documents/config.js'
import type {TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery, MetricWindow} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {PlanError} from '../../errors.js'
import {auroraMetrics, listedAurora, standbyMetrics} from './cluster-metrics.js'
import {dependencyMetrics, isOfFile} from './dependency-metrics.js'
import {findLoadBalancer} from './find-resource.js'
import {asgMetrics, cdnMetrics, ecsMetrics, lcuMetrics, loadBalancerRequests, rdsMetrics} from './metric-ids.js'
import {detailWindow, finestWindows, hourlyWindow} from './metric-windows.js'

type Asked = {config: Config; inventory: Inventory; asOf: string}

/**
 * Every metric that calibration reads, each once, in the order of the config.
 *
 * Tiers in five-minute steps over 15 days; maxima of databases in hours over 455 days; the CDN's hit rate and what requests
 * reach a load balancer and a tier in both, since past events shift them. `asOf` is a UTC time. Throws
 * RESOURCE_NOT_FOUND when the config names what the inventory lacks, so it is also the check that the config fits the
 * estate.
 */
export function metricQueries({config, inventory, asOf}: Asked): MetricQuery[] {
  const detail = [detailWindow(asOf)]
  const hourly = [hourlyWindow(asOf)]
  const windowsOf = (tier: TierConfig, metric: MetricId) => {
    if (tier.kind === 'dependency') return detail
    if (metric.stat === 'Maximum') return hourly
    return metric.metricName === 'RequestCount' ? [...hourly, ...detail] : detail
  }
  const tiers = Object.entries(config.tiers).flatMap(([tierName, tier]) =>
    tierMetrics({tierName, tier, inventory}).map((metric) => ({
      metric,
      windows: windowsOf(tier, metric),
    })),
  )
  const of = (windows: MetricWindow[], ...metrics: MetricId[]) => metrics.map((metric) => ({metric, windows}))
  const {cdn, loadBalancer} = config
  const origin =
    loadBalancer === undefined
      ? []
      : [
          ...of([...hourly, ...detail], originRequests(loadBalancer, inventory)),
          ...of(detail, ...Object.values(lcuMetrics(balancerDimension(loadBalancer, inventory)))),
        ]
  const edge = cdn === undefined ? null : cdnMetrics(cdn.distribution)
  const front =
    edge === null ? [] : [...of([...hourly, ...detail], edge.hitRate), ...of(detail, edge.requests, edge.bytes)]
  return unique([...tiers, ...origin, ...front])
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
  return loadBalancerRequests(balancerDimension(name, inventory))
}

function balancerDimension(name: string, inventory: Inventory): string {
  return findLoadBalancer({name, asker: 'loadBalancer', inventory}).dimension
}

type TierAsked = {tierName: string; tier: TierConfig; inventory: Inventory}

function tierMetrics({tierName, tier, inventory}: TierAsked): MetricId[] {
  if (tier.kind === 'asg') return known(asgMetrics({tierName, tier, inventory}))
  if (tier.kind === 'ecs') return known(ecsMetrics({tierName, tier, inventory}))
  if (tier.kind === 'rds') return known(rdsMetrics({tierName, tier, inventory}))
  if (tier.kind === 'aurora') return listedAurora(auroraMetrics({tierName, tier, inventory}))
  if (tier.kind === 'rds-cluster') {
    const {writer, readers, lags} = standbyMetrics({tierName, tier, inventory})
    return [...[writer, ...readers].flatMap(known), ...lags]
  }
  return known(dependencyMetrics(tier)).filter((metric) => !isOfFile(metric))
}

const known = (metrics: Record<string, MetricId | null>) => Object.values(metrics).filter((metric) => metric !== null)

/** Two tiers may share a target group: it is asked for once, in all windows that one of them wants. */
function unique(queries: MetricQuery[]): MetricQuery[] {
  const byMetric = new Map<string, MetricQuery>()
  for (const query of queries) {
    const key = JSON.stringify(query.metric)
    const known = byMetric.get(key)
    if (known === undefined || known.windows.length < query.windows.length) byMetric.set(key, query)
  }
  return [...byMetric.values()]
}
