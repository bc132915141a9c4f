import {gammaQuantile} from './gamma-quantile.js'

/**
 * The most that a rare event's chance may be, with 95 % confidence on one side, after it was seen `count` times in
 * `total` trials: the mean of a Poisson count that would be this low once in twenty, over the trials. Without a single
 * one it is the rule of three, 3 / n.
 *
 * Whole numbers, `total` above 0; for counts far below the total. At most 1. Throws RangeError for a count outside 0 and
 * its total.
 *
 * @source https://doi.org/10.1001/jama.1983.03330370053031 (Hanley and Lippman-Hand, If Nothing Goes Wrong, Is Everything All Right?, 1983)
 * @example rareCountBound({count: 0, total: 300}) // => 0.0099858
 * @example rareCountBound({count: 2, total: 1000}) // => 0.0062958
 */
export function rareCountBound({count, total}: {count: number; total: number}): number {
  if (!(count >= 0 && count <= total && total > 0)) throw new RangeError(`rareCountBound: ${count} of ${total}`)
  return Math.min(1, gammaQuantile({shape: count + 1, probability: 0.95}) / total)
}
