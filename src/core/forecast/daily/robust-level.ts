import type {OrdinaryDays} from './ordinary-days.js'

/** A day moves the level by at most this many scatters of its own surprise. */
const surpriseLimit = 3

/**
 * The level known before each day (one more than there are days): exponential smoothing in which a day that surprises by
 * more than three scatters counts as three, and the scatter itself follows the surprises slowly. Event days and gaps
 * leave it as it is. A step in growth is therefore followed in steps of three scatters while the scatter widens.
 *
 * `rate` is the share of a day's surprise that the level takes over.
 *
 * @source https://doi.org/10.1002/for.1125 (Gelper, Fried and Croux, Robust Forecasting with Exponential and Holt-Winters Smoothing, 2010)
 */
export function robustLevel(days: OrdinaryDays, rate: number): Float64Array {
  const levels = new Float64Array(days.dayCount + 1)
  let level = firstLevel(days)
  let scatter = days.scatter
  levels[0] = level
  for (let i = 0; i < days.dayCount; i++) {
    if (days.isOrdinary[i]) {
      const surprise = (days.logs[i] ?? level) - level
      const limit = surpriseLimit * scatter
      scatter = 0.97 * scatter + 0.03 * 1.25 * Math.min(Math.abs(surprise), 4 * scatter)
      level += rate * Math.max(-limit, Math.min(limit, surprise))
    }
    levels[i + 1] = level
  }
  return levels
}

/** The first fortnight that has ordinary days; failing all, the mean of what was measured. */
function firstLevel(days: OrdinaryDays): number {
  for (let from = 0; from < days.dayCount; from += 14) {
    const mean = days.meanOf(from, from + 14)
    if (!Number.isNaN(mean)) return mean
  }
  const measured = days.logs.filter((log) => !Number.isNaN(log))
  return measured.length === 0 ? 0 : measured.reduce((sum, log) => sum + log, 0) / measured.length
}
