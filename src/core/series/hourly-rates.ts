import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {instantOf} from './zone.js'

/** Mean requests per second of each hour; `null` where too little of the hour was measured. */
export type HourlyRates = {startS: number; rates: (number | null)[]}

/** An hour of which less than this share was measured says nothing of its mean. */
const leastCoverageRatio = 0.25

/**
 * Puts a traffic document of mixed resolutions on one hourly grid.
 *
 * Where windows overlap, the finest that has anything in the hour is the truth, and its mean is taken over the
 * measured part of the hour only: a coarse sum over a half-missing hour reads as half the traffic. Throws DATA_EMPTY
 * when there is no window (all was later than what is known) or no hour has a value.
 */
export function hourlyRates(traffic: Traffic): HourlyRates {
  const spans = traffic.windows.map((window) => {
    const startS = instantOf(window.startAt)
    return {window, startS, endS: startS + window.values.length * window.periodS}
  })
  const startS = Math.floor(Math.min(...spans.map((span) => span.startS)) / 3600) * 3600
  const endS = Math.ceil(Math.max(...spans.map((span) => span.endS)) / 3600) * 3600
  const count = Math.max(0, (endS - startS) / 3600)
  const rates: (number | null)[] = new Array(count).fill(null)
  const periods = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (const {window, startS: firstS} of spans) {
    const sums = new Float64Array(count)
    const measuredS = new Float64Array(count)
    window.values.forEach((value, i) => {
      if (value === null) return
      const hour = Math.floor((firstS + i * window.periodS - startS) / 3600)
      sums[hour] = (sums[hour] ?? 0) + value
      measuredS[hour] = (measuredS[hour] ?? 0) + window.periodS
    })
    for (let hour = 0; hour < count; hour++) {
      const seconds = measuredS[hour] ?? 0
      if (seconds === 0 || window.periodS > (periods[hour] ?? 0)) continue
      periods[hour] = window.periodS
      rates[hour] = seconds >= leastCoverageRatio * 3600 ? (sums[hour] ?? 0) / seconds : null
    }
  }
  if (spans.length === 0) {
    const from = traffic.sources.join(', ')
    throw new PlanError('data', 'DATA_EMPTY', `all of the traffic from ${from} lies after the time of the forecast`, {
      suggestions: [
        'pass --as-of with a day after the traffic begins',
        'or add a source of earlier traffic to demand.sources',
      ],
    })
  }
  if (!rates.some((rate) => rate !== null)) {
    throw new PlanError('data', 'DATA_EMPTY', `the traffic from ${traffic.sources.join(', ')} holds no measured hour`, {
      suggestions: [
        'check demand.sources in ecom-plan.yaml: path, columns, or the distribution and load balancer named',
      ],
    })
  }
  return {startS, rates}
}

/** The rate of the hour that starts at `atS`, or null outside the series and in gaps. */
export function rateAt(hourly: HourlyRates, atS: number): number | null {
  return hourly.rates[Math.floor((atS - hourly.startS) / 3600)] ?? null
}
