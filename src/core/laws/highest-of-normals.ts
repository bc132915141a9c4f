import {errorFunction} from 'simple-statistics'

/**
 * Mean and variance of the highest of independent normal variables, taken two at a time as if each highest were normal
 * itself (Clark's approximation).
 *
 * `means` and `variances` are of one length, at least one; variances are at or above zero. Exact for two; for a handful
 * of like ones the mean is some thousandths of a spread off, the variance a few percent. Throws RangeError for no
 * variable.
 *
 * @source https://doi.org/10.1287/opre.9.2.145 (Clark, The Greatest of a Finite Set of Random Variables, 1961)
 * @example highestOfNormals([{mean: 0, variance: 1}, {mean: 0, variance: 1}]).mean // => 0.5641896
 */
export function highestOfNormals(variables: readonly {mean: number; variance: number}[]): {
  mean: number
  variance: number
} {
  const [first, ...others] = variables
  if (first === undefined) throw new RangeError('highestOfNormals: no variable')
  return others.reduce(higherOf, first)
}

function higherOf(one: {mean: number; variance: number}, other: {mean: number; variance: number}) {
  const spread = Math.sqrt(one.variance + other.variance)
  if (spread === 0) return one.mean >= other.mean ? one : other
  const apart = (one.mean - other.mean) / spread
  const above = (1 + errorFunction(apart / Math.SQRT2)) / 2
  const density = Math.exp(-(apart ** 2) / 2) / Math.sqrt(2 * Math.PI)
  const mean = one.mean * above + other.mean * (1 - above) + spread * density
  const square =
    (one.mean ** 2 + one.variance) * above +
    (other.mean ** 2 + other.variance) * (1 - above) +
    (one.mean + other.mean) * spread * density
  return {mean, variance: Math.max(0, square - mean ** 2)}
}
