import type {Forecast, Moment} from '../../documents/forecast.js'
import type {Traffic} from '../../documents/traffic.js'
import {PlanError} from '../../errors.js'
import {cutWindows} from '../series/cut-windows.js'
import {type DailyPeaks, dailyPeaks, levelAt} from '../series/daily-peaks.js'
import {findAnomalies, type Span, spansOf} from '../series/find-anomalies.js'
import {type HourlyRates, hourlyRates} from '../series/hourly-rates.js'
import {type PeakToMean, peakToMean} from '../series/peak-to-mean.js'
import {daysBetween, instantOf, isoOf, makeZone, type Zone} from '../series/zone.js'
import {measurePastEvents, type PastEvent} from './event-bank.js'
import {type EventShape, shapeFromOrdinaryDays, shapeFromPast} from './event-shape.js'
import {historyOf, lastTimeRps, notesOf, occurrenceOf} from './forecast-evidence.js'
import {hindcast} from './hindcast.js'
import {levelErrorSpread, yearGrowth} from './level-error.js'
import type {PlannedEvent} from './planned-event.js'
import {quantileRates} from './quantile-rates.js'
import {adjustUplift, type Judge, type Uplift, upliftFromFactor, upliftFromHistory} from './uplift.js'

const stepS = 3600

/** z of the 90th percentile of a normal: turns a P90/P50 ratio into a spread on the log scale. */
const normalP90 = 1.2816

/**
 * Forecasts one event from the traffic before `asOf`: when it peaks and how high, at P50, P90 and P99.
 *
 * median = ordinary level now x uplift of the event over the level known as many days before it in past years x
 * busiest minute over its hour. The spreads of the three (level error at this lead, uplift, minute) are added as
 * variances on the log scale, never as products of P99s. `labelled` are the spans of all known events, which are no
 * ordinary days. Throws EVENT_WITHOUT_HISTORY when neither a past occurrence nor a factor is known, DATA_GAP when
 * there is no ordinary level, EVENT_PAST when the window is over. Valid for leads of days to some months; it knows no
 * price, no campaign and no weather.
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
  const past = measurePastEvents({
    dates: event.pastDates,
    window: event.window,
    leadDays,
    asOfDate,
    hourly,
    peaks,
    zone,
  })
  const uplift = upliftOf(event, past.events, judgement)
  const levelSpread = levelErrorSpread({peaks, asOfDate, leadDays})
  const hourSpread = Math.hypot(uplift.logSpread, levelSpread ?? judgement('levelSpreadRatio'))
  const burst = burstOf(known, judgement)
  const spread = Math.hypot(hourSpread, Math.log(burst.p90Ratio / burst.p50Ratio) / normalP90)
  const medianHourRps = levelRps * Math.exp(uplift.logMean)
  const shape = shapeOf({event, past: past.events, uplift, asOfDate, hourly, zone})
  const startS = midnightS + event.window.startS
  const minuteAt = (share: number) =>
    quantileRates({
      medianRps: medianHourRps * burst.p50Ratio * share,
      logSpread: spread,
      freedomCount: uplift.freedomCount,
    })
  const path = shape.shares.map((share, hour) => ({at: isoOf(startS + hour * stepS), ...minuteAt(share)}))
  const peakHour = shape.shares.indexOf(Math.max(...shape.shares))
  const peakAt = isoOf(startS + peakHour * stepS)
  const back = hindcast({events: past.events, judgement, levelSpread: levelSpread ?? judgement('levelSpreadRatio')})
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
    logSpreadRatio: spread,
    freedomCount: uplift.freedomCount,
    peakHour: {
      at: peakAt,
      ...quantileRates({medianRps: medianHourRps, logSpread: hourSpread, freedomCount: uplift.freedomCount}),
    },
    peak: {at: peakAt, ...minuteAt(1)},
    firstSpike: firstSpike({event, zone, path, peakAt}),
    peakToMean: {
      p50Ratio: burst.p50Ratio,
      p90Ratio: burst.p90Ratio,
      p99Ratio: burst.p99Ratio,
      hourCount: burst.hourCount,
    },
    stepS,
    path,
    lastTimeRps: lastTimeRps({past: past.events, event, hourly, zone, hours: path.length}),
    occurrences: past.events.map((found, i) => occurrenceOf(found, event.id, uplift.weights[i] ?? 0, back.rows[i])),
    hindcast: back.summary,
    anomalies,
    history: historyOf(hourly),
    notes: notesOf({missed: past.missed, shape, burst, levelSpread, past: past.events}),
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

function upliftOf(event: PlannedEvent, past: readonly PastEvent[], judgement: Judge): Uplift {
  if (event.uplift?.kind === 'factor') {
    return upliftFromFactor({factorRatio: event.uplift.factorRatio, why: event.uplift.why, judgement})
  }
  if (past.length === 0) {
    throw new PlanError(
      'data',
      'EVENT_WITHOUT_HISTORY',
      `no past occurrence of ${event.id} lies in the traffic, and no uplift is given for it`,
      {
        suggestions: [
          `say how far it will stand above an ordinary day: ecom-plan forecast --event ${event.id} --uplift 3.2`,
          'or add a source that covers an earlier occurrence to demand.sources',
        ],
      },
    )
  }
  const found = upliftFromHistory({events: past, judgement})
  return event.uplift === null ? found : adjustUplift(found, event.uplift)
}

function burstOf(traffic: Traffic, judgement: Judge): PeakToMean {
  const measured = peakToMean(traffic)
  if (measured !== null) return measured
  const p50Ratio = judgement('peakToMeanRatio')
  return {p50Ratio, p90Ratio: p50Ratio * 1.2, p99Ratio: p50Ratio * 1.5, hourCount: 0, periodS: 3600}
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
  const weights = uplift.weights.length > 0 ? uplift.weights : past.map(() => 1 / past.length)
  return shapeFromPast({events: past, weights, window: event.window, hourly, zone})
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
