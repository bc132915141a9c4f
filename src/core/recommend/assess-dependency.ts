import type {DependencyConfig} from '../../documents/config-dependency.js'
import type {NotModelled} from '../../documents/plan.js'
import type {MetricId} from '../../documents/series.js'
import {alignedSamples} from '../calibrate/aligned-samples.js'
import {type LoadLine, loadLine} from '../calibrate/load-line.js'
import {type Visits, visits} from '../calibrate/visits.js'
import {dependencyMetrics} from '../inventory/dependency-metrics.js'
import {assessDependency} from '../tiers/dependency.js'
import type {Evidence, Found} from './tier-evidence.js'

const periodS = 300

/**
 * Assesses a dependency by what the config says of it: a limit with visits, a utilization, or both. Without either it
 * is listed as not modelled, and so is a part for which the data is missing, with what to add.
 */
export function assessDependencyTier(evidence: Evidence, tier: string, config: DependencyConfig): Found {
  const ids = dependencyMetrics(config)
  const visitsFound = evidence.fitOnce(`visits of ${tier}`, (judgement) =>
    visits({
      given: config.visits,
      eventShift: undefined,
      metrics: evidence.metrics,
      tierRequests: ids.requests,
      originRequests: evidence.originRequests,
      pastPeaks: evidence.pastPeaks,
      judgement,
    }),
  )
  const line = evidence.fitOnce(`utilization of ${tier}`, () =>
    ids.utilization === null ? null : lineOf(evidence, ids.utilization),
  )
  const found = assessDependency({tier, config, visits: visitsFound, line, setting: evidence.setting})
  return {...found, notModelled: missingOf({evidence, tier, config, visits: visitsFound, line})}
}

function missingOf({
  evidence,
  tier,
  config,
  visits: visitsFound,
  line,
}: {
  evidence: Evidence
  tier: string
  config: DependencyConfig
  visits: Visits | null
  line: LoadLine | null
}): NotModelled[] {
  const {limit, utilization, requests} = config
  if (limit === undefined && utilization === undefined) return [{tier, why: config.what}]
  const isBalancerMissing = evidence.originRequests === null
  const balancer = 'no load balancer is named to set it against: add loadBalancer'
  const why: string[] = []
  if (limit !== undefined && visitsFound === null) {
    const unmeasured = isBalancerMissing ? balancer : 'its requests were measured over less than four hours'
    why.push(
      `how many requests reach it is not known: add visits${requests === undefined ? ', or requests that count them' : `; ${unmeasured}`}`,
    )
  }
  if (utilization !== undefined && line === null) {
    why.push(`its utilization: ${isBalancerMissing ? balancer : 'it was not measured over half a day'}`)
  }
  return why.length === 0 ? [] : [{tier, why: why.join('; ')}]
}

/** A Sum is a rate per second; every other statistic is taken as it is. */
function lineOf({metrics, originRequests}: Evidence, utilization: MetricId): LoadLine | null {
  if (originRequests === null) return null
  const scale = utilization.stat === 'Sum' ? periodS : 1
  const points = alignedSamples({metrics, ids: [originRequests, utilization], periodS}).map(
    ({values: [requests = 0, value = 0]}) => ({rps: requests / periodS, value: value / scale}),
  )
  return loadLine({points, pastPeak: null})
}
