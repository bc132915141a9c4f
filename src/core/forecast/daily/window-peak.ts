import {highestOfNormals} from '../../laws/highest-of-normals.js'
import {studentT} from '../../laws/student-t.js'
import type {DayForecast} from './forecast-days.js'
import {dailySettings} from './settings.js'

/** The highest day of a window: Student-t on the log scale around `p50`. */
export type WindowPeak = DayForecast

/**
 * The peak of a window of days that were forecast one by one. The highest of several is higher than the highest of
 * their medians, since any of them may turn out well: a share of each day's variance (`dayOwnRatio`) is taken as its
 * own, the rest as common to all. A window of one day is that day.
 *
 * Days of a median of zero are left out; a window of nothing else peaks at zero. Throws RangeError for no day.
 *
 * @source https://doi.org/10.1287/opre.9.2.145 (Clark, The Greatest of a Finite Set of Random Variables, 1961)
 */
export function windowPeak(days: readonly DayForecast[], settings = dailySettings): WindowPeak {
  const [first, ...others] = days.filter(({p50}) => p50 > 0)
  const only = first ?? days[0]
  if (only === undefined) throw new RangeError('windowPeak: no day')
  if (first === undefined || others.length === 0) return only
  const inOrder = [first, ...others].toSorted((a, b) => b.p50 - a.p50)
  const widest = inOrder.reduce((best, day) => (day.p90 > best.p90 ? day : best))
  const {dayOwnRatio} = settings
  const {mean, variance} = highestOfNormals(
    inOrder.map(({p50, logSpread}) => ({mean: Math.log(p50), variance: dayOwnRatio * logSpread ** 2})),
  )
  const logSpread = Math.sqrt((1 - dayOwnRatio) * widest.logSpread ** 2 + variance)
  const {freedomCount} = widest
  const at = (probability: number) => Math.exp(mean + logSpread * studentT({probability, freedomCount}))
  return {p50: at(0.5), p90: at(0.9), p99: at(0.99), logSpread, freedomCount}
}
