import type {Config} from '../../documents/config.js'
import type {Forecast} from '../../documents/forecast.js'
import {PlanError} from '../../errors.js'
import {figure, percent} from '../figure.js'
import {studentTShare} from '../laws/student-t-share.js'

/** What the business expects of an event's busiest hour, as a rate where demand is counted. */
export type BusinessForecast = {
  from: string
  said: string
  /** How the one became the other, in words. */
  because: string
  hourRps: number
  /** What `said` counts, and how many of it one request per second makes in an hour. */
  counted: string
  perRps: number
}

/**
 * Turns what the business expects of the peak hour into requests per second: orders ÷ conversion = sessions, sessions ×
 * requests a session = requests, ÷ 3,600 s. The result is at the level where demand is counted, as requestsPerSession
 * is. Null where the config says nothing of this event. Throws BUSINESS_FORECAST_UNCLEAR where it does not say which of
 * several events it means, or names one that the config does not have.
 */
export function businessForecast(
  {business, events, demand}: Pick<Config, 'business' | 'events' | 'demand'>,
  eventId: string,
): BusinessForecast | null {
  const ids = events.map(({id}) => id)
  const all = business.forecast ?? []
  const unclear = all.find(({event}) => (event === undefined ? ids.length > 1 : !ids.includes(event)))
  if (unclear !== undefined) throw unclearEvent(unclear.event, ids)
  const given = all.find(({event}) => event === undefined || event === eventId)
  if (given === undefined) return null
  const {from, ordersPerHour, sessionsPerHour, revenuePerHour, averageOrder = 1} = given
  const {requestsPerSession = 1, conversion = 1} = business
  const aSession = `${figure(requestsPerSession)} requests a session`
  const where = demand.level === 'edge' ? 'at the edge' : 'at the load balancer'
  const ofSessions = (sessions: number, rest: Pick<BusinessForecast, 'said' | 'counted' | 'because'>, each: number) => {
    const hourRps = (sessions * requestsPerSession) / 3600
    return {
      from,
      ...rest,
      because: `${where}, with ${rest.because}`,
      hourRps,
      perRps: (3600 / requestsPerSession) * each,
    }
  }
  if (sessionsPerHour !== undefined) {
    const said = `${figure(sessionsPerHour)} sessions an hour`
    return ofSessions(sessionsPerHour, {said, counted: 'sessions', because: aSession}, 1)
  }
  const ordering = `${percent(conversion, 1)} of sessions ordering and ${aSession}`
  if (ordersPerHour !== undefined) {
    const said = `${figure(ordersPerHour)} orders an hour`
    return ofSessions(ordersPerHour / conversion, {said, counted: 'orders', because: ordering}, conversion)
  }
  const revenue = revenuePerHour ?? 0
  const said = `${figure(revenue)} of revenue an hour`
  const because = `${figure(averageOrder)} an order, ${ordering}`
  return ofSessions(
    revenue / averageOrder / conversion,
    {said, counted: 'of revenue', because},
    conversion * averageOrder,
  )
}

function unclearEvent(event: string | undefined, ids: readonly string[]): PlanError {
  const what =
    event === undefined
      ? `business.forecast does not say which of ${ids.join(', ')} it is about`
      : `business.forecast is about ${event}, and ecom-plan.yaml has ${ids.join(', ')}`
  return new PlanError('config', 'BUSINESS_FORECAST_UNCLEAR', what, {
    suggestions: [`write event: ${ids[0] ?? 'ID'} into business.forecast`],
    place: {file: 'ecom-plan.yaml', field: 'business.forecast'},
  })
}

/**
 * Sets what the business expects beside the forecast of the peak hour: the share of our distribution that lies below
 * it, and a sentence. Neither figure changes the other.
 */
export function rankBusiness({
  business,
  medianHourRps,
  levelRps,
  logSpread,
  freedomCount,
}: {
  business: BusinessForecast
  medianHourRps: number
  levelRps: number
  logSpread: number
  freedomCount: number
}): {document: NonNullable<Forecast['business']>; note: string} {
  const {from, said, because, hourRps, counted, perRps} = business
  const rankRatio = studentTShare({t: Math.log(hourRps / medianHourRps) / logSpread, freedomCount})
  const ours = `${figure(medianHourRps)} req/s, ${figure(medianHourRps * perRps)} ${counted} an hour`
  const factor = hourRps / levelRps
  return {
    document: {from, said, hourRps, rankRatio},
    note:
      `${from.charAt(0).toUpperCase()}${from.slice(1)} expects ${said}: ${figure(hourRps)} req/s over the peak hour ${because}, which is ${rankWords(rankRatio)}. ` +
      `The forecast stands, with a P50 of ${ours}; to plan for theirs: --uplift ${factor.toFixed(2)}.`,
  }
}

function rankWords(rankRatio: number): string {
  if (rankRatio < 0.01) return 'below our P1'
  if (rankRatio > 0.999) return 'above our P99.9'
  if (rankRatio > 0.99) return `our P${(rankRatio * 100).toFixed(1)}`
  return `our P${Math.round(rankRatio * 100)}`
}
