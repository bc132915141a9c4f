/**
 * The maximum that predictive scaling works with when it may increase it: the larger of the group's own and the forecast
 * with its buffer on top.
 *
 * `forecastCount` and `maxCount` are units (0 or more), `bufferRatio` is `MaxCapacityBuffer` over 100 (0…1). A group's
 * raised maximum does not come back by itself. Rounded up.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html (MaxCapacityBuffer)
 * @example predictiveMaxCount({forecastCount: 50, maxCount: 40, bufferRatio: 0.1}) // => 55
 */
export function predictiveMaxCount({
  forecastCount,
  maxCount,
  bufferRatio,
}: {
  forecastCount: number
  maxCount: number
  bufferRatio: number
}): number {
  // A forecast at or below the maximum leaves it alone; 50 · 1.1 must not come out as 56.
  return forecastCount > maxCount ? Math.ceil(forecastCount * (1 + bufferRatio) - 1e-9) : maxCount
}
