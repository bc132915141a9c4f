import type {Catalog} from '../../catalog/catalog.js'
import {censoredShare, liftCensored} from './censored.js'
import type {PastEvent} from './event-bank.js'

/** What an event multiplies the ordinary level by, on the log scale, with its spread and degrees of freedom. */
export type Uplift = {logMean: number; logSpread: number; freedomCount: number; origin: string; weights: number[]}

/** The spread doubles where a person's factor stands in for history. */
const givenSpreadFactor = 2

/**
 * Uplift from past occurrences: a mean of the log uplifts, weighted by recency and, with a single occurrence, shrunk
 * a little toward no uplift.
 *
 * The spread is a posterior: a prior that grows with the size of the uplift (three observations' worth) updated by
 * the scatter of the occurrences, widened by 1 + 1/n for the one that is to come. Quantiles are Student-t with
 * 3 + n degrees of freedom. The prior, the recency and the shrinkage are our judgements, chosen on a development
 * split of public series; they are no law.
 *
 * Censored occurrences are lifted to what they most likely were and never shrunk, and widen the spread by a judgement
 * times their share of the weight.
 */
export function upliftFromHistory({events, judgement}: {events: readonly PastEvent[]; judgement: Judge}): Uplift {
  const weights = events.map((event) => judgement('recencyRatio') ** (event.yearsAgo - 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const measured = events.reduce((sum, event, i) => sum + (weights[i] ?? 0) * event.logUplift, 0) / total
  const logUplifts = liftCensored({events, weights, spread: priorFor(measured, judgement)})
  const mean = logUplifts.reduce((sum, logUplift, i) => sum + (weights[i] ?? 0) * logUplift, 0) / total
  const censoredRatio = censoredShare(events, weights)
  const shrink = events.length === 1 && censoredRatio === 0 ? judgement('firstOccurrenceShrinkRatio') : 1
  const logMean = mean * shrink
  const priorSpread = priorFor(logMean, judgement)
  const priorFreedom = judgement('eventFreedomCount')
  const scatter = logUplifts.reduce((sum, logUplift, i) => sum + (weights[i] ?? 0) * (logUplift - mean) ** 2, 0)
  const variance = (priorFreedom * priorSpread ** 2 + scatter) / (priorFreedom + events.length - 1)
  const unseen = censoredRatio === 0 ? 0 : censoredRatio * judgement('censoredSpreadRatio')
  return {
    logMean,
    logSpread: Math.hypot(Math.sqrt(variance * (1 + 1 / events.length)), unseen),
    freedomCount: priorFreedom + events.length,
    origin: `${events.length} past ${events.length === 1 ? 'occurrence' : 'occurrences'}`,
    weights: weights.map((weight) => weight / total),
  }
}

/** Uplift from a factor that a person gave: there is no scatter to learn from, so the prior spread is doubled. */
export function upliftFromFactor({
  factorRatio,
  why,
  judgement,
}: {
  factorRatio: number
  why: string
  judgement: Judge
}): Uplift {
  const logMean = Math.log(factorRatio)
  return {
    logMean,
    logSpread: givenSpreadFactor * priorFor(logMean, judgement),
    freedomCount: judgement('eventFreedomCount'),
    origin: `factor ${factorRatio} given: ${why}`,
    weights: [],
  }
}

/**
 * Uplift of an event that is taken after another: that one's, times a factor that a person gave. The prior spread is
 * added for the likeness itself, which nobody has measured.
 */
export function likeUplift({
  uplift,
  name,
  factorRatio,
  why,
  judgement,
}: {
  uplift: Uplift
  name: string
  factorRatio: number
  why: string | null
  judgement: Judge
}): Uplift {
  const logMean = uplift.logMean + Math.log(factorRatio)
  const reason = why === null ? '' : ` (${why})`
  return {
    ...uplift,
    logMean,
    logSpread: Math.hypot(uplift.logSpread, priorFor(logMean, judgement)),
    origin: `${uplift.origin} of ${name} × ${factorRatio}, which it is said to be like${reason}`,
  }
}

/** Lifts or lowers a learned uplift by a share that a person gave a reason for; the spread stays. */
export function adjustUplift(uplift: Uplift, adjust: {adjustRatio: number; why: string}): Uplift {
  const sign = adjust.adjustRatio >= 0 ? '+' : ''
  return {
    ...uplift,
    logMean: uplift.logMean + Math.log(1 + adjust.adjustRatio),
    origin: `${uplift.origin}, ${sign}${Math.round(adjust.adjustRatio * 100)} % given: ${adjust.why}`,
  }
}

function priorFor(logMean: number, judgement: Judge): number {
  return judgement('eventSpreadRatio') + judgement('eventSpreadPerUpliftRatio') * Math.abs(logMean)
}

/** Reads one judgement, the user's value before ours. */
export type Judge = (name: keyof Catalog['judgements']) => number
