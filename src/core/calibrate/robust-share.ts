import {median} from 'simple-statistics'
import {theilSenInterval} from '../laws/theil-sen.js'

/** A part that goes with the whole, both of one interval and in units that sum over time. */
export type SharePair = {whole: number; part: number}

/** The part for each unit of the whole, the interval that holds it with 95 %, and the pairs that it was learned from. */
export type RobustShare<Pair extends SharePair = SharePair> = {
  ratio: number
  lowRatio: number
  highRatio: number
  /** `line` is the slope; `median` is of the single ratios, where the slope is no other or is not known well enough. */
  by: 'line' | 'median'
  /** The busier half. */
  pairs: readonly Pair[]
}

/** A slope that is known worse than this, as half its interval over itself, is no better than the ratios. */
const widestRatio = 0.1
const fewestPairs = 24
/** Pairs of points grow with their square, and an estate of hundreds of tiers has a share for each. */
const mostPoints = 120

/**
 * How much of a part comes with each unit of the whole at high load: the Theil–Sen slope through the busier half of the
 * intervals, since what the part has at rest (health checks, jobs) does not grow with traffic. Where the median of the
 * single ratios lies within the slope's interval nothing is at rest, and that median is the better known of the two; it
 * also counts where the whole varies too little for the slope to be known within a tenth.
 *
 * Returns null with fewer than 24 pairs in the busier half. Says nothing of days whose mix is another.
 */
export function robustShare<Pair extends SharePair>(pairs: readonly Pair[]): RobustShare<Pair> | null {
  const known = pairs.filter(({whole}) => whole > 0)
  if (known.length === 0) return null
  const middle = median(known.map(({whole}) => whole))
  const busy = known.filter(({whole}) => whole >= middle)
  if (busy.length < fewestPairs) return null
  const points = thinned(busy).map(({whole, part}) => ({x: whole, y: part}))
  const {slope, lowSlope, highSlope} = theilSenInterval(points)
  const single = busy.map(({whole, part}) => part / whole).sort((a, b) => a - b)
  const ratio = median(single)
  const isKnown = slope > 0 && (highSlope - lowSlope) / 2 <= widestRatio * slope
  const isOther = ratio < lowSlope || ratio > highSlope
  if (isKnown && isOther) return {ratio: slope, lowRatio: lowSlope, highRatio: highSlope, by: 'line', pairs: busy}
  return {ratio, ...medianInterval(single), by: 'median', pairs: busy}
}

/** An even share along the whole, so that the same pairs in any order give the same. */
function thinned<Pair extends SharePair>(pairs: readonly Pair[]): Pair[] {
  const sorted = [...pairs].sort((a, b) => a.whole - b.whole || a.part - b.part)
  if (sorted.length <= mostPoints) return sorted
  const step = (sorted.length - 1) / (mostPoints - 1)
  return Array.from({length: mostPoints}, (_, i) => sorted[Math.round(i * step)]).filter((pair) => pair !== undefined)
}

/** The interval of a median, by the order of the values (binomial, normal approximation). */
function medianInterval(sorted: readonly number[]): {lowRatio: number; highRatio: number} {
  const strays = 1.96 * (Math.sqrt(sorted.length) / 2)
  const low = Math.max(0, Math.floor(sorted.length / 2 - strays))
  const high = Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + strays))
  return {lowRatio: sorted[low] ?? 0, highRatio: sorted[high] ?? 0}
}
