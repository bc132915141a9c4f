import type {Metrics} from '../../documents/metrics.js'
import type {MetricId} from '../../documents/series.js'
import {figure, percent} from '../figure.js'
import type {Judge} from '../forecast/uplift.js'
import {logSpread} from '../laws/log-spread.js'
import {alignedSamples} from './aligned-samples.js'
import {type RobustShare, robustShare, type SharePair} from './robust-share.js'
import {type PastOccurrence, type VisitShift, visitShift} from './visit-shift.js'

const periodS = 300
const fewestSamples = 48
/** A tier that gets this share of what its own load balancer gets has nothing left to gain. */
const wholeShareRatio = 0.97

/** How far a factor may lie from what is planned with, on the log scale, and why. */
export type Spread = {logSpreadRatio: number; because: string}

export type Visits = {visitCount: number; origin: string; spread: Spread}

export type VisitsAsked = {
  given: number | undefined
  /** What the event does to the visits, as the config says it. */
  eventShift: number | undefined
  metrics: Metrics
  tierRequests: MetricId | null
  originRequests: MetricId | null
  pastPeaks: readonly PastOccurrence[]
  judgement: Judge
}

/**
 * Visits to a tier per request at the load balancer (forced flow: X_k = V_k · X) on the event day.
 *
 * The ordinary visits are a robust line through the busier half of the five-minute intervals, or what the config gives.
 * The event may shift them (login, cart and checkout): by `eventShift` of the config, else by what it did at its past
 * peaks, else not at all, with a spread that is our judgement. The spread is that of single hours about the line, since
 * the event is one draw, together with that of the shift.
 *
 * Returns null when the visits are neither given nor measured.
 */
export function visits(asked: VisitsAsked): Visits | null {
  const {given, metrics, tierRequests, originRequests} = asked
  if (given !== undefined) {
    return shifted({...asked, visitCount: given, origin: 'from ecom-plan.yaml', hours: null, learned: null})
  }
  if (tierRequests === null || originRequests === null) return null
  const pairs = alignedSamples({metrics, ids: [tierRequests, originRequests], periodS})
    .map(({atS, values}) => ({atS, part: values[0] ?? 0, whole: values[1] ?? 0}))
    .filter(({whole}) => whole > 0)
  if (pairs.length < fewestSamples) return null
  const share = robustShare(pairs)
  if (share === null) return null
  const isWhole =
    tierRequests.dimensions['LoadBalancer'] === originRequests.dimensions['LoadBalancer'] &&
    share.ratio >= wholeShareRatio
  return shifted({
    ...asked,
    visitCount: share.ratio,
    origin: originOf(share),
    hours: hourSpread(share),
    learned: isWhole
      ? 'every request reaches it, so the event cannot shift its share'
      : visitShift({...asked, tierRequests, originRequests}),
  })
}

type TimedShare = RobustShare<SharePair & {atS: number}>

function originOf({by, lowRatio, highRatio, pairs}: TimedShare): string {
  const way = by === 'line' ? 'line (Theil–Sen) through' : 'median of'
  return (
    `${way} the busier ${figure(pairs.length)} five-minute intervals, ` +
    `${lowRatio.toPrecision(3)} to ${highRatio.toPrecision(3)} with 95 %`
  )
}

/** Single hours about the share: five-minute intervals of the busier half, taken together by the hour. */
function hourSpread({ratio, lowRatio, highRatio, pairs}: TimedShare): number {
  const hours = new Map<number, {whole: number; part: number}>()
  for (const {whole, part, atS} of pairs) {
    const hour = Math.floor(atS / 3600)
    const sum = hours.get(hour) ?? {whole: 0, part: 0}
    hours.set(hour, {whole: sum.whole + whole, part: sum.part + part})
  }
  if (!(ratio > 0)) return 0
  const values = [...hours.values()].map(({whole, part}) => part / whole).filter((value) => value > 0)
  const standardError = (highRatio - lowRatio) / 2 / 1.96 / ratio
  return Math.hypot(logSpread({values, centre: ratio}), standardError)
}

type Shifted = VisitsAsked & {
  visitCount: number
  origin: string
  /** Spread of single hours; null where none were measured. */
  hours: number | null
  /** What past peaks did; words when there is nothing to shift. */
  learned: VisitShift | string | null
}

function shifted({visitCount, origin, hours, learned, eventShift, judgement}: Shifted): Visits {
  const hoursSpread = hours ?? 0
  const hoursWords = hours === null ? [] : [`single hours lie ${percent(hours, 1)} about it`]
  const spreadOf = (shift: number, words: string): Spread => ({
    logSpreadRatio: Math.hypot(hoursSpread, shift),
    because: [...hoursWords, words].join('; '),
  })
  if (eventShift === undefined && typeof learned === 'string') {
    return {visitCount, origin, spread: spreadOf(0, learned)}
  }
  const ours = judgement('visitShiftSpreadRatio')
  if (eventShift !== undefined) {
    return {
      visitCount: visitCount * eventShift,
      origin: `${origin}; × ${figure(eventShift)} on the event day (eventShift in ecom-plan.yaml)`,
      spread: spreadOf(ours, `the shift on the event day may be ${percent(ours)} off (our judgement)`),
    }
  }
  if (learned === null || typeof learned === 'string') {
    return {
      visitCount,
      origin: `${origin}; how the event shifts it was not measured`,
      spread: spreadOf(ours, `the event may shift it by ${percent(ours)} (our judgement)`),
    }
  }
  // Our judgement counts as the spread of one peak, so that one peak alone does not look certain.
  const shift = Math.sqrt((ours ** 2 + learned.squaredSpread) / learned.peakCount)
  return {
    visitCount: visitCount * learned.ratio,
    origin: `${origin}; ${learned.origin}`,
    spread: spreadOf(shift, `the shift may be ${percent(shift)} off (past peaks, and our judgement as one more)`),
  }
}
