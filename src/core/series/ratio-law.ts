import {linearRegression, mean, quantileSorted} from 'simple-statistics'
import type {HourRatio} from './hour-ratios.js'

/** For a share of hours: what their ratio stays below, by the hour's mean in requests per second. */
export type RatioAt = (share: number) => (meanRps: number) => number

/** An hour whose busiest step is its mean has no logarithm: it counts as this little above. */
const leastExcessRatio = 1e-4
/** Volumes that differ by less, as logarithms, have no slope but that of rounding. */
const leastRange = 1e-3

/**
 * How far an hour's busiest step stands above its mean, as quantiles that depend on the hour's volume.
 *
 * Of R = busiest ÷ mean, log(R − 1) = a + b · log(mean) is fitted by least squares, and its residuals are kept as they
 * are: that is the power law. Its quantile and that of all hours regardless of volume are both taken, and the larger
 * counts: ratios do not keep falling with volume when a crowd arrives. On the WC98 logs, trained on the first 40 days,
 * the power law's P99 covered 34 % of the busiest hours, that of all hours 88 %; a Poisson's covered none of NASA's or
 * of a load balancer's. No ratio exceeds `mostRatio`, the steps in an hour.
 *
 * Wants 24 hours or more. Below the smallest hour that was measured the law stays at that hour. Above the largest it is
 * carried on, no further than from the smallest to the largest on the log scale: a slope over a narrow range is noise.
 */
export function fitRatioLaw({hours, mostRatio}: {hours: readonly HourRatio[]; mostRatio: number}): RatioAt {
  const volumes = hours.map(({meanRps}) => Math.log(meanRps))
  const excesses = hours.map(({ratio}) => Math.log(Math.max(ratio - 1, leastExcessRatio)))
  const [least, most, middle] = [Math.min(...volumes), Math.max(...volumes), mean(volumes)]
  const slope =
    most - least < leastRange ? 0 : linearRegression(volumes.map((volume, i) => [volume - middle, excesses[i] ?? 0])).m
  const residuals = sorted(excesses.map((excess, i) => excess - slope * ((volumes[i] ?? 0) - middle)))
  const ratios = sorted(hours.map(({ratio}) => ratio))
  const furthest = most + (most - least)
  // Whoever asks goes through all shares of one volume before the next: its logarithm is kept.
  const last = {meanRps: Number.NaN, power: 0}
  const powerAt = (meanRps: number) => {
    if (meanRps !== last.meanRps) {
      last.meanRps = meanRps
      last.power = slope * (Math.min(furthest, Math.max(least, Math.log(meanRps))) - middle)
    }
    return last.power
  }
  return (share) => {
    const residual = quantileSorted(residuals, share)
    const ofAll = quantileSorted(ratios, share)
    return (meanRps) => Math.min(mostRatio, Math.max(ofAll, 1 + Math.exp(residual + powerAt(meanRps))))
  }
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)
