import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {percent} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'
import {missFactor} from '../laws/miss-factor.js'
import {instantOf, isoOf} from '../series/zone.js'
import {findWindows} from './aligned-samples.js'

/** A miss storm: the hit ratio in it, what it multiplies the origin's load by, and where that is known from. */
export type MissStorm = {hitRatio: number; factorRatio: number; origin: string}

/** An interval that lets through half as much again as planned was a storm, and no scatter of ordinary hours. */
const stormFromFactor = 1.5

/**
 * What reaches the origin when the CDN's cache is lost, by a purge or by pages that it has never seen: the lowest hit
 * ratio measured, in hours of up to 455 days and five-minute intervals of the last days, where that was a storm; else
 * the hit ratio planned with less `purgeHitLossRatio` of itself, our judgement.
 *
 * An hour's mean hides the worst minute, and a quiet night counts like a busy evening, so a measured storm may be off
 * either way. Null where the cache answers nothing, or everything.
 */
export function missStorm({
  hitRatio,
  metrics,
  cacheHitRate,
  judgement,
}: {
  hitRatio: number
  metrics: Metrics
  cacheHitRate: MetricId
  judgement: Judge
}): MissStorm | null {
  if (!(hitRatio > 0 && hitRatio < 1)) return null
  const factorOf = (toHitRatio: number) => missFactor({fromHitRatio: hitRatio, toHitRatio})
  const seen = lowestSeen(metrics, cacheHitRate)
  if (seen !== null && factorOf(seen.hitRatio) >= stormFromFactor) {
    return {hitRatio: seen.hitRatio, factorRatio: factorOf(seen.hitRatio), origin: `the lowest seen, ${seen.when}`}
  }
  const loss = judgement('purgeHitLossRatio')
  const left = hitRatio * (1 - loss)
  return {
    hitRatio: left,
    factorRatio: factorOf(left),
    origin: `${percent(loss)} of the hits lost, our judgement: none was seen`,
  }
}

function lowestSeen(metrics: Metrics, cacheHitRate: MetricId): {hitRatio: number; when: string} | null {
  const readings = [3600, 300].flatMap((periodS) =>
    findWindows(metrics, cacheHitRate, periodS).flatMap(({startAt, values}) =>
      values.flatMap((value, i) => (value === null ? [] : [{value, periodS, atS: instantOf(startAt) + i * periodS}])),
    ),
  )
  const [first, ...others] = readings
  if (first === undefined) return null
  const lowest = others.reduce((least, reading) => (reading.value < least.value ? reading : least), first)
  const length = lowest.periodS === 3600 ? 'the hour' : 'the five minutes'
  return {hitRatio: lowest.value / 100, when: `in ${length} from ${isoOf(lowest.atS).slice(0, 16)}Z`}
}
