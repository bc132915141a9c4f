import {probit} from 'simple-statistics'
import type {Forecast, Moment} from '../../documents/forecast.js'
import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {cutWindows} from '../series/cut-windows.js'
import {type DailyPeaks, dailyPeaks, levelAt} from '../series/daily-peaks.js'
import {findAnomalies, type Span, spansOf} from '../series/find-anomalies.js'
import {type HourlyRates, hourlyRates} from '../series/hourly-rates.js'
import {daysBetween, instantOf, isoOf, makeZone, type Zone} from '../series/zone.js'
import {rankBusiness} from './business-forecast.js'
import {chooseUplift} from './choose-uplift.js'
import type {PastEvent} from './event-bank.js'
import {type EventShape, shapeFromOrdinaryDays, shapeFromPast} from './event-shape.js'
import {type FineShape, fineShape, fineStepS} from './fine-shape.js'
import {historyOf, lastTimeRps, notesOf, occurrenceOf} from './forecast-evidence.js'
import {hindcast} from './hindcast.js'
import {learnFrom} from './learn-from.js'
import {levelErrorSpread, yearGrowth} from './level-error.js'
import {burstOf, peakPath, peakToMeanOf} from './peak-path.js'
import type {PlannedEvent} from './planned-event.js'
import {quantileRates} from './quantile-rates.js'
import type {Judge, Uplift} from './uplift.js'

const stepS = 3600
/** Beyond a week five-minute steps are thousands of lines that nobody looks into. */
const mostFineHours = 7 * 24

/**
 * Forecasts one event from the traffic before `asOf`: when it peaks and how high, at P50, P90 and P99.
 *
 * median of the peak hour = ordinary level now x uplift of the event over the level known as many days before it in
 * past years. Its spread is that of the uplift and of the level at this lead, added as variances on the log scale. The
 * busiest minute over the hour is combined with it by simulation, never as a product of P99s. `labelled` are the spans
 * of all known events, which are no ordinary days. What the business expects is set beside the forecast and changes
 * nothing in it. Throws EVENT_WITHOUT_HISTORY when neither a past occurrence nor a factor is
 * known, DATA_GAP when there is no ordinary level, EVENT_PAST when the window is over. Valid for leads of days to some
 * months; it knows no price, no campaign and no weather.
 */
