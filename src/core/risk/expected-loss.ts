import type {PathPoint} from '../../documents/forecast.js'
import type {Loss} from '../../documents/risk.js'
import type {JointDraws} from './joint-draws.js'

/** The course of the window: its path at the median, and what one request of demand is worth. */
export type Course = {
  path: readonly PathPoint[]
  stepS: number
  /** Sales per request in US dollars; null where the config does not say. */
  usdPerRequest: number | null
}

/** Points at which the lost share is tabled; between them it is read off a straight line. */
const tableSize = 400

/**
 * What is turned away over the window, as a mean over the samples: in each, every minute above the first limit loses
 * what lies above it, along the median path scaled to the sample's peak.
 *
 * A fluid view: nobody comes back, nobody is lost below the limit, and a shop above its limit serves as much as at it.
 * Real shops over their limit serve less, so this is the least that is lost.
 */
export function expectedLoss({
  capacityRps,
  draws,
  course,
}: {
  capacityRps: Float64Array
  draws: JointDraws
  course: Course
}): Loss {
  const table = excessTable(course)
  let lost = 0
  let shortS = 0
  let requests = 0
  for (let i = 0; i < draws.count; i++) {
    const demand = draws.demandRps[i] ?? 0
    const share = demand > 0 ? (capacityRps[i] ?? 0) / demand : 1
    requests += demand * table.wholeS
    if (share >= 1) continue
    lost += demand * table.excessS(share)
    shortS += table.aboveS(share)
  }
  const count = lost / draws.count
  return {
    requestRatio: requests > 0 ? lost / requests : 0,
    requestCount: count,
    shortS: shortS / draws.count,
    salesUsd: course.usdPerRequest === null ? null : count * course.usdPerRequest,
  }
}

/** For a capacity as a share of the peak: seconds of peak demand above it, and seconds above it at all. */
function excessTable({path, stepS}: Course) {
  const highest = Math.max(...path.map(({p50Rps}) => p50Rps))
  const shares = path.map(({p50Rps}) => p50Rps / highest)
  const excess = Float64Array.from({length: tableSize + 1}, (_, i) =>
    shares.reduce((sum, share) => sum + Math.max(0, share - i / tableSize) * stepS, 0),
  )
  const above = Float64Array.from({length: tableSize + 1}, (_, i) =>
    shares.reduce((sum, share) => sum + (share > i / tableSize ? stepS : 0), 0),
  )
  const read = (table: Float64Array, share: number) => {
    const at = Math.min(1, Math.max(0, share)) * tableSize
    const below = Math.floor(at)
    const low = table[below] ?? 0
    return low + ((table[Math.min(tableSize, below + 1)] ?? 0) - low) * (at - below)
  }
  return {
    wholeS: excess[0] ?? 0,
    excessS: (share: number) => read(excess, share),
    aboveS: (share: number) => read(above, share),
  }
}
