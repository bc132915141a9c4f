import {median, medianAbsoluteDeviation} from 'simple-statistics'
import {type DailyPeaks, levelAt} from '../series/daily-peaks.js'
import {addDays, daysBetween} from '../series/zone.js'

/** Origins a week apart: nearer ones repeat each other. */
const originStepDays = 7
const mostOrigins = 104
const fewestOrigins = 6
/** A median absolute deviation times this is the standard deviation of a normal. */
const madToSpread = 1.4826

/**
 * How wrong the ordinary level has been, `leadDays` ahead: the spread of log(level at the target / level at the
 * origin) over weekly origins of the past two years, around its own median.
 *
 * Returns null with fewer than six origins. Origins overlap, so the spread is robust but not exact; growth steps that
 * never happened before are not in it.
 */
export function levelErrorSpread({
  peaks,
  asOfDate,
  leadDays,
}: {
  peaks: DailyPeaks
  asOfDate: string
  leadDays: number
}): number | null {
  const first = peaks.keys().next().value
  if (first === undefined) return null
  const errors: number[] = []
  for (let i = 0; i < mostOrigins; i++) {
    const target = addDays(asOfDate, -i * originStepDays)
    const origin = addDays(target, -Math.max(1, leadDays))
    if (daysBetween(first, origin) < 7) break
    const then = levelAt(peaks, origin)
    const later = levelAt(peaks, target)
    if (then !== null && later !== null && then > 0 && later > 0) errors.push(Math.log(later / then))
  }
  if (errors.length < fewestOrigins) return null
  const centre = median(errors)
  return madToSpread * medianAbsoluteDeviation(errors.map((error) => error - centre))
}

/** Growth of the ordinary level over a year, weekday-aligned (364 days); null without a year of history. */
export function yearGrowth(peaks: DailyPeaks, asOfDate: string): number | null {
  const now = levelAt(peaks, asOfDate)
  const then = levelAt(peaks, addDays(asOfDate, -364))
  return now === null || then === null || then <= 0 ? null : now / then
}
