import {median} from 'simple-statistics'

/** Median distance from the middle, of normal values, in standard deviations. */
const medianDistanceRatio = 0.674_489_750_196_082

/**
 * How far values lie about a centre on the log scale, as the standard deviation that a normal distribution of the same
 * median distance has: median |ln(value / centre)| / 0.6745. Up to half of the values may be wild.
 *
 * `values` and `centre` are positive, in one unit. It is about the centre given and not about their own middle, so a
 * centre that is off widens it. 0 without a value. Values that are not log-normal (two crowds, heavy tails) get the
 * spread of their middle half only. Throws RangeError for a value or a centre that is not above 0.
 *
 * @source https://doi.org/10.1080/01621459.1974.10482962 (Hampel, The Influence Curve and Its Role in Robust Estimation, 1974)
 * @example logSpread({values: [0.5, 1, 2], centre: 1}) // => 1.0276618
 */
export function logSpread({values, centre}: {values: readonly number[]; centre: number}): number {
  for (const value of [...values, centre]) {
    if (!(value > 0)) throw new RangeError(`logSpread: ${value} is not above 0`)
  }
  if (values.length === 0) return 0
  return median(values.map((value) => Math.abs(Math.log(value / centre)))) / medianDistanceRatio
}
