import type {DayEvent} from '../../src/core/forecast/daily/label-days.ts'
import type {DailySeries} from './forecast-series.ts'

/** One forecast to judge: what was known, what is asked, and what came. */
export type ForecastCase = {
  kind: 'event' | 'rolling'
  series: string
  leadDays: number
  event: DayEvent | null
  /** History before the origin; gaps as they are, and filled for methods that cannot bear them. */
  values: (number | null)[]
  filled: number[]
  firstDay: number
  /** Past and future. */
  events: DayEvent[]
  horizonDays: number
  /** Days of the horizon that are judged, and what was measured on them. */
  from: number
  actuals: (number | null)[]
}

const fewestDays = 300
const rollingDays = 28
const rollingCount = 6

/**
 * Every event that can be forecast as it would have been: from the days before (window start − lead), at least 300, with
 * at least one earlier occurrence among them.
 */
export function eventCases(series: DailySeries, leadDays: number): ForecastCase[] {
  const {values, firstDay, events} = series
  return events.flatMap((event) => {
    const from = event.day + event.lo - firstDay
    const to = event.day + event.hi - firstDay
    const origin = from - leadDays
    const hasEarlier = events.some(
      (one) =>
        one.id === event.id &&
        one.day + one.lo >= firstDay &&
        one.day + one.hi < firstDay + origin &&
        values.slice(one.day + one.lo - firstDay, one.day + one.hi - firstDay + 1).some((value) => value !== null),
    )
    const actuals = values.slice(from, to + 1)
    const isWhole = to < values.length && actuals.some((value) => value !== null)
    if (!isWhole || !hasEarlier || origin < fewestDays) return []
    return [caseOf(series, {kind: 'event', leadDays, event, origin, from: leadDays, actuals})]
  })
}

/** The last six stretches of 28 days, each forecast from the day before it. */
export function rollingCases(series: DailySeries): ForecastCase[] {
  return Array.from({length: rollingCount}, (_, k) => series.values.length - rollingDays * (k + 1))
    .filter((origin) => origin >= fewestDays)
    .map((origin) => {
      const actuals = series.values.slice(origin, origin + rollingDays)
      return caseOf(series, {kind: 'rolling', leadDays: 0, event: null, origin, from: 0, actuals})
    })
}

function caseOf(
  series: DailySeries,
  given: Pick<ForecastCase, 'kind' | 'leadDays' | 'event' | 'from' | 'actuals'> & {origin: number},
): ForecastCase {
  const {origin, ...rest} = given
  const values = series.values.slice(0, origin)
  return {
    ...rest,
    series: series.name,
    values,
    filled: filled(values),
    firstDay: series.firstDay,
    events: series.events,
    horizonDays: rest.from + rest.actuals.length,
  }
}

/** Gaps filled by a straight line between their neighbours. */
function filled(values: readonly (number | null)[]): number[] {
  const known = values.flatMap((value, i) => (value === null ? [] : [{i, value}]))
  let k = 0
  return values.map((value, i) => {
    if (value !== null) return value
    while (k + 1 < known.length && (known[k + 1]?.i ?? 0) < i) k++
    const before = known[k] ?? {i, value: 1}
    const after = known[k + 1] ?? before
    if (before.i > i || after.i === before.i) return before.value
    return before.value + ((after.value - before.value) * (i - before.i)) / (after.i - before.i)
  })
}
