import type {Config} from '../../documents/config.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Driver, Limit} from '../../documents/plan.js'
import type {MetricId} from '../../documents/series.js'
import {alignedSamples} from '../calibrate/aligned-samples.js'
import {lcuLoad} from '../calibrate/lcu-load.js'
import {robustShare} from '../calibrate/robust-share.js'
import {figure} from '../figure.js'
import {findLoadBalancer} from '../inventory/find-resource.js'
import {cdnMetrics, lcuMetrics} from '../inventory/metric-ids.js'
import {partitionOf} from '../inventory/partition.js'
import {assessEdge, type EdgeBytes} from '../tiers/edge-cdn.js'
import {assessLoadBalancer} from '../tiers/load-balancer.js'
import type {Evidence, Found} from './tier-evidence.js'

const periodS = 300

/**
 * Assesses what stands before the tiers: the CDN where demand is counted at the edge, and the load balancer.
 */
export function assessFront(evidence: Evidence): Found[] {
  return [...edgeOf(evidence), ...balancerOf(evidence)]
}

/** The same limits, with what makes the load of those that traffic can break uncertain together. */
export function withDriver(limits: readonly Limit[], driver: Driver | null): Limit[] {
  return limits.map((limit) =>
    driver === null || driver.logSpreadRatio === 0 || limit.breaksAtRps === null
      ? limit
      : {...limit, drivers: [...limit.drivers, driver]},
  )
}

/** The name of a tier that is not in the config, clear of those that are. */
function freeName(config: Config, name: string, other: string): string {
  return name in config.tiers ? other : name
}

function edgeOf({config, forecast, fitOnce, inventory, metrics, setting}: Evidence): Found[] {
  if (config.cdn === undefined || forecast.level !== 'edge') return []
  const {distribution} = config.cdn
  const {requests, bytes} = cdnMetrics(distribution)
  return [
    assessEdge({
      tier: freeName(config, 'cdn', 'cdn-edge'),
      distribution,
      bytes: fitOnce('bytes at the edge', () => edgeBytes(metrics, requests, bytes)),
      inventory,
      setting,
    }),
  ]
}

function edgeBytes(metrics: Metrics, requests: MetricId, bytes: MetricId): EdgeBytes {
  const pairs = alignedSamples({metrics, ids: [bytes, requests], periodS}).map(({values: [part = 0, whole = 0]}) => ({
    part,
    whole,
  }))
  const share = robustShare(pairs)
  if (share === null) return {missing: 'Requests and BytesDownloaded of the distribution were not measured together'}
  return {
    perRequest: share.ratio,
    evidence: `${figure(share.ratio / 1000)} kB a request (BytesDownloaded over Requests, the busier half of the last days)`,
  }
}

function balancerOf(evidence: Evidence): Found[] {
  const {config, forecast, fitOnce, inventory, metrics, originRequests} = evidence
  const {loadBalancer: name} = config
  if (name === undefined || originRequests === null) return []
  const {dimension} = findLoadBalancer({name, asker: 'loadBalancer', inventory})
  const {account, region} = inventory
  const tier = freeName(config, 'alb', 'load-balancer')
  const setting = {...evidence.setting, designFactor: evidence.designFactors.get(tier) ?? 1}
  return [
    assessLoadBalancer({
      balancer: {
        tier,
        name,
        arn: `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:loadbalancer/${dimension}`,
      },
      load: fitOnce('LCUs', () =>
        lcuLoad({metrics, originRequests, ids: lcuMetrics(dimension), limits: setting.catalog.serviceLimits}),
      ),
      path: forecast.finePath?.points ?? null,
      inventory,
      setting,
    }),
  ]
}
