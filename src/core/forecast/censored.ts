import {truncatedNormalMean} from '../laws/truncated-normal-mean.js'
import type {PastEvent} from './event-bank.js'

/** Marks the occurrences that ran into the shop's own limit: what was measured of them is the least that came. */
export function markCensored(events: readonly PastEvent[], dates: readonly string[]): PastEvent[] {
  return events.map((event) => (dates.includes(event.date) ? {...event, isCensored: true} : event))
}

/**
 * What each past occurrence's peak is to be multiplied by, so that the censored ones stand where they most likely were;
 * 1 for the others.
 *
 * A censored uplift counts as the mean of a normal that is known to be at least what was measured, around the weighted
 * mean of all as measured and with the spread that an uplift of that size has: one step of Schmee and Hahn's method.
 * More steps would run away where every occurrence was censored, since nothing then bounds them from above.
 */
export function liftFactors({
  events,
  weights,
  spreadOf,
}: {
  events: readonly PastEvent[]
  weights: readonly number[]
  spreadOf: (logMean: number) => number
}): number[] {
  if (!events.some(({isCensored}) => isCensored)) return events.map(() => 1)
  const mean = events.reduce((sum, event, i) => sum + (weights[i] ?? 0) * event.logUplift, 0)
  const spread = spreadOf(mean)
  return events.map(({logUplift, isCensored}) =>
    isCensored ? Math.exp(truncatedNormalMean({mean, spread, least: logUplift}) - logUplift) : 1,
  )
}

/** The share of the weight that censored occurrences have; `weights` add up to 1. */
export function censoredShare(events: readonly PastEvent[], weights: readonly number[]): number {
  return events.reduce((sum, {isCensored}, i) => sum + (isCensored ? (weights[i] ?? 0) : 0), 0)
}
