import type {DayLabel} from './label-days.js'
import type {DailySettings} from './settings.js'
import {weekProfile} from './week-profile.js'

/** History on the log scale with the weekday taken out, and ways to look at its ordinary days. */
export type OrdinaryDays = {
  dayCount: number
  /** Logs without the week profile; NaN where nothing was measured. */
  logs: Float64Array
  isOrdinary: readonly boolean[]
  /** What the weekday of the i-th day adds. */
  weekAt: (i: number) => number
  /** Scatter of days around their week. */
  scatter: number
  /** Mean of the ordinary days from i (inclusive) to i (exclusive); NaN with fewer than three. */
  meanOf: (from: number, to: number) => number
  /** The level around day i, seen from both sides: the narrowest of ±7, ±14, ±28 days that has ordinary days. */
  smoothAt: (i: number) => number
}

/** Prepares the days for the steps after it. Event days and unmeasured days are no ordinary ones. */
export function ordinaryDays({
  logs,
  labels,
  firstDay,
  settings,
}: {
  logs: Float64Array
  labels: readonly (DayLabel | null)[]
  firstDay: number
  settings: DailySettings
}): OrdinaryDays {
  const dayCount = logs.length
  const isOrdinary = Array.from(logs, (log, i) => labels[i] == null && !Number.isNaN(log))
  const profile = weekProfile({logs, isOrdinary, firstDay, settings})
  const weekAt = (i: number) => profile.at(firstDay + i)
  const flat = logs.map((log, i) => log - weekAt(i))
  // Running sums, so that the mean over any window costs the same.
  const sums = new Float64Array(dayCount + 1)
  const counts = new Float64Array(dayCount + 1)
  for (let i = 0; i < dayCount; i++) {
    sums[i + 1] = (sums[i] ?? 0) + (isOrdinary[i] ? (flat[i] ?? 0) : 0)
    counts[i + 1] = (counts[i] ?? 0) + (isOrdinary[i] ? 1 : 0)
  }
  const meanOf = (from: number, to: number) => {
    const start = Math.min(Math.max(0, from), dayCount)
    const end = Math.max(start, Math.min(dayCount, to))
    const count = (counts[end] ?? 0) - (counts[start] ?? 0)
    return count >= 3 ? ((sums[end] ?? 0) - (sums[start] ?? 0)) / count : Number.NaN
  }
  const smoothAt = (i: number) => {
    for (const reach of [7, 14, 28]) {
      const mean = meanOf(i - reach, i + reach + 1)
      if (!Number.isNaN(mean)) return mean
    }
    return Number.NaN
  }
  return {dayCount, logs: flat, isOrdinary, weekAt, scatter: profile.scatter, meanOf, smoothAt}
}
