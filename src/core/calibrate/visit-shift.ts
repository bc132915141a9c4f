import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure} from '../figure.js'
import {alignedSamples, type Sample} from './aligned-samples.js'

const hourS = 3600
const dayS = 86_400
/** Hours to either side of a past peak that count as its time. */
const aroundPeakHours = 3
/** Days before a past peak that say what was ordinary then; those right before the sale are already its own. */
const ordinaryDays = {from: 31, to: 3}
const fewestHours = {peak: 4, ordinary: 48}

/** A past peak of the event, and how much it counts. */
export type PastOccurrence = {atS: number; weightRatio: number}

/** What past peaks of the event did to a tier's share of the requests. */
export type VisitShift = {
  /** Visits at the peak over ordinary visits of that time. */
  ratio: number
  /** Sum of the squared log distances of single peaks from it. */
  squaredSpread: number
  peakCount: number
  origin: string
}

/**
 * How the event has shifted the share of requests that reach a tier: visits in the hours around each past peak over
 * those of the weeks before it, from hourly counts of the target group and the load balancer, as a geometric mean by
 * weight. Null where no past peak has both.
 */
export function visitShift({
  metrics,
  tierRequests,
  originRequests,
  pastPeaks,
}: {
  metrics: Metrics
  tierRequests: MetricId
  originRequests: MetricId
  pastPeaks: readonly PastOccurrence[]
}): VisitShift | null {
  const hours = alignedSamples({metrics, ids: [tierRequests, originRequests], periodS: hourS})
  const found = pastPeaks.flatMap(({atS, weightRatio}) => {
    const log = logShiftAt(hours, atS)
    return log === null ? [] : [{log, weightRatio}]
  })
  const total = found.reduce((sum, {weightRatio}) => sum + weightRatio, 0)
  if (!(total > 0)) return null
  const mean = found.reduce((sum, {log, weightRatio}) => sum + log * weightRatio, 0) / total
  return {
    ratio: Math.exp(mean),
    squaredSpread: found.reduce((sum, {log}) => sum + (log - mean) ** 2, 0),
    peakCount: found.length,
    origin:
      `× ${figure(Math.exp(mean))} as at ${found.length === 1 ? 'the past peak' : `${found.length} past peaks`} of the ` +
      'event, against the weeks before',
  }
}

function logShiftAt(hours: readonly Sample[], peakAtS: number): number | null {
  const peakHourS = Math.floor(peakAtS / hourS) * hourS
  const peak = hours.filter(({atS}) => Math.abs(atS - peakHourS) <= aroundPeakHours * hourS)
  const ordinary = hours.filter(
    ({atS}) => atS >= peakAtS - ordinaryDays.from * dayS && atS < peakAtS - ordinaryDays.to * dayS,
  )
  if (peak.length < fewestHours.peak || ordinary.length < fewestHours.ordinary) return null
  const [then, before] = [visitsIn(peak), visitsIn(ordinary)]
  return then > 0 && before > 0 ? Math.log(then / before) : null
}

/** Of the sums, so that quiet hours count as little as they carry. */
function visitsIn(hours: readonly Sample[]): number {
  const sum = (place: number) => hours.reduce((total, {values}) => total + (values[place] ?? 0), 0)
  return sum(1) > 0 ? sum(0) / sum(1) : 0
}
