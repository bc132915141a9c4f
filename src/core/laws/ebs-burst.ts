const fullBurstS = 1800

/**
 * How long an EBS-optimized instance holds a demand between its baseline and its maximum: a full balance carries the
 * maximum for 30 minutes, a smaller excess over the baseline for longer in proportion.
 *
 * `demandPerS`, `baselinePerS` and `maximumPerS` are IOPS, or MiB/s, of the class; `balanceRatio` (0…1) is what is left
 * (`EBSIOBalance%` or `EBSByteBalance%` of CloudWatch, over 100). Asking for more than the maximum spends no faster.
 * Returns seconds; null when the demand does not exceed the baseline, which then lasts for ever. AWS promises a full
 * half hour once in 24 hours and does not publish how fast the balance comes back, so count on one a day. That the
 * balance is spent in proportion is how the metric behaves, not a promise. Throws RangeError for numbers out of range.
 *
 * @source https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html (30 minutes at least once every 24 hours)
 * @example ebsBurstS({demandPerS: 18750, baselinePerS: 3600, maximumPerS: 18750, balanceRatio: 1}) // => 1800
 * @example ebsBurstS({demandPerS: 7387.5, baselinePerS: 3600, maximumPerS: 18750, balanceRatio: 0.5}) // => 3600
 */
export function ebsBurstS({
  demandPerS,
  baselinePerS,
  maximumPerS,
  balanceRatio,
}: {
  demandPerS: number
  baselinePerS: number
  maximumPerS: number
  balanceRatio: number
}): number | null {
  if (!(baselinePerS >= 0 && maximumPerS >= baselinePerS)) {
    throw new RangeError(`ebsBurstS: a baseline of ${baselinePerS} and a maximum of ${maximumPerS}`)
  }
  if (!(balanceRatio >= 0 && balanceRatio <= 1)) throw new RangeError(`ebsBurstS: a balance of ${balanceRatio}`)
  if (!(demandPerS >= 0)) throw new RangeError(`ebsBurstS: a demand of ${demandPerS}`)
  if (demandPerS <= baselinePerS) return null
  const spentPerS = Math.min(demandPerS, maximumPerS) - baselinePerS
  return spentPerS === 0 ? 0 : (fullBurstS * balanceRatio * (maximumPerS - baselinePerS)) / spentPerS
}
