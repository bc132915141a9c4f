import {gammaln} from 'simple-statistics'
import {incompleteBeta} from './incomplete-beta.js'

/**
 * Quantile of Student's t: the t with P(T ≤ t) = p.
 *
 * `probability` is p (above 0, below 1), `freedomCount` the degrees of freedom (above 0, need not be whole). Inverts the
 * distribution, which is a regularized incomplete beta function, by Newton's method kept inside a bracket. Good to nine digits for p between 10⁻⁶ and 1 − 10⁻⁶.
 * Throws RangeError for numbers outside those ranges.
 *
 * @source https://dlmf.nist.gov/8.17 (incomplete beta functions)
 * @example studentT({probability: 0.975, freedomCount: 4}) // => 2.7764451
 */
export function studentT({probability, freedomCount}: {probability: number; freedomCount: number}): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`studentT: a probability of ${probability}`)
  if (!(freedomCount > 0)) throw new RangeError(`studentT: ${freedomCount} degrees of freedom`)
  if (probability === 0.5) return 0
  if (probability < 0.5) return -studentT({probability: 1 - probability, freedomCount})
  let high = 1
  while (upperTail(high, freedomCount) > 1 - probability) high *= 2
  let low = high === 1 ? 0 : high / 2
  let t = (low + high) / 2
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step += 1) {
    const over = upperTail(t, freedomCount) - (1 - probability)
    if (over > 0) low = t
    else high = t
    const next = t + over / density(t, freedomCount)
    if (Math.abs(next - t) <= 1e-13 * t) break
    t = next > low && next < high ? next : (low + high) / 2
  }
  return t
}

function density(t: number, freedomCount: number): number {
  const half = (freedomCount + 1) / 2
  const scale = gammaln(half) - gammaln(freedomCount / 2) - Math.log(freedomCount * Math.PI) / 2
  return Math.exp(scale - half * Math.log1p((t * t) / freedomCount))
}

/** P(T > t) for t ≥ 0: half of I(ν/2, ½) at ν / (ν + t²). */
function upperTail(t: number, freedomCount: number): number {
  const x = freedomCount / (freedomCount + t * t)
  return incompleteBeta({x, a: freedomCount / 2, b: 0.5}) / 2
}
