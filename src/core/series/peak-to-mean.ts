import type {Traffic} from '../../documents/traffic.js'
import {type HourRatio, hourRatios} from './hour-ratios.js'
import {fitRatioLaw, type RatioAt} from './ratio-law.js'

/** What an hour's busiest step is to its mean: the law, how many hours it stands on, and the step they were measured in. */
export type PeakToMean = {ratioAt: RatioAt; hourCount: number; periodS: number}

const fewestHours = 24
/** Steps coarser than five minutes say nothing of a busiest minute. */
const coarsestS = 300

/**
 * How far the busiest step of an hour stands above the hour's mean: its busiest minute for a `stepS` of 60, its
 * busiest second for 1.
 *
 * Uses the windows of the finest resolution that gives 24 usable hours, summed to `stepS` where they are finer. Where
 * all are coarser than `stepS` up to five minutes the ratio of their own steps is given, which is lower, and `periodS`
 * says so. Returns null when there are too few hours, and for a second also when nothing was counted in seconds.
 */
export function peakToMean(traffic: Traffic, stepS: 1 | 60): PeakToMean | null {
  const mostS = stepS === 1 ? 1 : coarsestS
  const fine = traffic.windows.filter((window) => window.periodS <= mostS)
  for (const periodS of [...new Set(fine.map((window) => window.periodS))].sort((a, b) => a - b)) {
    const hours = ratiosByHour(
      fine.filter((window) => window.periodS === periodS),
      stepS,
    )
    if (hours.size < fewestHours) continue
    const measuredS = Math.max(periodS, stepS)
    const ratioAt = fitRatioLaw({hours: [...hours.values()], mostRatio: 3600 / measuredS})
    return {ratioAt, hourCount: hours.size, periodS: measuredS}
  }
  return null
}

/** The ratio of each hour, by the epoch second of its start, from whichever of the windows is the finest there. */
export function ratiosByHour(windows: Traffic['windows'], stepS: number): Map<number, HourRatio> {
  const hours = new Map<number, HourRatio>()
  const coarseFirst = windows.filter((window) => window.periodS <= coarsestS).sort((a, b) => b.periodS - a.periodS)
  for (const window of coarseFirst) {
    for (const [atS, found] of hourRatios(window, stepS)) hours.set(atS, found)
  }
  return hours
}
