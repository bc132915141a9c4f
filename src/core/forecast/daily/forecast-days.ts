import {studentT} from '../../laws/student-t.js'
import {calibrateEvents, type EventCalibration, medianOf} from './calibrate-events.js'
import {type DayOutlook, makeOutlook} from './day-outlook.js'
import {fitTails} from './error-tails.js'
import {type DayEvent, labelDays} from './label-days.js'
import {chooseLevelModel} from './level-model.js'
import {spreadByStep} from './level-spread.js'
import {type LogScale, toLogScale} from './log-scale.js'
import {ordinaryDays} from './ordinary-days.js'
import {type DailySettings, dailySettings} from './settings.js'
import {upliftBank} from './uplift-bank.js'

/** The level's wildest errors are held at this quantile: a wild day beside an event says little of the event. */
const levelHeldAt = 0.98

/** Quantiles of one day, in the unit of the series. */
export type DayQuantiles = {p50: number; p90: number; p99: number}

/** With the Student-t on the log scale that they are read off. */
export type DayForecast = DayQuantiles & {logSpread: number; freedomCount: number}

/** What the forecast rests on, for a reader who asks why. */
export type DaysEvidence = {
  measuredDayCount: number
  /** Share of a day's surprise that the level takes over. */
  levelRate: number
  shapeWeight: number
  driftWeight: number
  /** Spread (log) of the first and the last day ahead, were they ordinary. */
  firstSpread: number
  lastSpread: number
  /** Degrees of freedom of an ordinary day's Student-t: the fewer, the wilder its rare days. */
  ordinaryFreedomCount: number
  /** One an occurrence in the horizon. */
  events: (EventCalibration & {id: string; day: number; occurrenceCount: number})[]
}

/**
 * Forecasts each of the `horizonDays` days after a daily series, at P50, P90 and P99.
 *
 * `values` are one a day from epoch day `firstDay` (days since 1970-01-01, local), in any unit, null where nothing was
 * measured; `events` are past and future occurrences with the days around them that they bend. A day is level + last
 * year's shape + drift + weekday, or an event's uplift instead of the weekday, on the log scale; quantiles are
 * Student-t. The same input gives the same output: there are no draws.
 *
 * Every quantile is finite, at least zero and in order. A series without a value above zero is forecast as zero; one
 * too short to test itself has wide, untested spreads. An event without a measured occurrence is an ordinary day with a
 * wider spread: `occurrenceCount` 0 in the evidence says so, and the caller should ask for a factor. Good for leads of
 * days to some months; it knows no price, campaign or weather.
 *
 * @source The method and its backtests: `npm run bench -- forecast`
 */
export function forecastDays({
  values,
  firstDay,
  events,
  horizonDays,
  settings = dailySettings,
}: {
  values: readonly (number | null)[]
  firstDay: number
  events: readonly DayEvent[]
  horizonDays: number
  settings?: DailySettings
}): {days: DayForecast[]; evidence: DaysEvidence} {
  if (!(Number.isInteger(horizonDays) && horizonDays > 0)) {
    throw new RangeError(`forecastDays: a horizon of ${horizonDays} days`)
  }
  const scale = toLogScale(values)
  if (scale === null) return nothingMeasured(horizonDays)
  const historyCount = values.length
  const dayCount = historyCount + horizonDays
  const labels = labelDays({events, firstDay, dayCount, historyCount})
  const days = ordinaryDays({logs: scale.logs, labels, firstDay, settings})
  const model = chooseLevelModel({days, horizonDays, settings})
  const dayRmsAt = spreadByStep(model.errors, ({dayError}) => dayError, 1)
  const levelSpreadAt = spreadByStep(model.errors, ({levelError}) => levelError, levelHeldAt)
  const tails = fitTails(
    model.errors.map(({dayError, stepDays, weight}) => ({size: dayError / dayRmsAt(stepDays), weight})),
    settings,
  )
  const daySpreadAt = (stepDays: number) => dayRmsAt(stepDays) * tails.scaleRatio
  const bank = upliftBank({days, labels, settings})
  const outlook = makeOutlook({
    days,
    labels,
    model,
    daySpreadAt,
    levelSpreadAt,
    ordinaryFreedomCount: tails.freedomCount,
    bank,
    settings,
  })
  const upcoming = events
    .filter((event) => isAhead(event, firstDay + historyCount, horizonDays))
    .map((event) => ({
      event,
      calibration: calibrateEvents({
        events,
        logs: scale.logs,
        firstDay,
        leadDays: Math.max(0, event.day + event.lo - firstDay - historyCount),
        outlook,
        settings,
      }),
    }))
  const outlooks = Array.from({length: horizonDays}, (_, k) => outlook(historyCount, k + 1))
  const calibrationOf = (k: number) => {
    const label = labels[historyCount + k]
    const day = firstDay + historyCount + k
    return upcoming.find(({event}) => event.id === label?.id && event.day + label.offset === day)?.calibration
  }
  return {
    days: outlooks.map((day, k) => quantilesOf(day, calibrationOf(k), scale, settings)),
    evidence: {
      measuredDayCount: scale.logs.filter((log) => !Number.isNaN(log)).length,
      levelRate: model.rate,
      shapeWeight: model.shapeWeight,
      driftWeight: model.driftWeight,
      firstSpread: daySpreadAt(1),
      lastSpread: daySpreadAt(horizonDays),
      ordinaryFreedomCount: tails.freedomCount,
      events: upcoming.map(({event, calibration}) => ({
        id: event.id,
        day: event.day,
        occurrenceCount: outlooks.reduce(
          (most, {occurrenceCount}, k) =>
            labels[historyCount + k]?.id === event.id ? Math.max(most, occurrenceCount ?? 0) : most,
          0,
        ),
        ...calibration,
      })),
    },
  }
}

function isAhead(event: DayEvent, origin: number, horizonDays: number): boolean {
  return event.day + event.hi >= origin && event.day + event.lo < origin + horizonDays
}

function quantilesOf(
  day: DayOutlook,
  calibration: EventCalibration | undefined,
  scale: LogScale,
  settings: DailySettings,
): DayForecast {
  const isEvent = day.occurrenceCount !== null && calibration !== undefined
  const median = isEvent ? medianOf(day, calibration.knownLevelWeight, settings) : day.fromForecast
  const spread = isEvent ? day.spread * calibration.spreadRatio : day.spread
  const at = (probability: number) =>
    scale.valueOf(median + spread * studentT({probability, freedomCount: day.freedomCount}))
  return {p50: at(0.5), p90: at(0.9), p99: at(0.99), logSpread: spread, freedomCount: day.freedomCount}
}

function nothingMeasured(horizonDays: number): {days: DayForecast[]; evidence: DaysEvidence} {
  return {
    days: Array.from({length: horizonDays}, () => ({p50: 0, p90: 0, p99: 0, logSpread: 0, freedomCount: 1})),
    evidence: {
      measuredDayCount: 0,
      levelRate: 0,
      shapeWeight: 0,
      driftWeight: 0,
      firstSpread: 0,
      lastSpread: 0,
      ordinaryFreedomCount: 0,
      events: [],
    },
  }
}
