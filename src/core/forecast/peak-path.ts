import {probit, quantileSorted} from 'simple-statistics'
import type {Forecast, PathPoint} from '../../documents/forecast.js'
import type {Traffic} from '../../documents/traffic.js'
import type {QuantileRps} from '../../documents/units.js'
import {peakToMean, ratiosByHour} from '../series/peak-to-mean.js'
import type {RatioAt} from '../series/ratio-law.js'
import {isoOf, type Zone} from '../series/zone.js'
import {type EventWindow, hoursIn, type PastEvent} from './event-bank.js'
import {type FineShape, fineStepS} from './fine-shape.js'
import {scaleRates} from './quantile-rates.js'
import {peakSimulator} from './simulate-peak.js'
import type {Judge} from './uplift.js'

/** How the busiest minute stands above its hour in this shop, and what was seen of it in past occurrences. */
export type Burst = {
  ratioAt: RatioAt
  /** Zero when no minutes were measured and the ratio is a judgement. */
  hourCount: number
  periodS: number
  /** For each hour of the window, the ratios that past occurrences had there. */
  seen: number[][]
  second: {ratioAt: RatioAt; hourCount: number} | null
}

/** P90 of a judged ratio over its P50: as far as the busiest hours of public series differ among themselves. */
const judgedP90 = 1.2

/** Measures how far minutes stand above their hour, in all hours and in those of past occurrences. */
export function burstOf({
  traffic,
  past,
  window,
  zone,
  judgement,
}: {
  traffic: Traffic
  past: readonly PastEvent[]
  window: EventWindow
  zone: Zone
  judgement: Judge
}): Burst {
  const second = peakToMean(traffic, 1)
  const measured = peakToMean(traffic, 60)
  const byHour = ratiosByHour(traffic.windows, 60)
  const seen = Array.from({length: hoursIn(window)}, (_, hour) =>
    past
      .map(({date}) => byHour.get(hourOf(zone.instantS(date, '00:00') + window.startS + hour * 3600))?.ratio)
      .filter((ratio) => ratio !== undefined),
  )
  if (measured !== null) return {...measured, seen, second}
  const medianRatio = judgement('peakToMeanRatio')
  const logSpread = Math.log(judgedP90) / probit(0.9)
  const ratioAt: RatioAt = (share) => {
    const ratio = Math.max(1, medianRatio * Math.exp(logSpread * probit(share)))
    return () => ratio
  }
  return {ratioAt, hourCount: 0, periodS: 3600, seen, second}
}

/** The start of the clock hour, on which the ratios are kept. */
const hourOf = (atS: number) => Math.floor(atS / 3600) * 3600

/** The ratios of an hour of this volume, for the document. */
export function peakToMeanOf(burst: Burst, meanRps: number): Forecast['peakToMean'] {
  const ratios = (ratioAt: RatioAt) => ({
    p50Ratio: ratioAt(0.5)(meanRps),
    p90Ratio: ratioAt(0.9)(meanRps),
    p99Ratio: ratioAt(0.99)(meanRps),
  })
  const {second} = burst
  const own = {...ratios(burst.ratioAt), hourCount: burst.hourCount}
  return second === null ? own : {...own, second: {...ratios(second.ratioAt), hourCount: second.hourCount}}
}

type PeakPath = {path: PathPoint[]; finePath: PathPoint[]}

/**
 * The window in rates of the busiest minute: hour by hour, and in steps of five minutes within.
 *
 * Each hour's quantiles are simulated from the hour's mean and the ratio of its busiest minute. That ratio is never
 * below what past occurrences had in the same hour of the window, nor below what a launch inside the hour makes of it.
 * The fine path follows the shape inside the hour; its highest step in each hour is that hour's busiest minute.
 */
export function peakPath({
  startS,
  hourShares,
  fine,
  burst,
  medianHourRps,
  logSpread,
  freedomCount,
}: {
  startS: number
  hourShares: readonly number[]
  fine: FineShape
  burst: Burst
  medianHourRps: number
  logSpread: number
  freedomCount: number
}): PeakPath {
  const simulate = peakSimulator({logSpread, freedomCount})
  const steady = steadyHours({simulate, ratioAt: burst.ratioAt, medianHourRps})
  const perHour = 3600 / fineStepS
  const path: PathPoint[] = []
  const finePath: PathPoint[] = []
  hourShares.forEach((share, hour) => {
    const atS = startS + hour * 3600
    const steps = fine.shares.slice(hour * perHour, (hour + 1) * perHour)
    const highest = Math.max(...steps)
    const mean = steps.reduce((sum, step) => sum + step, 0) / perHour
    const leastRatio = fine.isSeen[hour] && mean > 0 ? highest / mean : 1
    const seen = burst.seen[hour] ?? []
    const rates =
      seen.length === 0 && leastRatio <= 1
        ? steady(share)
        : simulate({medianRps: medianHourRps * share, ratioAt: raised({ratioAt: burst.ratioAt, seen, leastRatio})})
    path.push({at: isoOf(atS), ...rates})
    steps.forEach((step, k) => {
      finePath.push({at: isoOf(atS + k * fineStepS), ...scaleRates(rates, highest > 0 ? step / highest : 1)})
    })
  })
  return {path, finePath}
}

/** Volumes whose logarithms are nearer than this share one simulation: their ratios differ by far less. */
const volumeStep = 0.02

/**
 * Simulates hours about which the past says nothing special, by their share of the peak hour. A window of weeks has
 * hundreds of them, and most have the volume of another.
 */
function steadyHours({
  simulate,
  ratioAt,
  medianHourRps,
}: {
  simulate: ReturnType<typeof peakSimulator>
  ratioAt: RatioAt
  medianHourRps: number
}): (share: number) => QuantileRps {
  const known = new Map<number, QuantileRps>()
  return (share) => {
    if (!(share > 0)) return {p50Rps: 0, p90Rps: 0, p99Rps: 0}
    const step = Math.round(Math.log(share) / volumeStep)
    const near = Math.exp(step * volumeStep)
    const rates = known.get(step) ?? simulate({medianRps: medianHourRps * near, ratioAt})
    known.set(step, rates)
    return scaleRates(rates, share / near)
  }
}

/** A ratio that is never below those seen in the same hour of past occurrences, nor below `leastRatio`. */
function raised({ratioAt, seen, leastRatio}: {ratioAt: RatioAt; seen: readonly number[]; leastRatio: number}): RatioAt {
  const sorted = [...seen].sort((a, b) => a - b)
  return (share) => {
    const least = sorted.length === 0 ? leastRatio : Math.max(leastRatio, quantileSorted(sorted, share))
    const ratioOf = ratioAt(share)
    return (meanRps) => Math.max(least, ratioOf(meanRps))
  }
}
