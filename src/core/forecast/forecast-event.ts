import {probit} from 'simple-statistics'
import type {Forecast, Moment} from '../../documents/forecast.js'
import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {cutWindows} from '../series/cut-windows.js'
import {type HourlyRates, hourlyRates} from '../series/hourly-rates.js'
import {instantOf, isoOf, makeZone, type Zone} from '../series/zone.js'
import {rankBusiness} from './business-forecast.js'
import type {PastEvent} from './event-bank.js'
import {type EventShape, shapeFromOrdinaryDays, shapeFromPast} from './event-shape.js'
import type {LimitEvidence} from './find-censored.js'
import {type FineShape, fineShape, fineStepS} from './fine-shape.js'
import {historyOf, lastTimeRps, notesOf, occurrenceOf} from './forecast-evidence.js'
import {hindcast} from './hindcast.js'
import {knownSeries, type SeriesLabels} from './known-series.js'
import {yearGrowth} from './level-error.js'
import {withPastLimits} from './past-limits.js'
import {forecastPeakHour} from './peak-hour.js'
import {burstOf, peakPath, peakToMeanOf} from './peak-path.js'
import type {PlannedEvent} from './planned-event.js'
import {quantileRates} from './quantile-rates.js'
import {type Judge, recencyWeights, type Uplift} from './uplift.js'

const stepS = 3600
/** Beyond a week five-minute steps are thousands of lines that nobody looks into. */
const mostFineHours = 7 * 24

/**
 * Forecasts one event from the traffic before `asOf`: when it peaks and how high, at P50, P90 and P99.
 *
 * The busiest hour is `forecastPeakHour`'s: last year's sales, the growth since, and how far they have been off. The
 * busiest minute over the hour is combined with it by simulation, never as a product of P99s. `labels` are all known
 * events, which are no ordinary days, and what the user excluded. What the business expects is set beside the forecast
 * and changes nothing in it. Throws EVENT_WITHOUT_HISTORY when neither a past occurrence nor a factor is known,
 * DATA_GAP when there is no ordinary level, EVENT_PAST when the window is over. Valid for leads of days to some months;
 * it knows no weather, and of prices and campaigns what the event's drivers say.
 */
export function forecastEvent({
  traffic,
  event: planned,
  labels,
  asOf,
  judgement,
  limits = null,
}: {
  traffic: Traffic
  event: PlannedEvent
  labels: SeriesLabels
  asOf: string
  judgement: Judge
  /** What was measured around past occurrences, to tell which of them ran into a limit. */
  limits?: LimitEvidence | null
}): Forecast {
  const zone = makeZone(planned.timezone)
  const asOfS = instantOf(asOf)
  const midnightS = zone.instantS(planned.date, '00:00')
  if (midnightS + planned.window.endS <= asOfS) throw eventPast(planned, asOf)
  const cut = {...traffic, windows: cutWindows(traffic.windows, asOfS)}
  const known = knownSeries({hourly: hourlyRates(cut), labels, zone, asOfS})
  const event = withPastLimits({event: planned, known, traffic: cut, evidence: limits, judgement})
  const {hourly, asOfDate} = known
  const found = forecastPeakHour({known, event, judgement})
  const {levelRps, medianRps: medianHourRps, logSpread: hourSpread, freedomCount, uplift, past} = found
  const weights = recencyWeights(past.events, judgement)
  const shape = shapeOf({event, past: past.events, weights, uplift, asOfDate, hourly, zone})
  const startS = midnightS + event.window.startS
  const burst = burstOf({traffic: cut, past: past.events, window: event.window, zone, judgement})
  const fine = fineOf({event, past: past.events, weights, shape, startS, traffic: cut, zone, judgement})
  const spreads = {logSpread: hourSpread, freedomCount}
  const {path, finePath} = peakPath({startS, hourShares: shape.shares, fine, burst, medianHourRps, ...spreads})
  const highestHour = shape.shares.indexOf(Math.max(...shape.shares))
  const peak = highestOf(path)
  const peakToMean = peakToMeanOf(burst, medianHourRps)
  const ranked =
    event.business === undefined ? null : rankBusiness({business: event.business, medianHourRps, levelRps, ...spreads})
  const leadS = startS - asOfS
  const back = hindcast({events: past.isLike ? [] : past.events, event, known, leadS, judgement})
  return {
    schema: 'ecom-plan.forecast/v1',
    eventId: event.id,
    eventName: event.name,
    date: event.date,
    timezone: event.timezone,
    level: traffic.level,
    asOf,
    windowStartAt: isoOf(startS),
    windowEndAt: isoOf(midnightS + event.window.endS),
    leadS,
    levelRps,
    growthRatio: yearGrowth(known.ordinaryPeaks, asOfDate),
    upliftRatio: Math.exp(uplift.logMean),
    upliftOrigin: uplift.origin,
    logSpreadRatio: Math.hypot(hourSpread, Math.log(peakToMean.p90Ratio / peakToMean.p50Ratio) / probit(0.9)),
    freedomCount,
    peakHour: {at: isoOf(startS + highestHour * stepS), ...quantileRates({medianRps: medianHourRps, ...spreads})},
    peak,
    firstSpike: firstSpike({event, zone, path, peakAt: peak.at}),
    peakToMean,
    stepS,
    path,
    ...(path.length > mostFineHours ? {} : {finePath: {stepS: fineStepS, points: finePath}}),
    lastTimeRps: lastTimeRps({past: past.events, event, hourly, zone, hours: path.length}),
    occurrences: past.events.map((found, i) => occurrenceOf(found, past.eventId, weights[i] ?? 0, back.rows[i])),
    hindcast: back.summary,
    anomalies: known.anomalies,
    history: historyOf(hourly),
    ...(found.method === null ? {} : {method: found.method}),
    ...(ranked === null ? {} : {business: ranked.document}),
    notes: [...(ranked === null ? [] : [ranked.note]), ...notesOf({event, found, shape, burst, peakToMean, fine})],
  }
}

