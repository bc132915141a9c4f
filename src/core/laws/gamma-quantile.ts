import {gammaln} from 'simple-statistics'

/**
 * Quantile of a gamma distribution with shape α and scale 1: the x with P(X ≤ x) = `probability`.
 *
 * `shape` is α (0.05…1000), `probability` above 0 and below 1. Halves on the series of the lower incomplete gamma
 * function; good to nine digits. With α = 1 it is the exponential, with many it nears the normal. Throws RangeError for
 * numbers outside those ranges.
 *
 * @source https://dlmf.nist.gov/8.11 (incomplete gamma functions: 8.11.4)
 * @example gammaQuantile({shape: 1, probability: 0.95}) // => 2.9957323
 * @example gammaQuantile({shape: 2, probability: 0.95}) // => 4.7438645
 */
export function gammaQuantile({shape, probability}: {shape: number; probability: number}): number {
  if (!(shape >= 0.05 && shape <= 1000)) throw new RangeError(`gammaQuantile: a shape of ${shape}`)
  if (!(probability > 0 && probability < 1)) throw new RangeError(`gammaQuantile: a probability of ${probability}`)
  let high = shape + 1
  while (lowerShare(shape, high) < probability) high *= 2
  let low = 0
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (lowerShare(shape, middle) < probability) low = middle
    else high = middle
  }
  return high
}

/** P(X ≤ x) = x^α e^{−x} / Γ(α + 1) · Σ x^k / ((α + 1)…(α + k)). */
function lowerShare(shape: number, x: number): number {
  if (x <= 0) return 0
  let term = 1
  let sum = 1
  for (let k = 1; k < 10_000 && term > 1e-16 * sum; k += 1) {
    term *= x / (shape + k)
    sum += term
  }
  return Math.exp(shape * Math.log(x) - x - gammaln(shape + 1)) * sum
}
