import type {Traffic} from '../../documents/traffic.js'
import {cutWindows} from '../series/cut-windows.js'
import {type DailyPeaks, dailyPeaks} from '../series/daily-peaks.js'
import {findAnomalies, type Span, spansOf} from '../series/find-anomalies.js'
import {type HourlyRates, hourlyRates} from '../series/hourly-rates.js'
import type {Zone} from '../series/zone.js'

/** What must be known of a series beside its values: the days that are no ordinary ones. */
export type SeriesLabels = {
  labelled: readonly Span[]
  excluded: readonly {from: string; to: string; why: string}[]
}

/** A series as it was known at one instant. `asOfDate` is the last local day that had begun. */
export type KnownSeries = {hourly: HourlyRates; peaks: DailyPeaks; asOfDate: string; zone: Zone}

/**
 * The series as it was known at `asOfS` (epoch seconds): hours, and the peak hours of ordinary days. Every later value
 * is cut away first, so that none can reach a forecast through a median or a mask. Throws DATA_EMPTY when nothing was
 * known.
 */
export function knownSeries({
  traffic,
  labels,
  zone,
  asOfS,
}: {
  traffic: Traffic
  labels: SeriesLabels
  zone: Zone
  asOfS: number
}): KnownSeries {
  const hourly = hourlyRates({...traffic, windows: cutWindows(traffic.windows, asOfS)})
  const anomalies = findAnomalies({hourly, ...labels})
  const peaks = dailyPeaks({hourly, zone, masked: [...labels.labelled, ...spansOf(anomalies)]})
  return {hourly, peaks, asOfDate: zone.date(asOfS - 1), zone}
}
