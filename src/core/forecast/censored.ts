import {truncatedNormalMean} from '../laws/truncated-normal-mean.js'
import type {PastEvent} from './event-bank.js'

/** Marks the occurrences that ran into the shop's own limit: what was measured of them is the least that came. */
export function markCensored(events: readonly PastEvent[], dates: readonly string[]): PastEvent[] {
  return events.map((event) => (dates.includes(event.date) ? {...event, isCensored: true} : event))
}

/**
 * Log uplifts of past occurrences with the censored ones lifted to what they most likely were.
 *
 * A censored uplift counts as the mean of a normal that is known to be at least what was measured, around the weighted
 * mean of all as measured and with `spread`: one step of Schmee and Hahn's method. More steps would run away where
 * every occurrence was censored, since nothing then bounds them from above. No uplift is lowered by it.
 */
export function liftCensored({
  events,
  weights,
  spread,
}: {
  events: readonly PastEvent[]
  weights: readonly number[]
  spread: number
}): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = events.reduce((sum, event, i) => sum + (weights[i] ?? 0) * event.logUplift, 0) / total
  return events.map(({logUplift, isCensored}) =>
    isCensored ? truncatedNormalMean({mean, spread, least: logUplift}) : logUplift,
  )
}

/** The share of the weight that censored occurrences have. */
export function censoredShare(events: readonly PastEvent[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return events.reduce((sum, {isCensored}, i) => sum + (isCensored ? (weights[i] ?? 0) : 0), 0) / total
}
