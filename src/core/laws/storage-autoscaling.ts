const leastStepGib = 10
const leastStepRatio = 0.1
const advisedThresholdRatio = 1.26

/**
 * GiB that RDS storage autoscaling adds at once: the largest of 10 GiB, a tenth of what is allocated, and the growth
 * that the last hour foretells for seven hours.
 *
 * `allocatedGib` is what the volume has (above 0), `growthGibPerHour` how fast it filled in the last hour (0 or more).
 * RDS adds it when 10 % or less has been free for five minutes and the last change is six hours past; in between a
 * volume can fill. Rounded up to whole GiB.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 * @example storageStepGib({allocatedGib: 1000, growthGibPerHour: 0}) // => 100
 * @example storageStepGib({allocatedGib: 50, growthGibPerHour: 0}) // => 10
 * @example storageThreshold({allocatedGib: 1000}).advisedGib // => 1260
 */
export function storageStepGib({
  allocatedGib,
  growthGibPerHour,
}: {
  allocatedGib: number
  growthGibPerHour: number
}): number {
  return Math.ceil(Math.max(leastStepGib, allocatedGib * leastStepRatio, growthGibPerHour * 7) - 1e-9)
}

/** The maximum storage threshold that RDS accepts at least (a tenth above what is allocated) and that AWS advises (26 %). */
export function storageThreshold({allocatedGib}: {allocatedGib: number}): {leastGib: number; advisedGib: number} {
  const above = (ratio: number) => Math.ceil(allocatedGib * ratio - 1e-9)
  return {leastGib: above(1 + leastStepRatio), advisedGib: above(advisedThresholdRatio)}
}
