import {PlanError} from '../../errors.js'
import {levelAt} from '../series/daily-peaks.js'
import {daysBetween} from '../series/zone.js'
import {chooseUplift} from './choose-uplift.js'
import {drivenUplift} from './driven-uplift.js'
import type {KnownSeries} from './known-series.js'
import {learnFrom, type Past} from './learn-from.js'
import {type Learned, learnedUplift} from './learned-uplift.js'
import {levelErrorSpread} from './level-error.js'
import type {PlannedEvent} from './planned-event.js'
import type {Judge, Uplift} from './uplift.js'

/** The busiest hour of an event as a mean rate: Student-t on the log scale around `medianRps`, and where it is from. */
export type PeakHour = {
  levelRps: number
  medianRps: number
  logSpread: number
  freedomCount: number
  uplift: Uplift
  past: Past
  /** What the days before taught; null where a given factor stands over the level. */
  method: Learned['method'] | null
  /** The level's drift over the lead had to be judged. */
  isDriftJudged: boolean
  /** What the drivers moved, a sentence each. */
  driverNotes: string[]
}

/**
 * Forecasts the busiest hour of an event from a series as it is known.
 *
 * From the past: `learnedUplift`. From a factor that a person gave: the level of ordinary days now, times the factor.
 * Throws DATA_GAP when there is no ordinary level, EVENT_WITHOUT_HISTORY when neither a past occurrence nor a factor
 * is known.
 */
export function forecastPeakHour({
  known,
  event,
  judgement,
}: {
  known: KnownSeries
  event: PlannedEvent
  judgement: Judge
}): PeakHour {
  const {hourly, ordinaryPeaks: peaks, asOfDate, zone} = known
  const levelRps = levelAt(peaks, asOfDate)
  if (levelRps === null || levelRps <= 0) throw withoutLevel(asOfDate, event)
  const leadDays = Math.max(0, daysBetween(asOfDate, event.date))
  const past = learnFrom({event, leadDays, asOfDate, hourly, peaks, zone})
  const isGiven = event.uplift?.kind === 'factor'
  const learned = isGiven ? null : learnedUplift({known, event, past, levelRps, judgement})
  const drift = isGiven ? levelErrorSpread({peaks, asOfDate, leadDays}) : null
  const chosen = chooseUplift({
    event,
    learned: learned?.uplift ?? null,
    isLike: past.isLike,
    levelSpread: () => drift ?? judgement('levelSpreadRatio'),
    judgement,
  })
  const {uplift, notes: driverNotes} = drivenUplift({event, uplift: chosen, past, judgement})
  return {
    levelRps,
    medianRps: levelRps * Math.exp(uplift.logMean),
    logSpread: uplift.logSpread,
    freedomCount: uplift.freedomCount,
    uplift,
    past,
    method: learned?.method ?? null,
    isDriftJudged: isGiven && drift === null,
    driverNotes,
  }
}

function withoutLevel(asOfDate: string, event: PlannedEvent): PlanError {
  return new PlanError(
    'data',
    'DATA_GAP',
    `fewer than 7 ordinary days were measured in the 28 days before ${asOfDate}, so ${event.id} has no level to start from`,
    {
      suggestions: [
        'add a source for the last four weeks to demand.sources',
        'or pass --as-of with the day the data ends',
      ],
    },
  )
}
