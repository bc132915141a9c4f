import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {findWindows} from '../calibrate/aligned-samples.js'
import type {LimitMetrics} from '../inventory/limit-metrics.js'
import {isInside, type Span} from '../series/find-anomalies.js'
import {instantOf} from '../series/zone.js'

/** One thing that says that a shop ran into its limit. */
export type LimitSign =
  | {kind: 'errors'; errorRatio: number}
  | {kind: 'rejected'; rejectedCount: number}
  | {kind: 'slow'; p95ResponseTimeS: number}
  | {kind: 'full'; tierName: string; maxCount: number; isTodays: boolean}

/** What ordinary hours show too, in more than one of twenty, is no sign of a limit. */
const mostUsualRatio = 0.05
/** A group that was this near its maximum over an hour's mean stood at it for most of the hour. */
const fullRatio = 0.98

/**
 * The signs of a limit in the hours of a peak (epoch seconds on the hour): 5xx above `errorRatio` of requests, rejected
 * connections, p95 response time over the SLO, and a tier at the most units that it was allowed.
 *
 * The worst of the hours is told. A sign that more than one in twenty hours outside `masked` shows as well is left out:
 * a fleet of fixed size is always full, and an SLO that is always missed says nothing of one evening. Metrics that were
 * not read give no sign. The share of 5xx is of requests with a target plus what the balancer answered itself, since
 * RequestCount leaves out what found no target; it is therefore a little low where the balancer failed after choosing.
 */
export function limitSigns(asked: {
  hours: readonly number[]
  masked: readonly Span[]
  metrics: Metrics
  limits: LimitMetrics
  sloP95ResponseTimeS: number
  errorRatio: number
}): LimitSign[] {
  return [...balancerSigns(asked), ...asked.limits.tiers.flatMap((tier) => tierSigns(asked, tier))]
}

type Asked = Parameters<typeof limitSigns>[0]

function balancerSigns(asked: Asked): LimitSign[] {
  const {metrics, limits, sloP95ResponseTimeS, errorRatio} = asked
  const {balancer} = limits
  if (balancer === null) return []
  const requests = hourReader(metrics, balancer.requests)
  const own = countAt(balancer.balancerErrors, metrics)
  const targets = countAt(balancer.targetErrors, metrics)
  const ratioAt = (atS: number) => {
    const counted = requests(atS)
    return counted === null || counted + own(atS) <= 0 ? null : (own(atS) + targets(atS)) / (counted + own(atS))
  }
  const errors = worst(asked, {valueAt: ratioAt, isBad: (ratio) => ratio > errorRatio, measured: balancer.requests})
  const rejected = worst(asked, {
    valueAt: countAt(balancer.rejected, metrics),
    isBad: (count) => count > 0,
    measured: balancer.requests,
  })
  const slow = worst(asked, {
    valueAt: hourReader(metrics, balancer.p95),
    isBad: (timeS) => timeS > sloP95ResponseTimeS,
    measured: balancer.p95,
  })
  return [
    ...(errors === null ? [] : [{kind: 'errors' as const, errorRatio: Math.min(1, errors)}]),
    ...(rejected === null ? [] : [{kind: 'rejected' as const, rejectedCount: rejected}]),
    ...(slow === null ? [] : [{kind: 'slow' as const, p95ResponseTimeS: slow}]),
  ]
}

function tierSigns(asked: Asked, {tierName, units, most}: LimitMetrics['tiers'][number]): LimitSign[] {
  const {hours, metrics} = asked
  const unitsAt = hourReader(metrics, units)
  const mostAt = 'count' in most ? () => most.count : hourReader(metrics, most)
  const fullnessAt = (atS: number) => {
    const [now, limit] = [unitsAt(atS), mostAt(atS)]
    return now === null || limit === null || limit <= 0 ? null : now / limit
  }
  const isFull = (ratio: number) => ratio >= fullRatio
  if (worst(asked, {valueAt: fullnessAt, isBad: isFull, measured: units}) === null) return []
  const full = hours.filter((atS) => isFull(fullnessAt(atS) ?? 0))
  const maxCount = Math.max(...full.map((atS) => mostAt(atS) ?? 0))
  return [{kind: 'full', tierName, maxCount, isTodays: 'count' in most}]
}

type Measure = {
  valueAt: (atS: number) => number | null
  isBad: (value: number) => boolean
  /** The metric whose hours say when anything was measured. */
  measured: MetricId
}

/** The highest value of the hours asked for where it is bad and ordinary hours are not; null where it is no sign. */
function worst({hours, masked, metrics}: Asked, {valueAt, isBad, measured}: Measure): number | null {
  const found = hours.map(valueAt).filter((value) => value !== null)
  const highest = found.length === 0 ? null : Math.max(...found)
  if (highest === null || !isBad(highest)) return null
  const others = measuredHours(metrics, measured).filter((atS) => !isInside(masked, atS))
  const ordinary = others.flatMap((atS) => valueAt(atS) ?? [])
  return ordinary.filter(isBad).length > mostUsualRatio * ordinary.length ? null : highest
}

/**
 * Requests per second of the hour that holds `atS` that were answered with 5xx and are in the count of demand; 0 where
 * nothing was read. At the edge all are; at the origin those that a target answered, since a load balancer's own 5xx
 * are mostly of requests that found no target, and RequestCount leaves those out.
 */
export function failedRps({
  atS,
  level,
  metrics,
  limits: {balancer},
}: {
  atS: number
  level: 'edge' | 'origin'
  metrics: Metrics
  limits: LimitMetrics
}): number {
  if (balancer === null) return 0
  const hourS = Math.floor(atS / 3600) * 3600
  const own = level === 'edge' ? countAt(balancer.balancerErrors, metrics)(hourS) : 0
  return (own + countAt(balancer.targetErrors, metrics)(hourS)) / 3600
}

/** CloudWatch keeps no value of a count that never was above zero: then nothing failed. */
function countAt(id: MetricId, metrics: Metrics): (atS: number) => number {
  const at = hourReader(metrics, id)
  return (atS) => at(atS) ?? 0
}

function hourReader(metrics: Metrics, id: MetricId): (atS: number) => number | null {
  const windows = hoursOf(metrics, id)
  return (atS) => {
    for (const {startS, values} of windows) {
      const value = values[(atS - startS) / 3600] ?? null
      if (value !== null) return value
    }
    return null
  }
}

function measuredHours(metrics: Metrics, id: MetricId): number[] {
  const hours = hoursOf(metrics, id).flatMap(({startS, values}) =>
    values.flatMap((value, i) => (value === null ? [] : [startS + i * 3600])),
  )
  return [...new Set(hours)]
}

const hoursOf = (metrics: Metrics, id: MetricId) =>
  findWindows(metrics, id, 3600).map(({startAt, values}) => ({startS: instantOf(startAt), values}))
