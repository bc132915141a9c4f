/**
 * Seconds that Fargate's token bucket takes to launch tasks: max(0, (N − burst) / rate).
 *
 * `taskCount` is N, `burstCount` the tasks launched at once from a full bucket, `refillPerS` the tasks a second after
 * it. A lower bound: pulling the image and passing health checks come on top, one service starts no more than its
 * scheduler's rate, and other launches in the account and Region drain the same bucket.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html
 * @example fargateLaunchS({taskCount: 500, burstCount: 100, refillPerS: 20}) // => 20
 */
export function fargateLaunchS({
  taskCount,
  burstCount,
  refillPerS,
}: {
  taskCount: number
  burstCount: number
  refillPerS: number
}): number {
  return Math.max(0, (taskCount - burstCount) / refillPerS)
}
