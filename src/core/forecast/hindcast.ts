import type {Forecast} from '../../documents/forecast.js'
import type {QuantileRps} from '../../documents/units.js'
import {PlanError} from '../../errors.js'
import type {HourlyRates} from '../series/hourly-rates.js'
import {driversAsOf} from './drivers-as-of.js'
import type {PastEvent} from './event-bank.js'
import {type KnownSeries, knownSeries} from './known-series.js'
import {forecastPeakHour} from './peak-hour.js'
import type {PlannedEvent} from './planned-event.js'
import {quantileRates} from './quantile-rates.js'
import type {Judge} from './uplift.js'

/**
 * What this method would have said of each past occurrence from the hours known as long before it as the event is
 * ahead now: a row an occurrence, null where nothing was known to say it from, and the summary that is printed beside
 * the forecast. What came of a censored occurrence is not known, so it is neither hit nor missed.
 */
export function hindcast({
  events,
  event,
  known,
  leadS,
  judgement,
}: {
  /** Own past occurrences of the event, oldest first. */
  events: readonly PastEvent[]
  event: PlannedEvent
  known: KnownSeries
  leadS: number
  judgement: Judge
}): {rows: (QuantileRps | null)[]; summary: Forecast['hindcast']} {
  const rows = events.map(({date}) => rowOf({date, event, known, leadS, judgement}))
  const tested = events.flatMap(({peakHourRps, isCensored}, i) => {
    const row = rows[i]
    return row && !isCensored
      ? [{error: Math.abs(row.p50Rps - peakHourRps) / peakHourRps, isHeld: peakHourRps <= row.p90Rps}]
      : []
  })
  if (tested.length === 0) return {rows, summary: null}
  return {
    rows,
    summary: {
      eventCount: tested.length,
      meanAbsoluteErrorRatio: tested.reduce((sum, {error}) => sum + error, 0) / tested.length,
      p90HeldCount: tested.filter(({isHeld}) => isHeld).length,
    },
  }
}

function rowOf({
  date,
  event,
  known,
  leadS,
  judgement,
}: {
  date: string
  event: PlannedEvent
  known: KnownSeries
  leadS: number
  judgement: Judge
}): QuantileRps | null {
  const {hourly, labels, zone} = known
  const asOfS = zone.instantS(date, '00:00') + event.window.startS - Math.max(0, leadS)
  if (!isMeasuredBy(hourly, asOfS)) return null
  const {like: _like, ...own} = event
  const then = {
    ...own,
    date,
    pastDates: event.pastDates.filter((past) => past < date),
    uplift: null,
    ...(event.drivers === undefined ? {} : {drivers: driversAsOf(event.drivers, date)}),
  }
  try {
    const {medianRps, logSpread, freedomCount} = forecastPeakHour({
      known: knownSeries({hourly, labels, zone, asOfS}),
      event: then,
      judgement,
    })
    return quantileRates({medianRps, logSpread, freedomCount})
  } catch (error) {
    if (error instanceof PlanError && (error.code === 'EVENT_WITHOUT_HISTORY' || error.code === 'DATA_GAP')) return null
    throw error
  }
}

function isMeasuredBy({startS, rates}: HourlyRates, asOfS: number): boolean {
  return rates.slice(0, Math.max(0, Math.floor((asOfS - startS) / 3600))).some((rate) => rate !== null)
}