function eventPast(event: PlannedEvent, asOf: string): PlanError {
  return new PlanError('data', 'EVENT_PAST', `the window of ${event.id} (${event.date}) ended before ${asOf}`, {
    suggestions: [
      'choose the next occurrence: ecom-plan events next',
      'or look at it as of a day before: --as-of TIME',
    ],
  })
}

function shapeOf(given: {
  event: PlannedEvent
  past: readonly PastEvent[]
  weights: readonly number[]
  uplift: Uplift
  asOfDate: string
  hourly: HourlyRates
  zone: Zone
}): EventShape {
  const {event, past, weights, uplift, asOfDate, hourly, zone} = given
  if (past.length === 0) {
    return shapeFromOrdinaryDays({window: event.window, upliftRatio: Math.exp(uplift.logMean), asOfDate, hourly, zone})
  }
  return shapeFromPast({events: past, weights, window: event.window, hourly, zone})
}

function fineOf(given: {
  event: PlannedEvent
  past: readonly PastEvent[]
  weights: readonly number[]
  shape: EventShape
  startS: number
  traffic: Traffic
  zone: Zone
  judgement: Judge
}): FineShape {
  const {event, past, weights, shape, startS, traffic, zone, judgement} = given
  return fineShape({
    hourShares: shape.shares,
    launches: event.launches.map((time) => zone.instantS(event.date, time) - startS),
    rampS: event.rampS ?? (event.launches.length === 0 ? 0 : judgement('launchRampS')),
    events: past,
    weights,
    window: event.window,
    traffic,
    zone,
  })
}

/** The step with the highest median: mostly the peak hour, and the launch where its minutes stand higher. */
function highestOf(path: readonly Moment[]): Moment {
  const [first, ...others] = path
  if (first === undefined) throw new RangeError('highestOf: a window without an hour')
  return others.reduce((best, step) => (step.p50Rps > best.p50Rps ? step : best), first)
}

/** The hour of the first launch, when that is not the peak itself. */
function firstSpike({
  event,
  zone,
  path,
  peakAt,
}: {
  event: PlannedEvent
  zone: Zone
  path: readonly Moment[]
  peakAt: string
}): Moment | null {
  const launch = event.launches.map((time) => zone.instantS(event.date, time)).sort((a, b) => a - b)[0]
  if (launch === undefined) return null
  const step = path.find(({at}) => instantOf(at) <= launch && launch < instantOf(at) + stepS)
  return step === undefined || step.at === peakAt ? null : {...step, at: isoOf(launch)}
}
