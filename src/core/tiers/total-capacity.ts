import type {CapacityModel, TierScaling, UnitTotal} from '../../documents/capacity-model.js'

type Capacity = Pick<CapacityModel, 'unitRps' | 'scaling'>

/**
 * Requests per second that so many units (0 or more, also between two whole numbers) carry together within the SLO: in
 * proportion to their number, and where the tier was tested against different numbers never above what those tests say.
 * Never falls with more units.
 */
export function totalCapacityRps({unitRps, scaling}: Capacity, unitCount: number): number {
  const inProportion = unitRps * unitCount
  return scaling === undefined ? inProportion : Math.min(inProportion, scaledRps(scaling, unitCount))
}

/** What no number of units passes; Infinity where nothing is known to bound them together. */
export function highestCapacityRps({scaling}: Capacity): number {
  return scaling?.sharedLimit == null
    ? Number.POSITIVE_INFINITY
    : (scaling.totals.at(-1)?.totalRps ?? Number.POSITIVE_INFINITY)
}

/** The fewest units, a whole number, that carry a rate (0 or more); null where none do. */
export function leastUnits(capacity: Capacity, rps: number): number | null {
  let high = Math.ceil(rps / capacity.unitRps - 1e-9)
  if (capacity.scaling === undefined) return high
  const enough = rps * (1 - 1e-9)
  if (enough > highestCapacityRps(capacity)) return null
  // In proportion it takes at least so many.
  let low = high - 1
  for (; totalCapacityRps(capacity, high) < enough; high *= 2) low = high
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (totalCapacityRps(capacity, middle) < enough) low = middle
    else high = middle
  }
  return high
}

/** Straight between two totals; below the first in proportion, beyond the last too unless a shared limit holds it. */
function scaledRps({totals, sharedLimit}: TierScaling, unitCount: number): number {
  const above = totals.findIndex((total) => total.unitCount >= unitCount)
  const last = totals.at(-1)
  if (above === -1) {
    if (last === undefined) return Number.POSITIVE_INFINITY
    return sharedLimit === null ? inProportionTo(last, unitCount) : last.totalRps
  }
  const [low, high] = [totals[above - 1], totals[above]]
  if (high === undefined) return Number.POSITIVE_INFINITY
  if (low === undefined) return inProportionTo(high, unitCount)
  const share = (unitCount - low.unitCount) / (high.unitCount - low.unitCount)
  return low.totalRps + share * (high.totalRps - low.totalRps)
}

const inProportionTo = ({unitCount: known, totalRps}: UnitTotal, unitCount: number) => (totalRps / known) * unitCount
