import {addDays} from '../series/zone.js'
import type {KnownSeries} from './known-series.js'

const stepDays = 28
/** Before the first origin: four weeks of level for the lead, and four weeks to learn from. */
const leastHistoryDays = 56
/** A day that is no ordinary one gives way to the next that is, within a week. */
const mostShiftDays = 6

/**
 * Dates of ordinary days to forecast from rolling origins every 28 days, oldest first: of each origin the first
 * ordinary day `leadDays` or more later.
 */
export function rollingDays({whole, leadDays}: {whole: KnownSeries; leadDays: number}): string[] {
  const {ordinaryPeaks, asOfDate} = whole
  const first = [...ordinaryPeaks.keys()].sort()[0]
  if (first === undefined) return []
  const dates: string[] = []
  const earliest = addDays(first, leastHistoryDays)
  for (
    let origin = addDays(asOfDate, -leadDays - mostShiftDays);
    origin >= earliest;
    origin = addDays(origin, -stepDays)
  ) {
    const shifted = Array.from({length: mostShiftDays + 1}, (_, shift) => addDays(origin, leadDays + shift))
    const date = shifted.find((day) => (ordinaryPeaks.get(day) ?? 0) > 0)
    if (date !== undefined) dates.push(date)
  }
  return dates.reverse()
}
