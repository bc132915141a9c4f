import {gammaln} from 'simple-statistics'

/**
 * Quantile of Student's t: the t with P(T ≤ t) = p.
 *
 * `probability` is p (above 0, below 1), `freedomCount` the degrees of freedom (above 0, need not be whole). Inverts the
 * distribution, which is a regularized incomplete beta function, by halving. Good to nine digits for p between 10⁻⁶ and 1 − 10⁻⁶.
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
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (upperTail(middle, freedomCount) > 1 - probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(T > t) for t ≥ 0: half of I(ν/2, ½) at ν / (ν + t²). */
function upperTail(t: number, freedomCount: number): number {
  const x = freedomCount / (freedomCount + t * t)
  return incompleteBeta({x, a: freedomCount / 2, b: 0.5}) / 2
}

/** The regularized incomplete beta function I_x(a, b), by its continued fraction on the side where that converges fast. */
function incompleteBeta({x, a, b}: {x: number; a: number; b: number}): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta({x: 1 - x, a: b, b: a})
  const logFront = gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x)
  return (Math.exp(logFront) * betaFraction({x, a, b})) / a
}

/** The continued fraction of DLMF 8.17.22, evaluated forward with the products that Lentz keeps. */
function betaFraction({x, a, b}: {x: number; a: number; b: number}): number {
  const tiny = 1e-300
  const nonZero = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let upper = 1
  let lower = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let fraction = lower
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of [even, odd]) {
      lower = 1 / nonZero(1 + term * lower)
      upper = nonZero(1 + term / upper)
      change = lower * upper
      fraction *= change
    }
    if (Math.abs(change - 1) < 1e-15) break
  }
  return fraction
}
