/**
 * Steps in which a capacity provider's managed scaling brings a group of hosts from one size to another.
 *
 * `fromCount` and `toCount` are hosts (whole, 0 or more), `firstCount` what an empty group starts with. Each step adds
 * what is missing, at least `minimumStepCount` and at most `maximumStepCount` (at least 1 each). A group of several
 * types or zones (`isMixed`) adds the minimum step whatever is missing. After each step but the last the provider waits
 * `warmupS` (0 or more) before it looks again. Returns the steps and the seconds from the first to the last; the start
 * of the hosts comes on top, and so do one to two minutes until its metric moves. Throws RangeError for numbers outside
 * those ranges.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
 * @example capacityProviderSteps({fromCount: 4, toCount: 24, firstCount: 2, minimumStepCount: 1, maximumStepCount: 5, isMixed: false, warmupS: 300}).stepCount // => 4
 * @example capacityProviderSteps({fromCount: 4, toCount: 24, firstCount: 2, minimumStepCount: 2, maximumStepCount: 10000, isMixed: true, warmupS: 120}).timeS // => 1080
 */
export function capacityProviderSteps({
  fromCount,
  toCount,
  firstCount,
  minimumStepCount,
  maximumStepCount,
  isMixed,
  warmupS,
}: {
  fromCount: number
  toCount: number
  firstCount: number
  minimumStepCount: number
  maximumStepCount: number
  isMixed: boolean
  warmupS: number
}): {stepCount: number; timeS: number} {
  if (!(minimumStepCount >= 1 && maximumStepCount >= 1 && firstCount >= 1 && warmupS >= 0)) {
    throw new RangeError(
      `capacityProviderSteps: steps of ${minimumStepCount} to ${maximumStepCount}, ${firstCount} at first, every ${warmupS} s`,
    )
  }
  const isEmpty = fromCount === 0 && toCount > 0
  const startCount = isEmpty ? firstCount : fromCount
  const missing = Math.max(0, toCount - startCount)
  const most = isMixed ? minimumStepCount : Math.max(minimumStepCount, maximumStepCount)
  const stepCount = (isEmpty ? 1 : 0) + Math.ceil(missing / most)
  return {stepCount, timeS: Math.max(0, stepCount - 1) * warmupS}
}
