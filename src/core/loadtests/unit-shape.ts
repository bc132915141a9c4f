import {twoStations} from '../laws/two-stations.js'

/**
 * How equal units and what they share (a database, a lock, a pool) carry requests together.
 *
 * `held`: each unit has `placeCount` workers, and a worker stays with its request while that waits for what is shared.
 * `free`: each unit serves `placeCount` at once, and whoever waits for what is shared holds none of them.
 */
export type UnitShape = {
  kind: 'held' | 'free'
  /** Of one unit; not necessarily a whole number. */
  placeCount: number
  /** Of a request in its unit, waiting aside. */
  ownTimeS: number
  /** What the shared station carries at most, and how many it serves at once. */
  sharedLimitRps: number
  sharedServerCount: number
}

const sharedTimeS = ({sharedLimitRps, sharedServerCount}: UnitShape) => sharedServerCount / sharedLimitRps

/**
 * Requests per second that so many units carry with so many requests in flight (both above 0).
 */
export function throughputOf(
  shape: UnitShape,
  {unitCount, inFlightCount}: {unitCount: number; inFlightCount: number},
): number {
  const places = unitCount * shape.placeCount
  const isHeld = shape.kind === 'held'
  return twoStations({
    customerCount: isHeld ? Math.min(inFlightCount, places) : inFlightCount,
    own: {serviceDemandS: shape.ownTimeS, serverCount: isHeld ? Number.POSITIVE_INFINITY : places},
    shared: {serviceDemandS: sharedTimeS(shape), serverCount: shape.sharedServerCount},
  })
}

/** What so many units carry however many requests wait. */
export function mostOf(shape: UnitShape, unitCount: number): number {
  if (shape.kind === 'free') return Math.min(unitsLimitRps(shape, unitCount), shape.sharedLimitRps)
  return throughputOf(shape, {unitCount, inFlightCount: unitCount * shape.placeCount})
}

/** What so many units would carry if what they share never made anyone wait. */
export function unitsLimitRps(shape: UnitShape, unitCount: number): number {
  const holdS = shape.kind === 'held' ? shape.ownTimeS + sharedTimeS(shape) : shape.ownTimeS
  return (unitCount * shape.placeCount) / holdS
}

/**
 * The largest throughput of so many units at which the mean response time (Little's law) stays within `meanLimitS`; 0
 * where a single request takes longer.
 */
export function mostWithin(shape: UnitShape, unitCount: number, meanLimitS: number): number {
  const most = mostOf(shape, unitCount)
  const at = (inFlightCount: number) => throughputOf(shape, {unitCount, inFlightCount})
  if (1 / at(1) > meanLimitS) return 0
  // With as many in flight as the most times the limit, the limit is surely passed or just met.
  let low = 1
  let high = Math.max(1, most * meanLimitS)
  if (high / at(high) <= meanLimitS) return at(high)
  while (high - low > 1e-3 * high) {
    const middle = (low + high) / 2
    if (middle / at(middle) <= meanLimitS) low = middle
    else high = middle
  }
  return at(low)
}
