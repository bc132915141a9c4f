import {errorFunction} from 'simple-statistics'

/** Three quantiles of a rate, in one unit. */
type Quantiles = {p50: number; p90: number; p99: number}

/** Standard normal quantiles of 0.9 and 0.99. */
const z90 = 1.2815515655446004
const z99 = 2.3263478740408408
/** Slices of the second rate, even on the normal scale so that its tail is as fine as its middle. */
const sliceWidth = 0.15
const sliceCount = 45
const halvingCount = 34

/**
 * P50, P90 and P99 of the sum of two independent rates, each known by the same three quantiles.
 *
 * `first` (above 0, in order) is taken as straight between its quantiles on a log-normal scale, `second` (0 or more, in
 * order) on a normal one; beyond them the nearest line goes on, below the median that of the upper half, and no lower
 * than 0. Their convolution is computed
 * with 45 heights of `second`, 0.15 standard deviations apart; each quantile is found by halving. No
 * chance is involved. The sum of two P99s would lie above the P99 of the sum; where the two rise together
 * (the same weather, the same bots that follow a sale) the sum of the P99s is the truth, and this is too low. Where
 * `first` has no positive median, that sum is given. Throws RangeError for quantiles that are not finite, negative or
 * out of order.
 *
 * @source https://en.wikipedia.org/wiki/Convolution_of_probability_distributions
 * @example independentSum({first: {p50: 1000, p90: 1000, p99: 1000}, second: {p50: 50, p90: 50, p99: 50}}).p90 // => 1050
 */
export function independentSum({first, second}: {first: Quantiles; second: Quantiles}): Quantiles {
  for (const {p50, p90, p99} of [first, second]) {
    if (!(p50 >= 0 && p90 >= p50 && p99 >= p90 && Number.isFinite(p99)))
      throw new RangeError(`independentSum: quantiles ${p50}, ${p90}, ${p99}`)
  }
  if (first.p50 <= 0) return {p50: first.p50 + second.p50, p90: first.p90 + second.p90, p99: first.p99 + second.p99}
  const zOf = placeIn({p50: Math.log(first.p50), p90: Math.log(first.p90), p99: Math.log(first.p99)})
  const heights = slices.map(({z, share}) => ({height: Math.max(0, heightAt(second, z)), share}))
  const highest = Math.max(...heights.map(({height}) => height))
  const shareBelow = (sum: number) =>
    heights.reduce(
      (total, {height, share}) => total + (sum > height ? share * normalShare(zOf(Math.log(sum - height))) : 0),
      0,
    )
  const quantile = (share: number) => {
    // First's own P99 above the highest of second: no quantile asked for lies beyond.
    let [low, high] = [0, first.p99 + highest]
    for (let k = 0; k < halvingCount; k++) {
      const middle = (low + high) / 2
      if (shareBelow(middle) < share) low = middle
      else high = middle
    }
    return high
  }
  return {p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99)}
}

/** The value at a standard normal place, on the lines through three quantiles. */
function heightAt({p50, p90, p99}: Quantiles, z: number): number {
  return z < z90 ? p50 + ((p90 - p50) / z90) * z : p90 + ((p99 - p90) / (z99 - z90)) * (z - z90)
}

/** The standard normal place of a value on those lines; infinite beyond a stretch without spread. */
function placeIn({p50, p90, p99}: Quantiles): (value: number) => number {
  return (value) => {
    if (value < p90) return p90 > p50 ? ((value - p50) / (p90 - p50)) * z90 : Number.NEGATIVE_INFINITY
    return p99 > p90 ? z90 + ((value - p90) / (p99 - p90)) * (z99 - z90) : Number.POSITIVE_INFINITY
  }
}

function normalShare(z: number): number {
  if (!Number.isFinite(z)) return z > 0 ? 1 : 0
  return 0.5 * (1 + errorFunction(z / Math.SQRT2))
}

/** Middles of the slices on the normal scale, and the share of each; the outermost take what lies beyond. */
const slices = Array.from({length: sliceCount}, (_, i) => {
  const z = (i - (sliceCount - 1) / 2) * sliceWidth
  const upTo = (edge: number) =>
    edge <= 0 ? 0 : edge >= sliceCount ? 1 : normalShare(z + (edge - i - 0.5) * sliceWidth)
  return {z, share: upTo(i + 1) - upTo(i)}
})
