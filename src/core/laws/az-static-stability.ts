/**
 * Static stability: so many units in each of z zones that any z − 1 of them still hold all that is needed. Per zone
 * ⌈need / (z − 1)⌉, in total that times z.
 *
 * `neededCount` is what the peak needs (at least 0), `zoneCount` is z (a whole number, at least 2). Assumes that load
 * spreads evenly over the zones left and that nothing new can be launched meanwhile. Throws RangeError for fewer than
 * two zones, where losing one leaves none.
 *
 * @source https://aws.amazon.com/builders-library/static-stability-using-availability-zones/
 * @example azStaticStability({neededCount: 10, zoneCount: 3}).totalCount // => 15
 */
export function azStaticStability({neededCount, zoneCount}: {neededCount: number; zoneCount: number}): {
  perZoneCount: number
  totalCount: number
} {
  if (!(zoneCount >= 2)) throw new RangeError(`azStaticStability: ${zoneCount} zones cannot lose one`)
  const perZoneCount = Math.ceil(neededCount / (zoneCount - 1))
  return {perZoneCount, totalCount: perZoneCount * zoneCount}
}