export function forecastEvent({
  traffic,
  event,
  labelled,
  excluded,
  asOf,
  judgement,
}: {
  traffic: Traffic
  event: PlannedEvent
  labelled: readonly Span[]
  excluded: readonly {from: string; to: string; why: string}[]
  asOf: string
  judgement: Judge
}): Forecast {
  const zone = makeZone(event.timezone)
  const asOfS = instantOf(asOf)
  const midnightS = zone.instantS(event.date, '00:00')
  if (midnightS + event.window.endS <= asOfS) throw eventPast(event, asOf)
  const known = {...traffic, windows: cutWindows(traffic.windows, asOfS)}
  const hourly = hourlyRates(known)
  const anomalies = findAnomalies({hourly, labelled, excluded})
  const peaks = dailyPeaks({hourly, zone, masked: [...labelled, ...spansOf(anomalies)]})
  const asOfDate = zone.date(asOfS - 1)
  const leadDays = Math.max(0, daysBetween(asOfDate, event.date))
  const levelRps = ordinaryLevel(peaks, asOfDate, event)
  const past = learnFrom({event, leadDays, asOfDate, hourly, peaks, zone})
  const uplift = chooseUplift({event, past: past.events, isLike: past.isLike, judgement})
  const levelSpread = levelErrorSpread({peaks, asOfDate, leadDays})
  const hourSpread = Math.hypot(uplift.logSpread, levelSpread ?? judgement('levelSpreadRatio'))
  const medianHourRps = levelRps * Math.exp(uplift.logMean)
  const shape = shapeOf({event, past: past.events, uplift, asOfDate, hourly, zone})
  const startS = midnightS + event.window.startS
  const burst = burstOf({traffic: known, past: past.events, window: event.window, zone, judgement})
  const fine = fineOf({event, past: past.events, uplift, shape, startS, traffic: known, zone, judgement})
  const spreads = {logSpread: hourSpread, freedomCount: uplift.freedomCount}
  const {path, finePath} = peakPath({startS, hourShares: shape.shares, fine, burst, medianHourRps, ...spreads})
  const highestHour = shape.shares.indexOf(Math.max(...shape.shares))
  const peak = highestOf(path)
  const peakToMean = peakToMeanOf(burst, medianHourRps)
  const ranked =
    event.business === undefined ? null : rankBusiness({business: event.business, medianHourRps, levelRps, ...spreads})
  const back = hindcast({
    events: past.isLike ? [] : past.events,
    judgement,
    levelSpread: levelSpread ?? judgement('levelSpreadRatio'),
  })
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
    leadS: startS - asOfS,
    levelRps,
    growthRatio: yearGrowth(peaks, asOfDate),
    upliftRatio: Math.exp(uplift.logMean),
    upliftOrigin: uplift.origin,
    logSpreadRatio: Math.hypot(hourSpread, Math.log(peakToMean.p90Ratio / peakToMean.p50Ratio) / probit(0.9)),
    freedomCount: uplift.freedomCount,
    peakHour: {at: isoOf(startS + highestHour * stepS), ...quantileRates({medianRps: medianHourRps, ...spreads})},
    peak,
    firstSpike: firstSpike({event, zone, path, peakAt: peak.at}),
    peakToMean,
    stepS,
    path,
    ...(path.length > mostFineHours ? {} : {finePath: {stepS: fineStepS, points: finePath}}),
    lastTimeRps: lastTimeRps({past: past.events, event, hourly, zone, hours: path.length}),
    occurrences: past.events.map((found, i) => occurrenceOf(found, past.eventId, uplift.weights[i] ?? 0, back.rows[i])),
    hindcast: back.summary,
    anomalies,
    history: historyOf(hourly),
    ...(ranked === null ? {} : {business: ranked.document}),
    notes: [
      ...(ranked === null ? [] : [ranked.note]),
      ...notesOf({event, past, shape, burst, peakToMean, levelSpread, fine}),
    ],
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

function ordinaryLevel(peaks: DailyPeaks, asOfDate: string, event: PlannedEvent): number {
  const level = levelAt(peaks, asOfDate)
  if (level !== null && level > 0) return level
  throw new PlanError(
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

function shapeOf(given: {
  event: PlannedEvent
  past: readonly PastEvent[]
  uplift: Uplift
  asOfDate: string
  hourly: HourlyRates
  zone: Zone
}): EventShape {
  const {event, past, uplift, asOfDate, hourly, zone} = given
  if (past.length === 0) {
    return shapeFromOrdinaryDays({window: event.window, upliftRatio: Math.exp(uplift.logMean), asOfDate, hourly, zone})
  }
  return shapeFromPast({events: past, weights: weightsOf(uplift, past), window: event.window, hourly, zone})
}

function fineOf(given: {
  event: PlannedEvent
  past: readonly PastEvent[]
  uplift: Uplift
  shape: EventShape
  startS: number
  traffic: Traffic
  zone: Zone
  judgement: Judge
}): FineShape {
  const {event, past, uplift, shape, startS, traffic, zone, judgement} = given
  return fineShape({
    hourShares: shape.shares,
    launches: event.launches.map((time) => zone.instantS(event.date, time) - startS),
    rampS: event.rampS ?? (event.launches.length === 0 ? 0 : judgement('launchRampS')),
    events: past,
    weights: weightsOf(uplift, past),
    window: event.window,
    traffic,
    zone,
  })
}

/** Weights of the past occurrences; equal ones where a given factor left them out of the uplift. */
function weightsOf(uplift: Uplift, past: readonly PastEvent[]): readonly number[] {
  return uplift.weights.length > 0 ? uplift.weights : past.map(() => 1 / past.length)
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
