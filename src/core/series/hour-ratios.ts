import type {Window} from '../../documents/series.js'
import {instantOf} from './zone.js'

/** One measured hour: its mean, and how far its busiest step stands above it. */
export type HourRatio = {meanRps: number; ratio: number}

/** Ratios need most of the hour: the maximum over a part of it is too low. */
const leastSampleRatio = 0.9

/**
 * The busiest step of each hour over the hour's mean, by the epoch second at which the hour starts. Values finer than
 * `stepS` are summed to it first; a window coarser than `stepS` gives the ratio of its own steps, which is lower.
 * Hours of which less than nine tenths were measured, and hours without a request, are left out.
 */
export function hourRatios(window: Window, stepS: number): Map<number, HourRatio> {
  const periodS = Math.max(window.periodS, stepS)
  const perStep = periodS / window.periodS
  const perHour = 3600 / window.periodS
  const hours = new Map<number, HourRatio>()
  if (!Number.isInteger(perStep) || !Number.isInteger(3600 / periodS)) return hours
  const firstS = instantOf(window.startAt)
  const skip = Math.round((Math.ceil(firstS / 3600) * 3600 - firstS) / window.periodS)
  for (let i = skip; i + perHour <= window.values.length; i += perHour) {
    const found = ratioOf({values: window.values, from: i, to: i + perHour, perStep})
    if (found === null) continue
    // Windows that start between two steps of the clock, such as at 00:04, count for the hour that they are nearest to.
    hours.set(Math.round((firstS + i * window.periodS) / 3600) * 3600, {
      meanRps: found.mean / window.periodS,
      ratio: found.ratio,
    })
  }
  return hours
}

/** Mean of the values from `from` up to `to`, and the busiest mean of `perStep` of them over it. */
function ratioOf({
  values,
  from,
  to,
  perStep,
}: {
  values: Window['values']
  from: number
  to: number
  perStep: number
}): {mean: number; ratio: number} | null {
  let total = 0
  let measured = 0
  let busiest = 0
  for (let start = from; start < to; start += perStep) {
    // Plain loops: years of minutes come through here, and a slice for each step costs more than the sums.
    let sum = 0
    let count = 0
    for (let i = start; i < start + perStep; i++) {
      const value = values[i]
      if (value === null || value === undefined) continue
      sum += value
      count++
    }
    total += sum
    measured += count
    // Of a step that was measured in part, what was measured stands for the whole.
    if (count > 0 && count >= leastSampleRatio * perStep) busiest = Math.max(busiest, sum / count)
  }
  const mean = total / measured
  if (measured < leastSampleRatio * (to - from) || !(mean > 0) || busiest === 0) return null
  return {mean, ratio: Math.max(1, busiest / mean)}
}
