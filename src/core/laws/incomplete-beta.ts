import {gammaln} from 'simple-statistics'

/**
 * The regularized incomplete beta function I_x(a, b), by its continued fraction on the side where that converges fast.
 *
 * `x` is taken from 0 to 1, below and above it the result is 0 and 1; `a` and `b` are above 0. Good to twelve digits
 * for a and b up to some thousands.
 *
 * @source https://dlmf.nist.gov/8.17 (incomplete beta functions)
 * @example incompleteBeta({x: 0.5, a: 2, b: 3}) // => 0.6875
 */
export function incompleteBeta({x, a, b}: {x: number; a: number; b: number}): number {
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
