/** How a bucket fared over a series of steps. */
export type BucketRun = {
  /** Seconds until it was first empty; null where it never was. */
  emptyAfterS: number | null
  leastCount: number
  endCount: number
  /** What was carried in each step, mean per second: the demand, or the refill once the bucket is empty. */
  servedPerS: number[]
}

/**
 * A bucket of burst credits over a changing demand: it fills at a steady rate, what is asked for empties it, and once
 * empty it lets through no more than the rate. gp2 volumes, EBS-optimized instances and CPU credits all are such.
 *
 * `sizeCount` is what it holds at most, `startCount` what it holds at first (0…size), `fillPerS` the steady rate,
 * `burstPerS` the most that is carried with credits left (at least the fill), `demandPerS` what is asked for in each
 * step of `stepS` seconds, all in one unit (I/O, vCPU-minutes). Demand is even within a step; what is not carried is
 * lost, not queued. Throws RangeError for numbers outside those ranges.
 *
 * @source https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html (I/O credits and burst performance)
 * @example tokenBucket({sizeCount: 5400000, startCount: 5400000, fillPerS: 300, burstPerS: 3000, demandPerS: [3000], stepS: 3600}).emptyAfterS // => 2000
 */
export function tokenBucket({
  sizeCount,
  startCount,
  fillPerS,
  burstPerS,
  demandPerS,
  stepS,
}: {
  sizeCount: number
  startCount: number
  fillPerS: number
  burstPerS: number
  demandPerS: readonly number[]
  stepS: number
}): BucketRun {
  if (!(startCount >= 0 && startCount <= sizeCount)) {
    throw new RangeError(`tokenBucket: ${startCount} in a bucket of ${sizeCount}`)
  }
  if (!(fillPerS >= 0 && burstPerS >= fillPerS && stepS > 0)) {
    throw new RangeError(`tokenBucket: ${fillPerS} to ${burstPerS} a second in steps of ${stepS} s`)
  }
  const run: BucketRun = {emptyAfterS: null, leastCount: startCount, endCount: startCount, servedPerS: []}
  demandPerS.forEach((asked, step) => {
    if (!(asked >= 0)) throw new RangeError(`tokenBucket: a demand of ${asked}`)
    const carried = Math.min(asked, burstPerS)
    const drainPerS = carried - fillPerS
    const lastsS = drainPerS > 0 ? run.endCount / drainPerS : Number.POSITIVE_INFINITY
    if (lastsS <= stepS) run.emptyAfterS ??= step * stepS + lastsS
    run.servedPerS.push(
      lastsS >= stepS ? carried : (carried * lastsS + Math.min(carried, fillPerS) * (stepS - lastsS)) / stepS,
    )
    run.endCount = lastsS <= stepS ? 0 : Math.max(0, Math.min(sizeCount, run.endCount - drainPerS * stepS))
    run.leastCount = Math.min(run.leastCount, run.endCount)
  })
  return run
}
