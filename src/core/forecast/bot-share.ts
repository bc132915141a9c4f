import type {Forecast} from '../../documents/forecast.js'
import type {Traffic} from '../../documents/traffic.js'
import type {QuantileRps} from '../../documents/units.js'
import {figure, percent} from '../figure.js'
import {independentSum} from '../laws/independent-sum.js'
import {type BotLoad, botLoad} from '../series/bot-load.js'
import {instantOf, makeZone} from '../series/zone.js'
import {type SeriesLabels, spansOfEvents} from './known-series.js'

/**
 * Adds the load of bots to a forecast that was learned from people alone: to each moment of it, as a rate of its own
 * that neither the event nor the growth of the shop multiplies.
 *
 * Peak, peak hour, first spike and every point of both paths become the sum of two independent rates (`independentSum`).
 * The level, the uplift, past occurrences and what the business expects stay those of people, and a note says so. With
 * `blockedBy` nothing is added and the note says what is trusted. Where the
 * series cannot tell bots (`traffic.bots` is absent) the forecast is returned as it is.
 */
export function addBots({
  forecast,
  traffic,
  labels,
  blockedBy,
}: {
  forecast: Forecast
  traffic: Traffic
  labels: SeriesLabels
  blockedBy: string | undefined
}): Forecast {
  const load = loadOf({forecast, traffic, labels})
  const withNote = (note: string) => ({...forecast, notes: [...forecast.notes, note]})
  if (load === undefined || load?.rates.p99Rps === 0) return forecast
  if (load === null) return withNote('Bots are told apart in the logs, but not in the last 28 days: none are added.')
  const {share, rates, dayCount} = load
  const over = `over ${dayCount} ${dayCount === 1 ? 'day' : 'days'}`
  const seen = `${percent(share.p50Ratio, 1)} of requests on a usual day, P99 ${percent(share.p99Ratio, 1)}, ${over}`
  if (blockedBy !== undefined) {
    return withNote(`Bots (${seen}) are left out: ${blockedBy} blocks them, as the config says.`)
  }
  const add = adder(rates)
  const withBots = <Moment extends QuantileRps>(moment: Moment): Moment => ({...moment, ...add(moment)})
  const {firstSpike, finePath} = forecast
  const note =
    `Bots: ${seen}. Growth and uplift are those of people; ${figure(rates.p50Rps)} req/s of bots ` +
    `(P90 ${figure(rates.p90Rps)}, P99 ${figure(rates.p99Rps)}) are added as load that does not grow with the event.`
  return {
    ...forecast,
    peakHour: withBots(forecast.peakHour),
    peak: withBots(forecast.peak),
    firstSpike: firstSpike === null ? null : withBots(firstSpike),
    path: forecast.path.map(withBots),
    ...(finePath === undefined ? {} : {finePath: {...finePath, points: finePath.points.map(withBots)}}),
    notes: [...forecast.notes, note],
  }
}

/** Undefined where the series cannot tell bots, null where it could and nothing was counted lately. */
function loadOf({
  forecast: {asOf, timezone},
  traffic: {bots, windows},
  labels: {labelled, excluded},
}: {
  forecast: Forecast
  traffic: Traffic
  labels: SeriesLabels
}): BotLoad | null | undefined {
  if (bots === undefined) return undefined
  const masked = [
    ...spansOfEvents(labelled),
    ...excluded.map(({from, to}) => ({fromS: instantOf(from), toS: instantOf(to)})),
  ]
  return botLoad({bots, people: windows, asOfS: instantOf(asOf), masked, zone: makeZone(timezone)})
}

/** Sums with the same rates of bots; equal moments, of which a path has many, are computed once. */
function adder({p50Rps, p90Rps, p99Rps}: QuantileRps): (rates: QuantileRps) => QuantileRps {
  const second = {p50: p50Rps, p90: p90Rps, p99: p99Rps}
  const known = new Map<string, QuantileRps>()
  return (rates) => {
    const key = `${rates.p50Rps} ${rates.p90Rps} ${rates.p99Rps}`
    const found = known.get(key)
    if (found !== undefined) return found
    const sum = independentSum({first: {p50: rates.p50Rps, p90: rates.p90Rps, p99: rates.p99Rps}, second})
    const added = {p50Rps: sum.p50, p90Rps: sum.p90, p99Rps: sum.p99}
    known.set(key, added)
    return added
  }
}
