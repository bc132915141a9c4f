import type {CapacityEstimate, CapacityModel} from '../../documents/capacity-model.js'
import type {ScaledTierConfig} from '../../documents/config-tier.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'
import {loadTestCapacity, type Slo, scaledTestCapacity} from './load-test-capacity.js'
import {type Finding, productionCapacity} from './production-capacity.js'
import {tierScaling} from './tier-scaling.js'
import type {PastOccurrence} from './visit-shift.js'
import {visits} from './visits.js'

/** The metrics that a scaled tier is calibrated from; requests are null where no target group counts them. */
export type ScaledTierMetrics = {cpu: MetricId; units: MetricId; requests: MetricId | null}

/**
 * The capacity model of a scaled tier: what one unit carries within the SLO, by every way that is known (config, load
 * tests, production), the lowest of which counts, how more units carry more where load tests of different numbers of
 * them tell, and how many requests reach the tier. `originPeakRps` is the event's peak at the load balancer, which
 * coverage is a share of.
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
  originPeakRps,
  asOfS,
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
  originPeakRps: number
  asOfS: number
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
  const tests = loadTests.filter((test) => test.tier === tier)
  const scaling = tierScaling({tests, slo, unit})
  const findings: Finding[] = [
    ...(config.unitRps === undefined ? [] : [givenCapacity(config.unitRps)]),
    ...(scaling === null
      ? tests.map((test) => loadTestCapacity({test, slo, unit, asOfS}))
      : [scaledTestCapacity({tests, scaling, slo, unit, asOfS})]),
    ids.requests === null
      ? {missing: 'no target group counts its requests, so production says nothing'}
      : productionCapacity({
          metrics,
          cpu: ids.cpu,
          units: ids.units,
          requests: ids.requests,
          unit,
          cpuLimitRatio: judgement('cpuLimitRatio'),
          asOfS,
        }),
  ]
  const peakRps = originPeakRps * visit.visitCount
  const measures = findings.filter((finding) => 'estimate' in finding && finding.isFloor !== true)
  const counting = measures.length === 0 ? findings : measures
  const estimates = counting.flatMap((finding) => ('estimate' in finding ? [covering(finding.estimate, peakRps)] : []))
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
    ...(scaling === null ? {} : {scaling}),
    visitCount: visit.visitCount,
    visitOrigin: visit.origin,
    visitSpread: visit.spread,
  }
}

/** How much of the peak was measured. */
function covering(estimate: CapacityEstimate, peakRps: number): CapacityEstimate {
  const {certainty} = estimate
  if (certainty === undefined || peakRps <= 0) return estimate
  return {...estimate, certainty: {...certainty, peakShareRatio: certainty.measuredRps / peakRps}}
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
