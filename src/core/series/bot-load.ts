import {quantileSorted} from 'simple-statistics'
import type {Window} from '../../documents/series.js'
import type {QuantileRatio, QuantileRps} from '../../documents/units.js'
import {isInside, type Span} from './find-anomalies.js'
import {instantOf, type Zone} from './zone.js'

/** What bots ask of a shop in ordinary hours. */
export type BotLoad = {
  /** Requests of bots per second, over all ordinary intervals as they were counted. */
  rates: QuantileRps
  /** Bots among all requests, over days. */
  share: QuantileRatio
  dayCount: number
}

/** Four whole weeks, as for the ordinary level. */
const levelDays = 28
const dayS = 86_400

/**
 * The load of bots over the 28 days before `asOfS`, and their share of all requests from day to day.
 *
 * `bots` and `people` are requests per interval, apart, on grids of their own; `masked` (events, what the user excluded)
 * is left out. The rate is that of an interval as counted, mostly a minute: crawlers come in bursts, and a minute of the
 * event's peak is as likely to meet one as any other. Days are local. Returns null where nothing was counted in
 * that time.
 *
 * Not true where bots follow the sale (price scrapers, hoarders), nor of bots that pass for browsers, which are counted
 * as people. Bots of a year ago say nothing of bots now, so nothing grows.
 */
export function botLoad({
  bots,
  people,
  asOfS,
  masked,
  zone,
}: {
  bots: readonly Window[]
  people: readonly Window[]
  asOfS: number
  masked: readonly Span[]
  zone: Zone
}): BotLoad | null {
  const span = {fromS: asOfS - levelDays * dayS, toS: asOfS}
  const rates: number[] = []
  const days = new Map<string, {botCount: number; peopleCount: number}>()
  const add = (atS: number, botCount: number, peopleCount: number) => {
    const date = zone.date(atS)
    const day = days.get(date) ?? {botCount: 0, peopleCount: 0}
    days.set(date, {botCount: day.botCount + botCount, peopleCount: day.peopleCount + peopleCount})
  }
  for (const {atS, count, periodS} of ordinary({windows: bots, span, masked})) {
    rates.push(count / periodS)
    add(atS, count, 0)
  }
  if (rates.length === 0) return null
  for (const {atS, count} of ordinary({windows: people, span, masked})) add(atS, 0, count)
  rates.sort((a, b) => a - b)
  const shares = [...days.values()]
    .map(({botCount, peopleCount}) => (botCount === 0 ? 0 : botCount / (botCount + peopleCount)))
    .sort((a, b) => a - b)
  return {
    rates: {
      p50Rps: quantileSorted(rates, 0.5),
      p90Rps: quantileSorted(rates, 0.9),
      p99Rps: quantileSorted(rates, 0.99),
    },
    share: {
      p50Ratio: quantileSorted(shares, 0.5),
      p90Ratio: quantileSorted(shares, 0.9),
      p99Ratio: quantileSorted(shares, 0.99),
    },
    dayCount: days.size,
  }
}

function ordinary({windows, span, masked}: {windows: readonly Window[]; span: Span; masked: readonly Span[]}) {
  return windows.flatMap(({periodS, startAt, values}) => {
    const startS = instantOf(startAt)
    return values.flatMap((count, i) => {
      const atS = startS + i * periodS
      const isCounted = count !== null && atS >= span.fromS && atS < span.toS && !isInside(masked, atS)
      return isCounted ? [{atS, count, periodS}] : []
    })
  })
}
