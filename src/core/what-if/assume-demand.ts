import type {Forecast} from '../../documents/forecast.js'
import type {QuantileRps} from '../../documents/units.js'

/** `p99`, or a peak in requests per second. */
export type AssumedDemand = 'p50' | 'p90' | 'p99' | number

/**
 * The forecast as if its peak were known: all quantiles become the one that is assumed, minute by minute; a peak that is
 * given as a rate scales the median's course. Nothing is left to chance on the side of demand.
 */
export function assumeDemand(forecast: Forecast, demand: AssumedDemand): Forecast {
  const fixed = <T extends QuantileRps>(rates: T): T => {
    const rps = typeof demand === 'number' ? (rates.p50Rps * demand) / forecast.peak.p50Rps : rates[`${demand}Rps`]
    return {...rates, p50Rps: rps, p90Rps: rps, p99Rps: rps}
  }
  const {finePath} = forecast
  return {
    ...forecast,
    peakHour: fixed(forecast.peakHour),
    peak: fixed(forecast.peak),
    firstSpike: forecast.firstSpike === null ? null : fixed(forecast.firstSpike),
    path: forecast.path.map(fixed),
    ...(finePath === undefined ? {} : {finePath: {...finePath, points: finePath.points.map(fixed)}}),
  }
}
