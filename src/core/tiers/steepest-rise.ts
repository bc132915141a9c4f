import type {PathPoint} from '../../documents/forecast.js'
import type {QuantileName} from '../../documents/units.js'
import {at} from './tier-finding.js'

/** From one step of a path to the next. */
export type Rise = {at: string; fromRps: number; toRps: number; ratio: number}

/**
 * Every step of a path over which the rate at a quantile grows, with the factor by which it does. Steps are as long as
 * the path's own: with steps of five minutes a factor of two is a doubling within five minutes, of busiest minutes.
 * A step from nothing to something has no factor and is left out.
 */
export function risesOf(path: readonly PathPoint[], quantile: QuantileName): Rise[] {
  return path.flatMap((point, i): Rise[] => {
    const before = path[i - 1]
    if (before === undefined) return []
    const [fromRps, toRps] = [at(before, quantile), at(point, quantile)]
    return fromRps > 0 && toRps > fromRps ? [{at: point.at, fromRps, toRps, ratio: toRps / fromRps}] : []
  })
}

/** A load balancer that scales by itself follows a doubling in the time of one step. */
const followedRatio = 2

/** What the load balancer has besides its own pace: LCUs that are there whatever comes; null where they are not known. */
export type Floor = {lcuPerRps: number; lcuCount: number} | null

/**
 * How much of what the load balancer can follow a rise takes: its factor over a doubling, or, where that is less, the
 * LCUs that it leads to over those that are there anyway.
 */
export function shareOfRise({ratio, toRps}: Rise, floor: Floor): number {
  const paced = ratio / followedRatio
  return floor === null ? paced : Math.min(paced, (toRps * floor.lcuPerRps) / floor.lcuCount)
}

/** The rise with the greatest such share; null when the path never grows. */
export function steepestOf(rises: readonly Rise[], floor: Floor): Rise | null {
  return rises.reduce<Rise | null>(
    (most, rise) => (most === null || shareOfRise(rise, floor) > shareOfRise(most, floor) ? rise : most),
    null,
  )
}
