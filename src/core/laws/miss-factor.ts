/**
 * What a fall of the hit ratio does to the origin: its load is multiplied by (1 − to) / (1 − from), since the origin
 * gets what the cache misses.
 *
 * Both are shares of requests from 0 to 1. A cache that answers everything leaves nothing to multiply: from 1 the
 * factor is infinite, or 1 when it stays at 1. Holds while the cache passes each miss on; one that joins equal misses
 * into one request passes fewer. Throws RangeError outside 0 to 1.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-hit-ratio.html
 * @example missFactor({fromHitRatio: 0.95, toHitRatio: 0.9}) // => 2
 * @example missFactor({fromHitRatio: 0.84, toHitRatio: 0.42}) // => 3.625
 */
export function missFactor({fromHitRatio, toHitRatio}: {fromHitRatio: number; toHitRatio: number}): number {
  for (const ratio of [fromHitRatio, toHitRatio]) {
    if (!(ratio >= 0 && ratio <= 1)) throw new RangeError(`missFactor: hit ratio ${ratio} is not from 0 to 1`)
  }
  if (fromHitRatio === toHitRatio) return 1
  return (1 - toHitRatio) / (1 - fromHitRatio)
}
