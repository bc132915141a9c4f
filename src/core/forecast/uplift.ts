import type {Catalog} from '../../catalog/catalog.js'
import type {PastEvent} from './event-bank.js'

/** What an event multiplies the ordinary level by, on the log scale, with its spread and degrees of freedom. */
export type Uplift = {logMean: number; logSpread: number; freedomCount: number; origin: string; weights: number[]}

/** The spread doubles where a person's factor stands in for history. */
const givenSpreadFactor = 2

/** Weights of past occurrences that add up to 1: each year back counts a judgement's share of the year after it. */
export function recencyWeights(events: readonly PastEvent[], judgement: Judge): number[] {
  const weights = events.map(({yearsAgo}) => judgement('recencyRatio') ** (yearsAgo - 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
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
    logSpread: givenSpreadFactor * priorSpread(logMean, judgement),
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
    logSpread: Math.hypot(uplift.logSpread, priorSpread(logMean, judgement)),
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

/** How far an uplift of this size differs from one occurrence to the next (log), before any was compared: our judgement. */
export function priorSpread(logMean: number, judgement: Judge): number {
  return judgement('eventSpreadRatio') + judgement('eventSpreadPerUpliftRatio') * Math.abs(logMean)
}

/** Reads one judgement, the user's value before ours. */
export type Judge = (name: keyof Catalog['judgements']) => number
