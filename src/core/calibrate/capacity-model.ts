import type {CapacityEstimate, CapacityModel} from '../../documents/capacity-model.js'
import type {ScaledTierConfig} from '../../documents/config-tier.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'
import {loadTestCapacity, type Slo} from './load-test-capacity.js'
import {type Finding, productionCapacity} from './production-capacity.js'
import type {PastOccurrence} from './visit-shift.js'
import {visits} from './visits.js'

/** The metrics that a scaled tier is calibrated from; requests are null where no target group counts them. */
export type ScaledTierMetrics = {cpu: MetricId; units: MetricId; requests: MetricId | null}

/**
 * The capacity model of a scaled tier: what one unit carries within the SLO, by every way that is known (config, load
 * tests, production), the lowest of which counts, and how many requests reach the tier.
 *
 * Returns why not when neither a capacity nor the visits can be told: such a tier is listed as not modelled.
 */
export function capacityModel({
  tier,
  config,
  unit,
  metrics,
  ids,
  originRequests,
  pastPeaks,
  loadTests,
  slo,
  judgement,
}: {
  tier: string
  config: ScaledTierConfig
  unit: 'instance' | 'task'
  metrics: Metrics
  ids: ScaledTierMetrics
  originRequests: MetricId | null
  pastPeaks: readonly PastOccurrence[]
  loadTests: readonly TierLoadTest[]
  slo: Slo
  judgement: Judge
}): CapacityModel | {missing: string} {
  const visit = visits({
    given: config.visits,
    eventShift: config.eventShift,
    metrics,
    tierRequests: ids.requests,
    originRequests,
    pastPeaks,
    judgement,
  })
  if (visit === null) {
    return {missing: 'how many requests reach it is not known: name its targetGroup or give visits in ecom-plan.yaml'}
  }
  const findings: Finding[] = [
    ...(config.unitRps === undefined ? [] : [givenCapacity(config.unitRps)]),
    ...loadTests.filter((test) => test.tier === tier).map((test) => loadTestCapacity({test, slo, unit})),
    ids.requests === null
      ? {missing: 'no target group counts its requests, so production says nothing'}
      : productionCapacity({
          metrics,
          cpu: ids.cpu,
          units: ids.units,
          requests: ids.requests,
          unit,
          cpuLimitRatio: judgement('cpuLimitRatio'),
        }),
  ]
  const estimates = findings.flatMap((finding) => ('estimate' in finding ? [finding.estimate] : []))
  const lowest = estimates.reduce<CapacityEstimate | null>(
    (least, estimate) => (least === null || estimate.unitRps < least.unitRps ? estimate : least),
    null,
  )
  if (lowest === null || lowest.unitRps <= 0) {
    const why = findings.flatMap((finding) => ('missing' in finding ? [finding.missing] : []))
    return {missing: `what one ${unit} carries is not known: ${why.join('; ')}`}
  }
  const highest = Math.max(...estimates.map((estimate) => estimate.unitRps))
  return {
    schema: 'ecom-plan.capacity-model/v1',
    tier,
    unit,
    unitRps: lowest.unitRps,
    origin: lowest.origin,
    estimates,
    disagreementRatio: (highest - lowest.unitRps) / lowest.unitRps,
    visitCount: visit.visitCount,
    visitOrigin: visit.origin,
    visitSpread: visit.spread,
  }
}

function givenCapacity(unitRps: number): Finding {
  return {
    estimate: {
      origin: 'config',
      unitRps,
      isExtrapolated: false,
      evidence: `ecom-plan.yaml says ${figure(unitRps)} req/s each`,
    },
  }
}
