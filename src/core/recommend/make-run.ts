import type {Forecast} from '../../documents/forecast.js'
import type {Run} from '../../documents/run.js'
import {cdnDriver} from '../calibrate/hit-ratio.js'
import {addBots} from '../forecast/bot-share.js'
import {withReservations} from '../forecast/data-reservations.js'
import {forecastEvent} from '../forecast/forecast-event.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import {findLoadBalancer} from '../inventory/find-resource.js'
import {loadBalancerRequests} from '../inventory/metric-ids.js'
import {instantOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {assumeDemand} from '../what-if/assume-demand.js'
import {businessOf} from './business-of.js'
import {makeCitations} from './citations.js'
import {cdnOfRun, findCdn} from './find-cdn.js'
import {planOf} from './plan-of.js'
import {capacityPlanned, capacityToday} from './planned-capacity.js'
import {sizePlan} from './size-plan.js'
import type {WalkInput} from './walk-input.js'

/** Joint samples of a plan: they put a chance of 5 % within 0.4 points. */
const usualSampleCount = 10_000

/**
 * The whole walk, pure: traffic -> forecast of the peak -> demand at each tier -> capacity of each tier -> sizing ->
 * recommended changes, blockers and patches. The same input gives the same bytes.
 *
 * Throws what the forecast throws, RESOURCE_NOT_FOUND for a resource that the estate lacks, and HIT_RATIO_UNKNOWN when
 * demand is counted at the edge and nothing says how much of it the CDN answers.
 */
export function makeRun(input: WalkInput): Run {
  const {config, event, catalog, asOf} = input
  const citations = makeCitations({catalog, region: config.aws.region, given: config.judgements})
  const labels = {labelled: input.labelled, excluded: config.demand.exclude}
  const learned = forecastEvent({
    traffic: input.traffic,
    event,
    labels,
    asOf,
    judgement: citations.judgement,
    limits: input.limits ?? null,
  })
  const blockedBy = config.demand.bots?.blockedBy
  const expected = withReservations(addBots({forecast: learned, traffic: input.traffic, labels, blockedBy}))
  const assumedDemand = input.whatIf?.demand
  const forecast = assumedDemand === undefined ? expected : assumeDemand(expected, assumedDemand)
  const cdn = findCdn({config, metrics: input.metrics, forecast, judgement: citations.judgement})
  const originRatio = cdn === null ? 1 : 1 - cdn.hit.hitRatio
  const planId = `p-${input.planSha256(forecast).slice(0, 8)}`
  const setting: Setting = {
    planId,
    asOfS: instantOf(asOf),
    timezone: event.timezone,
    windowStartS: instantOf(forecast.windowStartAt),
    windowEndS: instantOf(forecast.windowEndAt),
    windowHours: (instantOf(forecast.windowEndAt) - instantOf(forecast.windowStartAt)) / 3600,
    target: input.target,
    targetUtilizationRatio: config.targetUtilization,
    designFactor: 1,
    azLoss: {zoneCount: input.azLossZoneCount, quantile: config.azLoss.quantile},
    peak: forecast.peak,
    path: forecast.path,
    stepS: forecast.stepS,
    originRatio,
    region: config.aws.region,
    catalog,
    judgement: citations.judgement,
    cite: citations.cite,
  }
  const sized = sizePlan({
    config,
    catalog,
    evidence: {
      config,
      inventory: input.inventory,
      metrics: input.metrics,
      loadTests: input.loadTests,
      originRequests: originRequestsOf(input),
      pastPeak: pastPeakOf(forecast, originRatio),
      measuredOn: input.measuredOn ?? new Map(),
      pastPeaks: forecast.occurrences.map(({peakAt, weightRatio}) => ({atS: instantOf(peakAt), weightRatio})),
      cdnDriver: cdn === null ? null : cdnDriver(cdn.hit),
      forecast,
    },
    forecast,
    setting,
    seed: input.seed,
    sampleCount: input.sampleCount ?? usualSampleCount,
    budgetUsd: input.budgetUsd,
    citations,
  })
  const {found} = sized
  const whatIf = whatIfOf(input)
  const plan = planOf({input, forecast, whatIf, setting, ...sized, citations})
  const originPeak = scaleRates(withoutTime(forecast), originRatio)
  return {
    schema: 'ecom-plan.run/v1',
    runId: `r-${planId.slice(2)}`,
    asOf,
    service: config.service,
    ...whatIf,
    forecast,
    cdn: cdnOfRun({found: cdn, limits: found.limits, peak: forecast.peak, originPeak}),
    originPeak,
    capacityTodayRps: capacityToday(found.limits),
    capacityPlannedRps: capacityPlanned(found.limits),
    business: businessOf(config, forecast),
    models: found.models,
    diagnoses: found.diagnoses.map((tell) => tell()),
    plan,
    slo: config.slo,
    sources: input.traffic.sources,
  }
}

/** What this run takes for true, as it was typed. */
function whatIfOf({whatIf}: WalkInput): Pick<Run, 'whatIf'> {
  const {set = [], demand} = whatIf ?? {}
  const said = [
    ...set.map(({key, value}) => `${key} = ${value}`),
    ...(demand === undefined ? [] : [`demand = ${demand}`]),
  ]
  return said.length === 0 ? {} : {whatIf: said}
}

function withoutTime({peak: {p50Rps, p90Rps, p99Rps}}: Forecast) {
  return {p50Rps, p90Rps, p99Rps}
}

function originRequestsOf({config, inventory}: WalkInput) {
  if (config.loadBalancer === undefined) return null
  return loadBalancerRequests(findLoadBalancer({name: config.loadBalancer, asker: 'loadBalancer', inventory}).dimension)
}

/** The last occurrence's peak minute at the load balancer, to hold a database's lines against. */
function pastPeakOf(forecast: Forecast, originRatio: number) {
  const last = forecast.occurrences.at(-1)
  if (last === undefined) return null
  return {atS: instantOf(last.peakAt), originRps: last.peakHourRps * forecast.peakToMean.p50Ratio * originRatio}
}
