import type {Random} from '../../fixtures/generate/seeded.js'

/** A time that is drawn anew for every visit: its mean, and its variance over the square of the mean. */
export type Duration = {meanS: number; squaredVariation: number}

export function exponential(random: Random, meanS: number): number {
  return -meanS * Math.log(1 - random.uniform())
}

/**
 * A duration with that mean and squared coefficient of variation: fixed at 0; below 1 a mixture of Erlang k − 1 and k
 * phases of one rate; exponential at 1; above it two exponentials with balanced means (Tijms, A First Course in
 * Stochastic Models, appendix B).
 */
export function durationOf(random: Random, {meanS, squaredVariation}: Duration): number {
  if (squaredVariation <= 0) return meanS
  if (squaredVariation === 1) return exponential(random, meanS)
  return squaredVariation < 1
    ? erlangMixture(random, meanS, squaredVariation)
    : hyperexponential(random, meanS, squaredVariation)
}

function erlangMixture(random: Random, meanS: number, squaredVariation: number): number {
  const most = Math.max(2, Math.ceil(1 / squaredVariation))
  const root = Math.sqrt(most * (1 + squaredVariation) - most ** 2 * squaredVariation)
  const fewerShare = (most * squaredVariation - root) / (1 + squaredVariation)
  const phaseS = meanS / (most - fewerShare)
  const phaseCount = random.uniform() < fewerShare ? most - 1 : most
  let product = 1
  for (let i = 0; i < phaseCount; i += 1) product *= 1 - random.uniform()
  return -phaseS * Math.log(product)
}

function hyperexponential(random: Random, meanS: number, squaredVariation: number): number {
  const share = (1 + Math.sqrt((squaredVariation - 1) / (squaredVariation + 1))) / 2
  const isShort = random.uniform() < share
  return exponential(random, meanS / (2 * (isShort ? share : 1 - share)))
}

/** A whole number with that mean: its floor, or one more as often as the rest asks for. */
export function countOf(random: Random, mean: number): number {
  const least = Math.floor(mean)
  return least + (random.uniform() < mean - least ? 1 : 0)
}
