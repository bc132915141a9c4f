import type {QuantileRps} from '../../documents/units.js'
import {studentT} from '../laws/student-t.js'
import type {RatioAt} from '../series/ratio-law.js'

/** So many equally likely heights of the hour, and for each so many ratios, an even share of a finer grid of them. */
const hourCount = 300
const ratioCount = 30
const offsetCount = 8

/** The middles of so many equally likely slices of a distribution. */
const sharesOf = (count: number) => Array.from({length: count}, (_, i) => (i + 0.5) / count)

/**
 * Combines what is not known of an hour's mean with what is not known of its busiest minute, by simulation: every one
 * of 300 equally likely means (Student-t on the log scale) with 30 equally likely ratios of an hour that busy.
 * P50, P90 and P99 are read off the 9,000 outcomes. One P99 times the other would lie far above the P99 of both.
 *
 * Takes hour and ratio as independent but for the volume, which `ratioAt` knows. No chance is involved: the same input
 * gives the same quantiles. Returns a function, since the heights serve every hour of a window.
 */
export function peakSimulator({
  logSpread,
  freedomCount,
}: {
  logSpread: number
  freedomCount: number
}): (hour: {medianRps: number; ratioAt: RatioAt}) => QuantileRps {
  const upper = sharesOf(hourCount)
    .slice(hourCount / 2)
    .map((probability) => Math.exp(logSpread * studentT({probability, freedomCount})))
  const heights = [...upper.map((height) => 1 / height), ...upper]
  const shares = sharesOf(ratioCount * offsetCount)
  return ({medianRps, ratioAt}) => {
    const ratios = shares.map(ratioAt)
    const outcomes = new Float64Array(hourCount * ratioCount)
    heights.forEach((height, i) => {
      const meanRps = medianRps * height
      // Neighbouring heights take different ratios, so that the grid's own steps do not show. 3 has no factor in 8.
      const offset = (i * 3) % offsetCount
      for (let k = 0; k < ratioCount; k++) {
        outcomes[i * ratioCount + k] = meanRps * (ratios[k * offsetCount + offset]?.(meanRps) ?? 1)
      }
    })
    outcomes.sort()
    return {p50Rps: at(outcomes, 0.5), p90Rps: at(outcomes, 0.9), p99Rps: at(outcomes, 0.99)}
  }
}

/** The quantile between the two outcomes around it. */
function at(outcomes: Float64Array, share: number): number {
  const place = share * outcomes.length - 0.5
  const below = outcomes[Math.floor(place)] ?? 0
  const above = outcomes[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
