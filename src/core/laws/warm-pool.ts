/**
 * Instances in a group's warm pool: what is prepared at most less what is desired, never below the pool's minimum.
 *
 * `maxPreparedCount` is `MaxGroupPreparedCapacity`, null where it is not set: then the group's `maxCount` counts.
 * `minPoolCount` is `MinSize` of the pool. All are whole numbers, 0 or more.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
 * @example warmPoolCount({desiredCount: 6, maxCount: 10, maxPreparedCount: null, minPoolCount: 0}) // => 4
 * @example warmPoolCount({desiredCount: 6, maxCount: 10, maxPreparedCount: 8, minPoolCount: 0}) // => 2
 */
export function warmPoolCount({
  desiredCount,
  maxCount,
  maxPreparedCount,
  minPoolCount,
}: {
  desiredCount: number
  maxCount: number
  maxPreparedCount: number | null
  minPoolCount: number
}): number {
  return Math.max(0, minPoolCount, (maxPreparedCount ?? maxCount) - desiredCount)
}
