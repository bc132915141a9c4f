import type {CapacityModel} from '../documents/capacity-model.js'
import type {Anomaly, Forecast} from '../documents/forecast.js'
import type {Run} from '../documents/run.js'
import {counted, duration, finePercent, percent, rate, times, whole} from './number.js'
import type {EventClock} from './time.js'

const anomalyKinds: Record<Anomaly['kind'], string> = {
  gap: 'no data',
  outage: 'outage',
  storm: 'unusual load',
  excluded: 'excluded in the config',
}
const origins: Record<CapacityModel['origin'], string> = {
  'load-test': 'the load test',
  production: 'production',
  config: 'the config',
}

/** `outage, Mon 14 Sep 2026 13:00 EDT, 2 h`: what was left out of the ordinary traffic. */
export function anomalyWords(anomaly: Anomaly, clock: EventClock): string {
  const lengthS = (Date.parse(anomaly.to) - Date.parse(anomaly.from)) / 1000
  return `${anomalyKinds[anomaly.kind]}, ${clock.dated(anomaly.from)}, ${duration(lengthS)}`
}

/** `6 no data, 1 excluded in the config`: how many there are of each kind. */
export function anomalyKindsWords(anomalies: readonly Anomaly[]): string {
  const kinds = [...new Set(anomalies.map(({kind}) => kind))]
  return kinds.map((kind) => `${anomalies.filter((one) => one.kind === kind).length} ${anomalyKinds[kind]}`).join(', ')
}

export function originName(origin: CapacityModel['origin']): string {
  return origins[origin]
}

/** Where the forecast's requests are counted. */
export function levelName(forecast: Forecast): string {
  return forecast.level === 'edge' ? 'at the CDN edge' : 'at the load balancer'
}

/** Why the peak is as high as it is, in one sentence: level, growth, uplift, busiest minute. */
export function whyThisPeak(forecast: Forecast): string {
  const growth = forecast.growthRatio === null ? '' : ` (${times(forecast.growthRatio)} the level of a year ago)`
  return (
    `An ordinary day's busiest hour is ${rate(forecast.levelRps)} req/s${growth}; the event lifts it ` +
    `${times(forecast.upliftRatio)}, from ${forecast.upliftOrigin}; its busiest minute is ` +
    `${times(forecast.peakToMean.p50Ratio)} the hour's mean.`
  )
}

/** How the method did on past occurrences. */
export function hindcastWords(forecast: Forecast): string {
  const {hindcast} = forecast
  if (hindcast === null) return 'no past event to test it on'
  const {meanAbsoluteErrorRatio, p90HeldCount, eventCount} = hindcast
  const error = finePercent(meanAbsoluteErrorRatio)
  return eventCount === 1
    ? `last event: ${error} off, P90 ${p90HeldCount === 1 ? 'held' : 'not held'}`
    : `last ${eventCount} events: ${error} off, P90 held ${p90HeldCount}/${eventCount}`
}

/** How the peak hour was learned, in one sentence; null where a factor was given. */
export function methodWords({method}: Forecast): string | null {
  if (method === undefined) return null
  const {hindcastCount, spreadFactorRatio} = method
  const tested =
    hindcastCount === 0
      ? 'no past event could be tried, so the spread is our judgement'
      : `${counted(hindcastCount, 'past event')} tried the same way ${hindcastCount === 1 ? 'makes' : 'make'} the spread ${times(spreadFactorRatio)} our judgement`
  return (
    `Learned from ${counted(method.measuredDayCount, 'day')}: until the event the level moves by ` +
    `${percent(method.shapeWeightRatio)} of last year's shape and ${percent(method.driftWeightRatio)} of its growth; the uplift ` +
    `stands ${percent(method.knownLevelWeightRatio)} over the level known now, the rest over that of the day; ${tested}. ` +
    'The other settings of the method are our judgement too, chosen on public series'
  )
}

/** How edge traffic becomes origin load; null without a CDN. */
export function cdnWords(run: Run): string | null {
  if (run.cdn === null) return null
  return (
    `CDN: ${finePercent(run.cdn.hitRatio)} hit ratio, from ${run.cdn.origin}; one point less puts ` +
    `${percent(run.cdn.onePointRatio)} more on the load balancer.`
  )
}

/** The sources of a model that has more than one, and that the lower counts; null when there is nothing to compare. */
export function disagreementWords(model: CapacityModel): string | null {
  const [first, ...others] = model.estimates
  if (first === undefined || others.length === 0) return null
  const unit = model.unit === 'instance' ? 'an instance' : 'a task'
  const said = (estimate: CapacityModel['estimates'][number]) =>
    `${rate(estimate.unitRps)} req/s${estimate.isExtrapolated ? ' (beyond what was measured)' : ''}`
  const rest = others.map((estimate) => `${originName(estimate.origin)} ${said(estimate)}`)
  return (
    `${model.tier}: ${originName(first.origin)} says ${said(first).replace('req/s', `req/s ${unit}`)}, ` +
    `${rest.join(', ')}: the lower counts (${percent(model.disagreementRatio)} apart).`
  )
}

/** How much history the forecast stands on. */
export function historyWords({history}: Forecast): string {
  const days = Math.round(history.hourCount / 24)
  const missing =
    history.missingHourCount === 0 ? 'none missing' : `${counted(history.missingHourCount, 'hour')} missing`
  return `${whole(days)} days of hourly history, ${missing}`
}

/** One row of the peak table: a quantity at the three quantiles. */
export type PeakRow = {name: string; values: readonly [string, string, string]; at: string | null; note: string}

/** The peak in every unit that is known: requests, the first spike, the load balancer's share, users, orders. */
export function peakRows(run: Run): PeakRow[] {
  const {forecast, business} = run
  const rates = (from: {p50Rps: number; p90Rps: number; p99Rps: number}) =>
    [rate(from.p50Rps), rate(from.p90Rps), rate(from.p99Rps)] as const
  const rows: PeakRow[] = [
    {name: 'Peak req/s', values: rates(forecast.peak), at: forecast.peak.at, note: hindcastWords(forecast)},
  ]
  if (forecast.firstSpike !== null) {
    rows.push({name: 'First spike', values: rates(forecast.firstSpike), at: forecast.firstSpike.at, note: 'the launch'})
  }
  if (run.cdn !== null) {
    rows.push({
      name: 'At the load balancer',
      values: rates(run.originPeak),
      at: forecast.peak.at,
      note: 'what the CDN lets through',
    })
  }
  if (business.concurrentUsers !== null) {
    const {p50Count, p90Count, p99Count} = business.concurrentUsers
    rows.push({
      name: 'Concurrent users',
      values: [whole(p50Count), whole(p90Count), whole(p99Count)],
      at: null,
      note: '',
    })
  }
  if (business.orders !== null) {
    const {p50PerS, p90PerS, p99PerS} = business.orders
    rows.push({
      name: 'Orders a minute',
      values: [rate(p50PerS * 60), rate(p90PerS * 60), rate(p99PerS * 60)],
      at: null,
      note: '',
    })
  }
  return rows
}
