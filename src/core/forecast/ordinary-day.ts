import type {QuantileRps} from '../../documents/units.js'
import {eventDays} from './daily/event-days.js'
import {forecastDays} from './daily/forecast-days.js'
import type {KnownSeries} from './known-series.js'
import {settingsOf} from './learned-uplift.js'
import type {Judge} from './uplift.js'

/**
 * The busiest hour of one day ahead, as `forecastDays` has it: an ordinary day, unless a labelled event lies on it.
 * Null where no day had been measured.
 */
export function forecastOrdinaryDay({
  known,
  date,
  judgement,
}: {
  known: KnownSeries
  date: string
  judgement: Judge
}): QuantileRps | null {
  const asked = eventDays({
    peaks: known.allPeaks,
    events: known.labels.labelled,
    asOfDate: known.lastWholeDate,
    untilDate: date,
  })
  const day = asked === null ? undefined : forecastDays({...asked, settings: settingsOf(judgement)}).days.at(-1)
  return day === undefined ? null : {p50Rps: day.p50, p90Rps: day.p90, p99Rps: day.p99}
}
