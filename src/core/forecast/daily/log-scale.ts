import {median} from 'simple-statistics'

/** exp of more than this is no number any more. */
const highestLog = 700

/** The way to the log scale and back. */
export type LogScale = {
  /** The series as logarithms; NaN where nothing was measured. */
  logs: Float64Array
  valueOf: (log: number) => number
}

/**
 * Takes a series to the log scale, where growth adds and a quantile never falls below zero.
 *
 * A hundredth of the median positive value is added to each before the logarithm and taken off after it, so that a day
 * of zero is a low day and not an infinitely low one. Values below zero, NaN and infinite ones count as not measured.
 * Null when no value is above zero: there is nothing to scale.
 *
 * @source https://otexts.com/fpp3/transformations.html (Hyndman and Athanasopoulos, Forecasting, 3.1)
 */
export function toLogScale(values: readonly (number | null)[]): LogScale | null {
  const positive = values.filter((value): value is number => value !== null && value > 0 && Number.isFinite(value))
  if (positive.length === 0) return null
  const added = Math.max(median(positive) / 100, Number.MIN_VALUE)
  const logs = Float64Array.from(values, (value) =>
    value !== null && value >= 0 && Number.isFinite(value) ? Math.min(Math.log(value + added), highestLog) : Number.NaN,
  )
  return {
    logs,
    valueOf: (log) => Math.max(0, Math.exp(Math.min(log, highestLog)) - added),
  }
}
