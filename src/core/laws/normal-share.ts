/** Up to so many spreads the tail is summed from the middle, beyond it by its continued fraction. */
const farSpreads = 3

/**
 * Distribution function of the standard normal: the probability that Z ≤ z.
 *
 * Good to twelve digits of the smaller tail. Throws RangeError for a z that is not a number.
 *
 * @source https://dlmf.nist.gov/7.6 (error function: power series), https://dlmf.nist.gov/7.9 (continued fraction)
 * @example normalShare(1.959963984540054) // => 0.975
 * @example normalShare(-4) * 1e5 // => 3.1671242
 */
export function normalShare(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalShare: z is not a number')
  const size = Math.abs(z)
  const density = Math.exp(-(size * size) / 2) / Math.sqrt(2 * Math.PI)
  if (density === 0) return z < 0 ? 0 : 1
  const tail = size > farSpreads ? density / millsFraction(size) : 0.5 - density * seriesFrom(size)
  return z < 0 ? tail : 1 - tail
}

/** z + z³/3 + z⁵/15 + …, each term the one before times z² over the next odd number. */
function seriesFrom(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

/** z + 1/(z + 2/(z + 3/(z + …))), from behind. */
function millsFraction(z: number): number {
  let fraction = z
  for (let k = 100; k >= 1; k--) fraction = z + k / fraction
  return fraction
}
