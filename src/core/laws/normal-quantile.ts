import {normalShare} from './normal-share.js'

/**
 * Quantile of the standard normal: the z with P(Z ≤ z) = `probability`.
 *
 * `probability` is above 0 and below 1. Starts from a rational approximation that is good to 4.5 · 10⁻⁴ (26.2.23) and
 * takes three steps of Newton's method on the distribution function; good to ten digits between 10⁻⁸ and 1 − 10⁻⁸.
 * Throws RangeError for a probability outside.
 *
 * @source https://personal.math.ubc.ca/~cbm/aands/page_933.htm (Abramowitz and Stegun, 26.2.23), https://dlmf.nist.gov/7.17
 * @example normalQuantile(0.975) // => 1.9599640
 * @example normalQuantile(0.1) // => -1.2815516
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`normalQuantile: a probability of ${probability}`)
  if (probability > 0.5) return -normalQuantile(1 - probability)
  const t = Math.sqrt(-2 * Math.log(probability))
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let step = 0; step < 3; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    z -= (normalShare(z) - probability) / density
  }
  return z
}
