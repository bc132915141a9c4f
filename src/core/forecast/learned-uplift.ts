import type {Forecast} from '../../documents/forecast.js'
import {addDays} from '../series/zone.js'
import {censoredShare, liftFactors} from './censored.js'
import {epochDay, eventDays, offsetsOf} from './daily/event-days.js'
import {forecastDays} from './daily/forecast-days.js'
import {dailySettings} from './daily/settings.js'
import {windowPeak} from './daily/window-peak.js'
import type {KnownSeries} from './known-series.js'
import type {Past} from './learn-from.js'
import type {LabelledEvent, PlannedEvent} from './planned-event.js'
import {type Judge, priorSpread, recencyWeights, type Uplift} from './uplift.js'
import {windowDayPeaks} from './window-day-peaks.js'

/** An uplift that was learned, and what the days before it taught. */
export type Learned = {uplift: Uplift; method: NonNullable<Forecast['method']>}

/**
 * What the past says the event lifts its busiest hour to, over the level known now: the highest day of its window in
 * the forecast of days (`forecastDays`), whose spread already holds that of the level at this lead.
 *
 * On days of the event a day's value is the busiest hour inside the window, so that an evening after a sale of two
 * hours does not pass for it; its days are its own even where another event lies on them. Censored occurrences count as
 * what they most likely were, and widen the spread by a judgement times their share of the weight. Null where no
 * occurrence is known, or none has ordinary days around it.
 */
export function learnedUplift({
  known,
  event,
  past,
  levelRps,
  judgement,
}: {
  known: KnownSeries
  event: PlannedEvent
  past: Past
  levelRps: number
  judgement: Judge
}): Learned | null {
  if (past.events.length === 0) return null
  const {lo, hi} = offsetsOf(event.window)
  const {id, window, timezone} = event
  const dates = past.isLike ? (event.like?.dates ?? []) : event.pastDates
  const own = {id, dates: [...dates, event.date], window, timezone}
  const firstDate = addDays(event.date, lo)
  const asked = eventDays({
    peaks: peaksWithWindow({known, own, past, judgement}),
    events: [own, ...othersBeside(own, known.labels.labelled)],
    asOfDate: known.lastWholeDate < firstDate ? known.lastWholeDate : addDays(firstDate, -1),
    untilDate: addDays(event.date, hi),
  })
  if (asked === null) return null
  const settings = settingsOf(judgement)
  const {days, evidence} = forecastDays({...asked, settings})
  const found = evidence.events.find((one) => one.id === id && one.day === epochDay(event.date))
  const peak = windowPeak(days.slice(-(hi - lo + 1)), settings)
  if (found === undefined || found.occurrenceCount === 0 || !(peak.p50 > 0)) return null
  const weights = recencyWeights(past.events, judgement)
  const censoredRatio = censoredShare(past.events, weights)
  const unseen = censoredRatio === 0 ? 0 : censoredRatio * judgement('censoredSpreadRatio')
  const count = past.events.length
  return {
    method: {
      measuredDayCount: evidence.measuredDayCount,
      levelRateRatio: evidence.levelRate,
      shapeWeightRatio: evidence.shapeWeight,
      driftWeightRatio: evidence.driftWeight,
      knownLevelWeightRatio: found.knownLevelWeight,
      hindcastCount: found.hindcastCount,
      spreadFactorRatio: found.spreadRatio,
    },
    uplift: {
      logMean: Math.log(peak.p50 / levelRps),
      logSpread: Math.hypot(peak.logSpread, unseen),
      freedomCount: peak.freedomCount,
      origin: `${count} past ${count === 1 ? 'occurrence' : 'occurrences'}`,
      weights,
    },
  }
}

/** The engine's settings, with those that a shop may judge otherwise. */
export function settingsOf(judgement: Judge): typeof dailySettings {
  return {
    ...dailySettings,
    recencyRatio: judgement('recencyRatio'),
    upliftSpread: judgement('eventSpreadRatio'),
    upliftSpreadPerUplift: judgement('eventSpreadPerUpliftRatio'),
  }
}

/** The peaks of all days, where those of the event are the peaks of its window, and nothing where that was not measured. */
function peaksWithWindow(given: {
  known: KnownSeries
  own: LabelledEvent
  past: Past
  judgement: Judge
}): Map<string, number> {
  const {known, own, past, judgement} = given
  const {hourly, zone} = known
  const {lo, hi} = offsetsOf(own.window)
  const peaks = new Map(known.allPeaks)
  for (const date of own.dates) {
    for (let offset = lo; offset <= hi; offset++) peaks.delete(addDays(date, offset))
  }
  const factors = liftFactors({
    events: past.events,
    weights: recencyWeights(past.events, judgement),
    spreadOf: (logMean) => priorSpread(logMean, judgement),
  })
  past.events.forEach(({date, keptRatio = 1}, i) => {
    for (const [day, peakRps] of windowDayPeaks({date, window: own.window, hourly, zone})) {
      peaks.set(day, peakRps * keptRatio * (factors[i] ?? 1))
    }
  })
  return peaks
}

/** The other events, without those of their occurrences that touch a day of this one. */
function othersBeside(own: LabelledEvent, labelled: readonly LabelledEvent[]): LabelledEvent[] {
  const {lo, hi} = offsetsOf(own.window)
  const ownDays = new Set(own.dates.flatMap((date) => rangeOf(date, lo, hi)))
  return labelled
    .filter(({id}) => id !== own.id)
    .map((other) => {
      const span = offsetsOf(other.window)
      const isBeside = (date: string) => !rangeOf(date, span.lo, span.hi).some((day) => ownDays.has(day))
      return {...other, dates: other.dates.filter(isBeside)}
    })
}

function rangeOf(date: string, lo: number, hi: number): string[] {
  return Array.from({length: hi - lo + 1}, (_, i) => addDays(date, lo + i))
}
