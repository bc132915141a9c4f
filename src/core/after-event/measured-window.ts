import type {Traffic} from '../../documents/traffic.js'
import {coarsen} from '../series/coarsen.js'
import {instantOf, isoOf} from '../series/zone.js'

/** What was measured in one hour of a window: the busiest step of it. `stepS` is the finest that was measured there. */
export type MeasuredHour = {atS: number; busiestRps: number; busiestAtS: number; stepS: number}

/** A busiest minute; where nothing was measured so finely, the busiest step of five minutes or of the hour. */
const stepsS = [60, 300, 3600] as const

/**
 * The busiest minute of each hour of a window, from the finest that was measured in the hour. Hours are counted from the
 * start of the window, like the steps of a forecast's path; those without a value are left out.
 *
 * A step of five minutes or an hour is a mean, and lies below its busiest minute: `stepS` says which it is.
 */
export function measuredHours({
  traffic,
  windowStartAt,
  windowEndAt,
}: {
  traffic: Pick<Traffic, 'windows'>
  windowStartAt: string
  windowEndAt: string
}): MeasuredHour[] {
  const startS = instantOf(windowStartAt)
  const hours = new Map<number, MeasuredHour>()
  const series = {namespace: '', metricName: '', dimensions: {}, stat: 'Sum', windows: traffic.windows}
  for (const stepS of stepsS) {
    const found = new Map<number, MeasuredHour>()
    const {values} = coarsen({series, periodS: stepS, fromAt: windowStartAt, toAt: windowEndAt})
    for (const [i, count] of values.entries()) {
      if (count === null) continue
      const busiestAtS = startS + i * stepS
      const atS = startS + Math.floor((busiestAtS - startS) / 3600) * 3600
      const best = found.get(atS)
      const busiestRps = count / stepS
      if (best === undefined || busiestRps > best.busiestRps) found.set(atS, {atS, busiestRps, busiestAtS, stepS})
    }
    // What a finer step has of an hour is the truth.
    for (const [atS, hour] of found) if (!hours.has(atS)) hours.set(atS, hour)
  }
  return [...hours.values()].sort((a, b) => a.atS - b.atS)
}

/** The busiest of the hours; null without any. */
export function busiestOf(hours: readonly MeasuredHour[]): (Omit<MeasuredHour, 'atS'> & {at: string}) | null {
  const best = hours.reduce<MeasuredHour | null>(
    (most, hour) => (most === null || hour.busiestRps > most.busiestRps ? hour : most),
    null,
  )
  if (best === null) return null
  const {busiestRps, busiestAtS, stepS} = best
  return {at: isoOf(busiestAtS), busiestRps, busiestAtS, stepS}
}
