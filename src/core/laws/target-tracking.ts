/**
 * Units that bring a metric to its target when each carries an even share: ⌈count · metric / target⌉.
 *
 * `unitCount` is how many carry it now (0 or more), `metricValue` the metric's mean over them (0 or more) and
 * `targetValue` what it is to be (above 0), both in one unit. This is how target tracking scales out and how predictive
 * scaling infers the capacity of the past; scaling in is slower and has its own margins. Throws RangeError for a target
 * that is not above 0.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 * @source https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 * @example targetTrackingCount({unitCount: 10, metricValue: 30, targetValue: 60}) // => 5
 * @example targetTrackingCount({unitCount: 50, metricValue: 90, targetValue: 75}) // => 60
 */
export function targetTrackingCount({
  unitCount,
  metricValue,
  targetValue,
}: {
  unitCount: number
  metricValue: number
  targetValue: number
}): number {
  if (!(targetValue > 0)) throw new RangeError(`targetTrackingCount: a target of ${targetValue}`)
  // 3 · 0.7 / 0.3 must not come out as 8 by rounding.
  return Math.max(0, Math.ceil((unitCount * metricValue) / targetValue - 1e-9))
}
