/** Up to so many spreads the tail is summed from the middle, beyond it by its continued fraction. */
const farSpreads = 3

/**
 * Mean of a normal variable that is known to be `least` or more: μ + σ·φ(α) / (1 − Φ(α)) with α = (least − μ) / σ.
 *
 * `mean` and `spread` are those of the variable before that was known; all three have the same unit. What is measured
 * of something that ran into a limit is such a `least`. Never below `least` nor below `mean`. Good to nine digits.
 * Throws RangeError for a spread that is not above 0.
 *
 * @source https://doi.org/10.1080/00401706.1979.10489811 (Schmee and Hahn, A Simple Method for Regression Analysis with Censored Data, 1979)
 * @example truncatedNormalMean({mean: 0, spread: 1, least: 0}) // => 0.7978846
 */
export function truncatedNormalMean({mean, spread, least}: {mean: number; spread: number; least: number}): number {
  if (!(spread > 0)) throw new RangeError(`truncatedNormalMean: a spread of ${spread}`)
  return Math.max(least, mean, mean + spread * hazard((least - mean) / spread))
}

/** φ(a) / (1 − Φ(a)) of the standard normal, the inverse of Mills's ratio. */
function hazard(a: number): number {
  if (a > farSpreads) {
    let fraction = a
    for (let k = 40; k >= 1; k--) fraction = a + k / fraction
    return fraction
  }
  const density = Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI)
  let term = a
  let sum = a
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 400; k += 2) {
    term *= (a * a) / k
    sum += term
  }
  // So far below, almost nothing is cut off, and the sum would be one of infinities.
  return a < -8 ? 0 : density / (0.5 - density * sum)
}
