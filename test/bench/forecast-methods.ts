import {median, quantile} from 'simple-statistics'
import {type DayQuantiles, forecastDays} from '../../src/core/forecast/daily/forecast-days.ts'
import type {DayEvent} from '../../src/core/forecast/daily/label-days.ts'
import type {DailySettings} from '../../src/core/forecast/daily/settings.ts'
import type {ForecastCase} from './forecast-cases.ts'

/** A way to forecast a case: quantiles for each day of its horizon. */
export type Method = (asked: ForecastCase) => DayQuantiles[]

const yearDays = 364

/** The engine. It is given the gaps as they are. */
export const ours =
  (settings?: DailySettings): Method =>
  ({values, firstDay, events, horizonDays}) =>
    forecastDays({values, firstDay, events, horizonDays, ...(settings === undefined ? {} : {settings})}).days

/** The same weekday of the last week, with the quantiles of its own misses at a week to four. */
export const seasonalNaive: Method = ({filled, horizonDays}) => {
  const point = (origin: number, i: number) => filled[origin - 7 + ((i - origin) % 7)] ?? 0
  return withOwnErrors(filled, horizonDays, point)
}

/**
 * What a careful planner does by hand: the same day of the event's last occurrence, times the growth of the level known
 * as many days before; on other days the same day a year ago times growth, or that of last week.
 */
export const analogue: Method = ({filled, firstDay, events, horizonDays}) => {
  const labels = new Map<number, {event: DayEvent; offset: number}[]>()
  for (const event of events) {
    for (let offset = event.lo; offset <= event.hi; offset++) {
      const i = event.day + offset - firstDay
      labels.set(i, [...(labels.get(i) ?? []), {event, offset}])
    }
  }
  const growth = (origin: number, then: number) => levelBefore(filled, origin) / levelBefore(filled, Math.max(0, then))
  const byEvent = (origin: number, i: number) => {
    for (const {event, offset} of labels.get(i) ?? []) {
      const past = lastOccurrence({events, id: event.id, offset, firstDay, origin})
      if (past === null) continue
      const ratio = growth(origin, past - (i - origin))
      return (filled[past] ?? 0) * (Number.isFinite(ratio) ? ratio : 1)
    }
    return null
  }
  const byYear = (origin: number, i: number) => {
    const yearAgo = i - yearDays
    const ratio = yearAgo >= 35 ? growth(origin, origin - yearDays) : Number.NaN
    return Number.isFinite(ratio) ? (filled[yearAgo] ?? 0) * ratio : (filled[origin - 7 + ((i - origin) % 7)] ?? 0)
  }
  const point = (origin: number, i: number) => byEvent(origin, i) ?? byYear(origin, i)
  return withOwnErrors(filled, horizonDays, point)
}

function lastOccurrence({
  events,
  id,
  offset,
  firstDay,
  origin,
}: {
  events: readonly DayEvent[]
  id: string
  offset: number
  firstDay: number
  origin: number
}): number | null {
  const past = events
    .filter((one) => one.id === id && one.day + one.hi - firstDay < origin && one.day + offset - firstDay >= 0)
    .map((one) => one.day + offset - firstDay)
  return past.length === 0 ? null : Math.max(...past)
}

/** Median of the 28 days before; NaN with fewer than five. */
function levelBefore(values: readonly number[], end: number): number {
  const days = values.slice(Math.max(0, end - 28), Math.max(0, end))
  return days.length < 5 ? Number.NaN : median(days)
}

/** Quantiles by the method's own misses at 7 to 28 days over up to 100 earlier origins. */
function withOwnErrors(
  values: readonly number[],
  horizonDays: number,
  point: (origin: number, i: number) => number,
): DayQuantiles[] {
  const errors: number[] = []
  for (let origin = values.length - 10; origin > 60 && errors.length < 400; origin -= 9) {
    for (const step of [7, 14, 21, 28]) {
      const i = origin + step - 1
      const error = Math.log((values[i] ?? 0) / point(origin, i))
      if (i < values.length && Number.isFinite(error)) errors.push(error)
    }
  }
  const at = (share: number, untested: number) => Math.max(0, errors.length > 0 ? quantile(errors, share) : untested)
  const [p90, p99] = [Math.exp(at(0.9, 0.2)), Math.exp(at(0.99, 0.5))]
  return Array.from({length: horizonDays}, (_, k) => {
    const p50 = point(values.length, values.length + k)
    return {p50, p90: p50 * p90, p99: p50 * p99}
  })
}
