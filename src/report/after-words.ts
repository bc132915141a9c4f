import type {AfterEvent} from '../documents/after-event.js'
import {counted, duration, finePercent, percent, rate} from './number.js'
import type {EventClock} from './time.js'

/** Where the measured peak lay in what was forecast, in one sentence. */
export function afterSentence(after: AfterEvent, clock: EventClock): string {
  const {measuredPeakRps, forecastPeak, errorRatio, forecastAt, measuredStepS} = after
  const side = errorRatio < 0 ? 'below' : 'above'
  const band =
    measuredPeakRps <= forecastPeak.p50Rps
      ? 'under P50'
      : measuredPeakRps <= forecastPeak.p90Rps
        ? 'between P50 and P90'
        : measuredPeakRps <= forecastPeak.p99Rps
          ? 'between P90 and P99'
          : 'above P99'
  const what = measuredStepS === undefined ? 'busiest minute' : 'measured peak'
  return `The ${what} lay ${band} of the forecast of ${clock.stamp(forecastAt)}, ${finePercent(Math.abs(errorRatio))} ${side} its P50.`
}

/** What was forecast at each quantile, how many of the window's hours lay below it, and how many should have. */
export function coverageRows({coverage, forecastPeak}: AfterEvent): string[][] {
  return (['p50', 'p90', 'p99'] as const).map((name) => [
    name.toUpperCase(),
    `${rate(forecastPeak[`${name}Rps`])} req/s`,
    `${percent(coverage[`${name}Ratio`])} of ${counted(coverage.hourCount, 'hour')}`,
    `${name.slice(1)} %`,
  ])
}

/** `, the mean of 5 min` where the peak was not measured by the minute. */
export function stepWords({measuredStepS}: AfterEvent): string {
  return measuredStepS === undefined ? '' : `, the mean of ${duration(measuredStepS)}`
}
