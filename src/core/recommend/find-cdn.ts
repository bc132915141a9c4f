import type {Config} from '../../documents/config.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Metrics} from '../../documents/metrics.js'
import type {Limit} from '../../documents/plan.js'
import type {Cdn, Storm} from '../../documents/run.js'
import type {QuantileRatio, QuantileRps} from '../../documents/units.js'
import {PlanError} from '../../errors.js'
import {type HitRatio, hitRatio} from '../calibrate/hit-ratio.js'
import {type MissStorm, missStorm} from '../calibrate/miss-storm.js'
import {scaleRates} from '../forecast/quantile-rates.js'
import type {Judge} from '../forecast/uplift.js'
import {cdnMetrics} from '../inventory/metric-ids.js'

/** What the CDN does to the event's traffic, before any tier is sized. */
export type FoundCdn = {hit: HitRatio; storm: MissStorm | null}

/**
 * The hit ratio for the event and a miss storm, where demand is counted at the edge of a CDN; null elsewhere. Throws
 * HIT_RATIO_UNKNOWN when nothing says how much the CDN answers.
 */
export function findCdn({
  config,
  metrics,
  forecast,
  judgement,
}: {
  config: Config
  metrics: Metrics
  forecast: Forecast
  judgement: Judge
}): FoundCdn | null {
  if (forecast.level === 'origin' || config.cdn === undefined) return null
  const {hitRate: cacheHitRate} = cdnMetrics(config.cdn.distribution)
  const pastPeaksAt = forecast.occurrences.map(({peakAt}) => peakAt)
  const hit = hitRatio({given: config.cdn.hitRatio, metrics, cacheHitRate, pastPeaksAt, judgement})
  if (hit !== null) return {hit, storm: missStorm({hitRatio: hit.hitRatio, metrics, cacheHitRate, judgement})}
  throw new PlanError(
    'data',
    'HIT_RATIO_UNKNOWN',
    `demand is counted at the edge, and nothing says how much of it ${config.cdn.distribution} answers from its cache`,
    {
      suggestions: [
        'switch on additional metrics of the distribution, which give CacheHitRate',
        'or write cdn.hitRatio: 85% into ecom-plan.yaml',
      ],
    },
  )
}

/** The CDN of the run: the storm with what it would do to every limit that the plan found. */
export function cdnOfRun({
  found,
  limits,
  peak,
  originPeak,
}: {
  found: FoundCdn | null
  limits: readonly Limit[]
  peak: QuantileRps
  originPeak: QuantileRps
}): Cdn | null {
  if (found === null) return null
  const {hit, storm} = found
  return {...hit, storm: storm === null ? null : stormOf({storm, limits, peak, originPeak})}
}

function stormOf({
  storm: {hitRatio: inStorm, origin, factorRatio},
  limits,
  peak,
  originPeak,
}: {
  storm: MissStorm
  limits: readonly Limit[]
  peak: QuantileRps
  originPeak: QuantileRps
}): Storm {
  const stormPeak = scaleRates(peak, factorRatio)
  const shares = limits.flatMap(({tier, kind, measure, breaksAtRps, plannedBreaksAtRps}) =>
    kind === 'edge' || breaksAtRps === null || breaksAtRps <= 0
      ? []
      : [
          {
            tier,
            measure,
            now: loadOver(stormPeak, breaksAtRps),
            after: loadOver(stormPeak, plannedBreaksAtRps ?? Number.POSITIVE_INFINITY),
          },
        ],
  )
  return {
    hitRatio: inStorm,
    origin,
    factorRatio,
    originPeak: scaleRates(originPeak, factorRatio),
    shares: shares.sort((a, b) => b.now.p50Ratio - a.now.p50Ratio),
  }
}

/** Load over the load at which a limit breaks, which is its share where that rises in proportion. */
function loadOver({p50Rps, p90Rps, p99Rps}: QuantileRps, breaksAtRps: number): QuantileRatio {
  return {p50Ratio: p50Rps / breaksAtRps, p90Ratio: p90Rps / breaksAtRps, p99Ratio: p99Rps / breaksAtRps}
}
