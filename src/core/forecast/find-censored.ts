import type {Metrics} from '../../documents/metrics.js'
import type {Traffic} from '../../documents/traffic.js'
import {figure, percent, seconds, span} from '../figure.js'
import type {LimitMetrics} from '../inventory/limit-metrics.js'
import type {Span} from '../series/find-anomalies.js'
import {type HourlyRates, rateAt} from '../series/hourly-rates.js'
import {findPlateau, type Plateau} from '../series/plateau.js'
import type {Zone} from '../series/zone.js'
import {type EventWindow, measuredPeak, type PastEvent} from './event-bank.js'
import {failedRps, type LimitSign, limitSigns} from './limit-signs.js'
import type {Judge} from './uplift.js'

/** Whether a past occurrence ran into the shop's own limit, and what says so. */
export type PastLimit = {
  date: string
  isCensored: boolean
  /** The user says so; what was measured is then no more than a reason. */
  isMarked: boolean
  /** Traffic stood still at its highest, and nothing else says why: no ground to call it censored. */
  isSuspected: boolean
  /** Parts of a sentence: `5xx of 3.1 % of requests`, `traffic stood still for 40 min`. */
  signs: string[]
  /** Share of the measured peak hour that was most likely sent a second time; 0 where it is not censored. */
  retryShareRatio: number
}

/** What the load balancer and the tiers measured; `findCensored` without it knows of plateaus and the user's marks. */
export type LimitEvidence = {metrics: Metrics; limits: LimitMetrics; sloP95ResponseTimeS: number}

/** An hour at this share of the peak hour or more is one of the peak's. */
const busyRatio = 0.8

/**
 * Decides for each past date, from what was measured, whether the occurrence ran into a limit, so that its peak is a
 * lower bound of what would have come.
 *
 * It did where traffic stood still at its highest and one more thing says so: 5xx above a judged share, rejected
 * connections, response time over the SLO, units at the most allowed. Without a plateau (hours hide one of 40 minutes)
 * it did where requests were turned away (5xx, rejected connections) while the shop was at its end (response time,
 * units). A plateau of five-minute steps alone makes it suspected. Signs count in hours of at least four fifths of the
 * peak hour, and only where they are rare otherwise: see `limitSigns`.
 *
 * Of the requests answered with 5xx in the peak hour a judged share was sent again, and each of those is one person too
 * many: failed × share ÷ measured. `marked` outranks all of it: the dates listed ran into a limit, and an empty list
 * says that none did. Not seen: a waiting room at the edge, which shows as a plateau alone, and a limit in a provider.
 * A date that was not measured is left out, unless it is marked.
 */
export function findCensored({dates, ...asked}: Asked & {dates: readonly string[]}): PastLimit[] {
  return dates.flatMap((date) => limitOf(date, asked) ?? [])
}

type Asked = {
  marked: readonly string[] | undefined
  window: EventWindow
  traffic: Traffic
  hourly: HourlyRates
  /** No ordinary time: events, outages, storms. */
  masked: readonly Span[]
  zone: Zone
  evidence: LimitEvidence | null
  judgement: Judge
}

function limitOf(date: string, asked: Asked): PastLimit | null {
  const {marked, window, traffic, hourly, masked, zone, evidence, judgement} = asked
  const isMarked = marked?.includes(date) ?? false
  const peak = measuredPeak({date, window, hourly, zone})
  if (peak === null) return isMarked ? {...free, date, isCensored: true, isMarked} : null
  if (marked?.length === 0) return {...free, date}
  const midnightS = zone.instantS(date, '00:00')
  const whole = {fromS: midnightS + window.startS, toS: midnightS + window.endS}
  const mostScatterRatio = judgement('plateauScatterRatio')
  const plateau = findPlateau({windows: traffic.windows, span: whole, masked, mostScatterRatio})
  const hours = busyHours({span: whole, hourly, peakHourRps: peak.peakHourRps})
  const signs =
    evidence === null ? [] : limitSigns({...evidence, hours, masked, errorRatio: judgement('limitErrorRatio')})
  const isCensored = isMarked || isLimit(plateau, signs)
  return {
    date,
    isCensored,
    isMarked,
    isSuspected: !isCensored && plateau !== null && plateau.stepS < 3600,
    signs: [...signs.map((sign) => wordsOf(sign)), ...(plateau === null ? [] : [plateauWords(plateau)])],
    retryShareRatio: isCensored ? retryShare(peak, asked) : 0,
  }
}

