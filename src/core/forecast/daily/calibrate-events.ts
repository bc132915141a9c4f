import type {DayOutlook, Outlook} from './day-outlook.js'
import type {DayEvent} from './label-days.js'
import type {DailySettings} from './settings.js'

/** What hindcasts of the series' own events teach about the next: all on the log scale. */
export type EventCalibration = {
  /** Weight of the known level's uplift against that of the forecast level. */
  knownLevelWeight: number
  /** Multiplies the spread. */
  spreadRatio: number
  hindcastCount: number
}

type Hindcast = {outlooks: DayOutlook[]; actuals: number[]}

/** A hindcast that missed by more spreads than this counts as this. */
const mostSpreads = 3

/**
 * Forecasts every past event of the series from `leadDays` before its window, with the uplifts known by then, and
 * learns from the misses of the window's peak what to change: how far the known level is to be trusted against the
 * forecast one, and how much wider or narrower the spread should have been. Each is pulled toward our judgement by
 * `knownLevelStrength` and `spreadStrength`, so that few hindcasts change little. A common bias is not taken out: it was
 * tried, and made all development series worse.
 *
 * The level's weights are those of the whole history, so the misses are a little too small; the pull covers that.
 */
export function calibrateEvents({
  events,
  logs,
  firstDay,
  leadDays,
  outlook,
  settings,
}: {
  events: readonly DayEvent[]
  /** Measured logs, weekday included. */
  logs: Float64Array
  firstDay: number
  leadDays: number
  outlook: Outlook
  settings: DailySettings
}): EventCalibration {
  const hindcasts = events
    .map((event) => hindcastOf({event, logs, firstDay, leadDays, outlook}))
    .filter((hindcast) => hindcast !== null)
  const knownLevelWeight = fittedWeight(hindcasts, settings)
  const peaks = hindcasts.map((hindcast) => missOfPeak(hindcast, knownLevelWeight, settings))
  const squares = peaks.reduce((sum, {miss, spread}) => sum + heldMiss(miss / spread) ** 2, 0)
  return {
    knownLevelWeight,
    spreadRatio: Math.sqrt((settings.spreadStrength + squares) / (settings.spreadStrength + peaks.length)),
    hindcastCount: peaks.length,
  }
}

/**
 * The median of a day: both ways to it, weighed. Where they are far apart, the growth since last year was no growth of
 * the event, so the known level moves the answer by no more than `apartLimit` spreads times its weight.
 */
export function medianOf(day: DayOutlook, knownLevelWeight: number, settings: DailySettings): number {
  return day.fromForecast + knownLevelWeight * apartOf(day, settings) * day.spread
}

/** How far the known level's answer is above the forecast level's, in spreads, held. */
function apartOf({fromForecast, fromKnown, spread}: DayOutlook, settings: DailySettings): number {
  if (fromKnown === null) return 0
  return Math.max(-settings.apartLimit, Math.min(settings.apartLimit, (fromKnown - fromForecast) / spread))
}

function hindcastOf({
  event,
  logs,
  firstDay,
  leadDays,
  outlook,
}: {
  event: DayEvent
  logs: Float64Array
  firstDay: number
  leadDays: number
  outlook: Outlook
}): Hindcast | null {
  const from = event.day + event.lo - firstDay
  const to = event.day + event.hi - firstDay
  const origin = from - leadDays
  if (origin < 56 || to >= logs.length) return null
  const outlooks: DayOutlook[] = []
  const actuals: number[] = []
  for (let i = from; i <= to; i++) {
    const log = logs[i] ?? Number.NaN
    if (Number.isNaN(log)) continue
    outlooks.push(outlook(origin, i - origin + 1))
    actuals.push(log)
  }
  const isKnown = outlooks.some(({occurrenceCount}) => occurrenceCount !== null && occurrenceCount > 0)
  return isKnown ? {outlooks, actuals} : null
}

/** Ridge regression of the misses of the forecast level on its distance to the known level's answer, both in spreads. */
function fittedWeight(hindcasts: readonly Hindcast[], settings: DailySettings): number {
  let squares = settings.knownLevelStrength
  let products = settings.knownLevelStrength * settings.knownLevelWeight
  for (const {outlooks, actuals} of hindcasts) {
    outlooks.forEach((day, k) => {
      const apart = apartOf(day, settings)
      const miss = ((actuals[k] ?? 0) - day.fromForecast) / day.spread
      squares += apart ** 2 / outlooks.length
      products += (apart * heldMiss(miss)) / outlooks.length
    })
  }
  return Math.max(0, Math.min(1, products / squares))
}

function heldMiss(miss: number): number {
  return Math.max(-mostSpreads, Math.min(mostSpreads, miss))
}

/** By how much the window's highest measured day stood above its highest median. */
function missOfPeak(
  {outlooks, actuals}: Hindcast,
  knownLevelWeight: number,
  settings: DailySettings,
): {miss: number; spread: number} {
  let highest = Number.NEGATIVE_INFINITY
  let spread = 1
  for (const day of outlooks) {
    const median = medianOf(day, knownLevelWeight, settings)
    if (median <= highest) continue
    highest = median
    spread = day.spread
  }
  return {miss: Math.max(...actuals) - highest, spread}
}
