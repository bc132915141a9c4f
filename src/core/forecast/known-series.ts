import type {Anomaly} from '../../documents/forecast.js'
import {type DailyPeaks, dailyPeaks} from '../series/daily-peaks.js'
import {findAnomalies, type Span, spansOf} from '../series/find-anomalies.js'
import type {HourlyRates} from '../series/hourly-rates.js'
import {addDays, makeZone, type Zone} from '../series/zone.js'
import type {LabelledEvent} from './planned-event.js'

/** What must be known of a series beside its values: the days that are no ordinary ones. */
export type SeriesLabels = {
  labelled: readonly LabelledEvent[]
  excluded: readonly {from: string; to: string; why: string}[]
}

/** A series as it was known at one instant. */
export type KnownSeries = {
  hourly: HourlyRates
  anomalies: Anomaly[]
  /** Peak hours of the ordinary days alone, and of all days; gaps and anomalies are in neither. */
  ordinaryPeaks: DailyPeaks
  allPeaks: DailyPeaks
  /** The last local day that had begun, and the last that was over. */
  asOfDate: string
  lastWholeDate: string
  asOfS: number
  zone: Zone
  labels: SeriesLabels
}

/**
 * The hours of a series as they were known at `asOfS` (epoch seconds), and what is read off them. Every hour that had
 * not ended by then is cut away first, so that none can reach a forecast through a median or a mask.
 */
export function knownSeries({
  hourly,
  labels,
  zone,
  asOfS,
}: {
  hourly: HourlyRates
  labels: SeriesLabels
  zone: Zone
  asOfS: number
}): KnownSeries {
  const hourCount = Math.max(0, Math.floor((asOfS - hourly.startS) / 3600))
  const cut = {startS: hourly.startS, rates: hourly.rates.slice(0, hourCount)}
  const eventSpans = spansOfEvents(labels.labelled)
  const anomalies = findAnomalies({hourly: cut, labelled: eventSpans, excluded: labels.excluded})
  const anomalySpans = spansOf(anomalies)
  const asOfDate = zone.date(asOfS - 1)
  return {
    hourly: cut,
    anomalies,
    ordinaryPeaks: dailyPeaks({hourly: cut, zone, masked: [...eventSpans, ...anomalySpans]}),
    allPeaks: dailyPeaks({hourly: cut, zone, masked: anomalySpans}),
    asOfDate,
    lastWholeDate: zone.date(asOfS) === asOfDate ? addDays(asOfDate, -1) : asOfDate,
    asOfS,
    zone,
    labels,
  }
}

/** The day before a sale and the day after it are no ordinary days either. */
const aroundS = 86_400

/** Spans of events with the days beside them: no ordinary time. */
export function spansOfEvents(labelled: readonly LabelledEvent[]): Span[] {
  return labelled.flatMap(({dates, window, timezone}) => {
    const zone = makeZone(timezone)
    return dates.map((date) => {
      const midnightS = zone.instantS(date, '00:00')
      return {fromS: midnightS + window.startS - aroundS, toS: midnightS + window.endS + aroundS}
    })
  })
}
