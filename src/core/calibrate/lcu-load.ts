import type {Catalog} from '../../catalog/catalog.js'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure} from '../figure.js'
import type {lcuMetrics} from '../inventory/metric-ids.js'
import {alignedSamples} from './aligned-samples.js'
import {robustShare} from './robust-share.js'

const periodS = 300
const bytesPerGb = 1e9

/** Capacity units that one request a second at the load balancer takes, in one dimension. */
export type LcuDimension = {name: string; lcuPerRps: number; evidence: string}

export type LcuLoad = {
  /** Those that were measured, the one that takes most first: it alone is what counts. */
  dimensions: LcuDimension[]
  /** Metrics that were not measured over four hours. */
  missing: string[]
  /** What AWS billed, as units for each request a second; null when it was not read. */
  billedLcuPerRps: number | null
}

/** How a dimension follows from a metric: its value for each request, and what one unit stands for. */
type Rule = {
  name: string
  id: MetricId
  metricName: string
  /** From the metric's sum for each request to units for each request a second. */
  lcuPerRps: (perRequest: number) => number
  words: (perRequest: number) => string
}

/**
 * What an Application Load Balancer needs of each LCU dimension for a request a second, from five-minute sums: new
 * connections, connections active in a minute, bytes in an hour, rules evaluated beyond the ten that are free.
 *
 * Each is a robust share of the requests at high load. Connections grow with requests while clients and the CDN keep
 * theirs open as long as now. Bytes are those for instances and IP targets. One GB is taken as 10⁹ bytes. Says
 * nothing of the scaling dimensions that AWS does not publish; those are in PeakLCUs.
 *
 * @source https://aws.amazon.com/elasticloadbalancing/pricing/
 */
export function lcuLoad({
  metrics,
  originRequests,
  ids,
  limits,
}: {
  metrics: Metrics
  originRequests: MetricId
  ids: ReturnType<typeof lcuMetrics>
  limits: Catalog['serviceLimits']
}): LcuLoad {
  const perRequest = (id: MetricId) => {
    const pairs = alignedSamples({metrics, ids: [id, originRequests], periodS}).map(
      ({values: [part = 0, whole = 0]}) => ({whole, part}),
    )
    return robustShare(pairs)?.ratio ?? null
  }
  const found = rulesOf(ids, limits).map((rule) => ({rule, value: perRequest(rule.id)}))
  const billed = perRequest(ids.consumed)
  return {
    dimensions: found
      .flatMap(({rule, value}) =>
        value === null
          ? []
          : [{name: rule.name, lcuPerRps: rule.lcuPerRps(value), evidence: `${rule.metricName}: ${rule.words(value)}`}],
      )
      .sort((a, b) => b.lcuPerRps - a.lcuPerRps),
    missing: found.flatMap(({rule, value}) => (value === null ? [rule.metricName] : [])),
    // A minute's ConsumedLCUs are LCU-hours: a load of 60 LCUs shows as 1.
    billedLcuPerRps: billed === null ? null : billed * 3600,
  }
}

function rulesOf(ids: ReturnType<typeof lcuMetrics>, limits: Catalog['serviceLimits']): Rule[] {
  const newPerS = limits.lcuNewConnectionsPerS.value
  const activeCount = limits.lcuActiveConnectionCount.value
  const gbPerHour = limits.lcuGibPerHour.value
  const rulesPerS = limits.lcuRuleEvaluationsPerS.value
  const freeCount = limits.lcuFreeRuleCount.value
  const paidRules = (perRequest: number) => Math.max(0, perRequest - freeCount)
  return [
    {
      name: 'new connections',
      id: ids.newConnections,
      metricName: ids.newConnections.metricName,
      lcuPerRps: (perRequest) => perRequest / newPerS,
      words: (perRequest) => `${perRequest.toPrecision(2)} new a request, ${figure(newPerS)}/s are one LCU`,
    },
    {
      name: 'active connections',
      id: ids.activeConnections,
      metricName: ids.activeConnections.metricName,
      // The sum of a minute is what was active in it, for 60 requests of each request a second.
      lcuPerRps: (perRequest) => (perRequest * 60) / activeCount,
      words: (perRequest) =>
        `${(perRequest * 60).toPrecision(2)} active in a minute for each req/s, ${figure(activeCount)} are one LCU`,
    },
    {
      name: 'processed bytes',
      id: ids.processedBytes,
      metricName: ids.processedBytes.metricName,
      lcuPerRps: (perRequest) => (perRequest * 3600) / bytesPerGb / gbPerHour,
      words: (perRequest) => `${figure(perRequest / 1000)} kB a request, ${figure(gbPerHour)} GB/h is one LCU`,
    },
    {
      name: 'rule evaluations',
      id: ids.ruleEvaluations,
      metricName: ids.ruleEvaluations.metricName,
      lcuPerRps: (perRequest) => paidRules(perRequest) / rulesPerS,
      words: (perRequest) =>
        `${perRequest.toPrecision(2)} rules a request, ${figure(freeCount)} of them free; ${figure(rulesPerS)}/s are one LCU`,
    },
  ]
}
