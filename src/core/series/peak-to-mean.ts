import {quantile} from 'simple-statistics'
import type {Traffic} from '../../documents/traffic.js'
import {instantOf} from './zone.js'

export type PeakToMean = {p50Ratio: number; p90Ratio: number; p99Ratio: number; hourCount: number; periodS: number}

type HourRatio = {meanRps: number; ratio: number}

/** Ratios need most of the hour: the maximum over a part of it is too low. */
const leastSampleRatio = 0.9
const fewestHours = 24

/**
 * How far the busiest minute of an hour stands above the hour's mean, as quantiles over measured hours.
 *
 * Uses the finest window of one minute or finer, else of five minutes. The quantiles over all hours and over the
 * busiest tenth are both taken and the larger counts: ratios do not keep falling with volume when a crowd arrives
 * (measured on the WC98, NASA and ELB series: the busy-hour quantile alone covered 82 % of the busiest hours where
 * 99 % was wanted, the global one 88 %). Returns null with fewer than 24 usable hours. Says nothing of seconds.
 */
export function peakToMean(traffic: Traffic): PeakToMean | null {
  const fine = traffic.windows.filter((window) => window.periodS <= 300).sort((a, b) => a.periodS - b.periodS)
  for (const window of fine) {
    const hours = hourRatios(window)
    if (hours.length < fewestHours) continue
    const byVolume = [...hours].sort((a, b) => b.meanRps - a.meanRps)
    const busiest = byVolume.slice(0, Math.max(fewestHours, Math.ceil(hours.length / 10)))
    const at = (share: number) =>
      Math.max(
        ...[hours, busiest].map((set) =>
          quantile(
            set.map((hour) => hour.ratio),
            share,
          ),
        ),
      )
    return {p50Ratio: at(0.5), p90Ratio: at(0.9), p99Ratio: at(0.99), hourCount: hours.length, periodS: window.periodS}
  }
  return null
}

function hourRatios(window: Traffic['windows'][number]): HourRatio[] {
  const perHour = 3600 / window.periodS
  const firstS = instantOf(window.startAt)
  const skip = Math.round(((Math.ceil(firstS / 3600) * 3600 - firstS) / window.periodS) % perHour)
  const hours: HourRatio[] = []
  for (let i = skip; i + perHour <= window.values.length; i += perHour) {
    const counts = window.values.slice(i, i + perHour).filter((value) => value !== null)
    const sum = counts.reduce((total, value) => total + value, 0)
    if (counts.length < leastSampleRatio * perHour || sum <= 0) continue
    const mean = sum / counts.length
    hours.push({meanRps: mean / window.periodS, ratio: Math.max(...counts) / mean})
  }
  return hours
}