/** Of the requests of the peak hour, those that were sent a second time: a judged share of what failed. */
function retryShare(peak: {peakAtS: number; peakHourRps: number}, {traffic, evidence, judgement}: Asked): number {
  if (evidence === null) return 0
  const failed = failedRps({...evidence, atS: peak.peakAtS, level: traffic.level})
  return failed === 0 ? 0 : Math.min(mostRetryRatio, (judgement('resentRatio') * failed) / peak.peakHourRps)
}

const free = {isCensored: false, isMarked: false, isSuspected: false, signs: [], retryShareRatio: 0}

/** However many failed, some of what came was new. */
const mostRetryRatio = 0.9

function isLimit(plateau: Plateau | null, signs: readonly LimitSign[]): boolean {
  if (plateau !== null) return signs.length > 0
  const isTurnedAway = signs.some(({kind}) => kind === 'errors' || kind === 'rejected')
  return isTurnedAway && signs.some(({kind}) => kind === 'slow' || kind === 'full')
}

function busyHours({span: {fromS, toS}, hourly, peakHourRps}: {span: Span; hourly: HourlyRates; peakHourRps: number}) {
  const hours: number[] = []
  for (let atS = fromS; atS < toS; atS += 3600) {
    if ((rateAt(hourly, atS) ?? 0) >= busyRatio * peakHourRps) hours.push(Math.floor(atS / 3600) * 3600)
  }
  return hours
}

/**
 * Occurrences as measured, with those that ran into a limit marked and freed of what was sent twice: their peak is the
 * least that came. An occurrence of which `found` says nothing stays as it is.
 */
export function applyLimits(events: readonly PastEvent[], found: readonly PastLimit[]): PastEvent[] {
  return events.map((event) => {
    const limit = found.find(({date}) => date === event.date)
    if (!limit?.isCensored) return event
    const keptRatio = 1 - limit.retryShareRatio
    return {
      ...event,
      isCensored: true,
      keptRatio,
      peakHourRps: event.peakHourRps * keptRatio,
      logUplift: event.logUplift + Math.log(keptRatio),
    }
  })
}

/**
 * What the forecast says of occurrences that ran into a limit, or may have. `events` are those after `applyLimits`;
 * `isGiven` where a factor stands in for their uplift, so that it changes nothing.
 */
export function limitNotes({
  events,
  found,
  isGiven,
}: {
  events: readonly PastEvent[]
  found: readonly PastLimit[]
  isGiven: boolean
}): string[] {
  return events.flatMap(({date, peakHourRps}) => {
    const limit = found.find((one) => one.date === date)
    if (limit?.isCensored) return [limitNote({limit, peakHourRps, isGiven})]
    if (!limit?.isSuspected) return []
    const why = listOf(limit.signs)
    return [`${date}: ${why} at its highest. If that was a limit of yours, write censored: [${date}] into its event.`]
  })
}

function limitNote({limit, peakHourRps, isGiven}: {limit: PastLimit; peakHourRps: number; isGiven: boolean}): string {
  const {date, signs, isMarked, retryShareRatio} = limit
  const why = [...(isMarked ? ['the config says so'] : []), ...(signs.length === 0 ? [] : [listOf(signs)])].join('; ')
  const isCut = retryShareRatio >= 0.0005
  const retries = isCut ? `, after ${percent(retryShareRatio, 1)} that most likely were sent twice,` : ''
  const effect = isGiven ? '' : '; its uplift counts as more, and the upper quantiles are wider'
  return `${date} ran into a limit (${why}): ${figure(peakHourRps)} req/s${retries} is the least that came${effect}.`
}

const listOf = (parts: readonly string[]) => [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(' and ')

const plateauWords = ({fromS, toS}: Plateau) => `traffic stood still for ${span(toS - fromS)}`

function wordsOf(sign: LimitSign): string {
  switch (sign.kind) {
    case 'errors':
      return `5xx for ${percent(sign.errorRatio, 1)} of requests`
    case 'rejected':
      return `${figure(sign.rejectedCount)} rejected connections in an hour`
    case 'slow':
      return `p95 response time of ${seconds(sign.p95ResponseTimeS)}, over the SLO`
    case 'full':
      return `${sign.tierName} at its maximum of ${figure(sign.maxCount)}${sign.isTodays ? ' of today' : ''}`
  }
}
