import type {DailySettings} from './settings.js'

/** One error of a pseudo-origin, in spreads of its step, and how much it counts. */
type SizedError = {size: number; weight: number}

/** How errors are spread: Student-t with these degrees of freedom, its scale as a share of the root mean square. */
export type ErrorTails = {scaleRatio: number; freedomCount: number}

const freedomCounts = [2.5, 3, 3.5, 4, 5, 6, 8, 12]
const roundCount = 8
/** Errors of the size 1 that count beside the measured ones, so that a few, or exact ones, give no scale of zero. */
const untestedWeight = 5

/**
 * Fits a Student-t to the errors of pseudo-origins by maximum likelihood, over a list of degrees of freedom: a series
 * that is quiet but for some wild days or a step gets a narrow P90 and a far P99, one of even noise nearly a normal.
 *
 * Errors of neighbouring origins repeat each other, so `likeErrorCount` of them count as one beside the prior on the
 * degrees of freedom. The errors are those of weights fitted to them, a little too small: `ownErrorRatio` widens. What
 * never happened in the history, such as a first step, is not in the tails.
 *
 * @source https://doi.org/10.1080/01621459.1989.10478852 (Lange, Little and Taylor, Robust Statistical Modeling Using the t Distribution, 1989)
 */
export function fitTails(errors: readonly SizedError[], settings: DailySettings): ErrorTails {
  let best = {scaleRatio: 1, freedomCount: settings.ordinaryFreedomCount}
  let highest = Number.NEGATIVE_INFINITY
  for (const freedomCount of freedomCounts) {
    const {scaleRatio, logLikelihood} = fitScale(errors, freedomCount)
    const apart = Math.log(freedomCount / settings.ordinaryFreedomCount) / settings.freedomSpread
    const plausibility = logLikelihood / settings.likeErrorCount - apart ** 2 / 2
    if (plausibility <= highest) continue
    highest = plausibility
    best = {scaleRatio: scaleRatio * settings.ownErrorRatio, freedomCount}
  }
  return best
}

/** Expectation maximization: each error counts less the further out it is. */
function fitScale(errors: readonly SizedError[], freedomCount: number): {scaleRatio: number; logLikelihood: number} {
  const total = errors.reduce((sum, {weight}) => sum + weight, 0)
  let variance = 1
  for (let round = 0; round < roundCount; round++) {
    let squares = untestedWeight
    for (const {size, weight} of errors) {
      squares += (weight * (freedomCount + 1) * size ** 2) / (freedomCount + size ** 2 / variance)
    }
    variance = squares / (total + untestedWeight)
  }
  const tails = errors.reduce(
    (sum, {size, weight}) => sum + weight * Math.log1p(size ** 2 / variance / freedomCount),
    0,
  )
  return {
    scaleRatio: Math.sqrt(variance),
    logLikelihood: total * (logPeak(freedomCount) - Math.log(variance) / 2) - ((freedomCount + 1) / 2) * tails,
  }
}

/**
 * Log height of the Student-t density at zero, but for a constant: log of Γ(x + ½) ÷ (Γ(x) √(2x)) with x half the
 * degrees of freedom, good to 0.001 above two of them.
 *
 * @source https://dlmf.nist.gov/5.11.E13 (ratio of two gamma functions)
 */
function logPeak(freedomCount: number): number {
  const x = freedomCount / 2
  return -1 / (8 * x) + 1 / (192 * x ** 3) - 1 / (640 * x ** 5)
}
