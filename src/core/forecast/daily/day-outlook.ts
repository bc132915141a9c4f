import type {DayLabel} from './label-days.js'
import type {LevelModel} from './level-model.js'
import type {OrdinaryDays} from './ordinary-days.js'
import type {DailySettings} from './settings.js'
import type {UpliftBank} from './uplift-bank.js'

/** One day ahead on the log scale, before calibration. */
export type DayOutlook = {
  /** The level forecast with the uplift over it. */
  fromForecast: number
  /** The level known at the origin with the uplift over that; null on ordinary days and without such an uplift. */
  fromKnown: number | null
  spread: number
  freedomCount: number
  /** Occurrences of this offset that were measured; null on an ordinary day. */
  occurrenceCount: number | null
}

export type Outlook = (origin: number, stepDays: number) => DayOutlook

/**
 * Joins level, weekday and uplift into the outlook of the day `stepDays` after an origin. An offset that was never
 * measured is an ordinary day with a wider spread.
 */
export function makeOutlook({
  days,
  labels,
  model,
  daySpreadAt,
  levelSpreadAt,
  ordinaryFreedomCount,
  bank,
  settings,
}: {
  days: OrdinaryDays
  labels: readonly (DayLabel | null)[]
  model: LevelModel
  /** Of an ordinary day, and of the level around it. */
  daySpreadAt: (stepDays: number) => number
  levelSpreadAt: (stepDays: number) => number
  ordinaryFreedomCount: number
  bank: UpliftBank
  settings: DailySettings
}): Outlook {
  return (origin, stepDays) => {
    const i = origin + stepDays - 1
    const level = model.levelAt(origin, stepDays)
    const spread = daySpreadAt(stepDays)
    const label = labels[i] ?? null
    const ordinary = {
      fromForecast: level + days.weekAt(i),
      fromKnown: null,
      spread,
      freedomCount: ordinaryFreedomCount,
      occurrenceCount: null,
    }
    if (label === null) return ordinary
    const uplift = bank.upliftOf(label.key, origin, stepDays)
    if (uplift === null) return {...ordinary, spread: Math.hypot(spread, settings.unseenSpread), occurrenceCount: 0}
    const weekday = bank.weekdayRatio * days.weekAt(i)
    const known = bank.knownLevelAt(origin)
    return {
      fromForecast: level + weekday + uplift.overLevel,
      fromKnown: uplift.overKnownLevel === null || Number.isNaN(known) ? null : known + weekday + uplift.overKnownLevel,
      spread: Math.hypot(levelSpreadAt(stepDays), uplift.spread),
      freedomCount: Math.min(uplift.freedomCount, settings.mostFreedomCount),
      occurrenceCount: uplift.occurrenceCount,
    }
  }
}
