import {median} from 'simple-statistics'

/** Pairs grow with the square of the points: 400 make 80,000 slopes, some 20 ms. */
const mostPoints = 250
/** 97.5 % of a normal distribution lie below so many standard deviations. */
const normalAt975 = 1.959_963_985

/**
 * Theil–Sen line y = intercept + slope·x: the slope is the median of the slopes between all pairs of points, the
 * intercept the median of y − slope·x.
 *
 * `points` have x and y in any unit; the slope is in y per x. Up to 29 % of the points may be wild without moving the
 * line far. Of more than 250 points an even share along x is used, so the same points in any order give the same line.
 * When all x are alike the slope is 0 and the intercept the median of y. A bent relation gets its middle slope, so
 * look at residuals. Throws RangeError without a point.
 *
 * @source https://doi.org/10.1080/01621459.1968.10480934 (Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, 1968)
 * @example theilSen([{x: 1, y: 3}, {x: 2, y: 5}, {x: 3, y: 7}, {x: 4, y: 90}]).slope // => 15.5
 * @example theilSen([{x: 1, y: 3}, {x: 2, y: 5}, {x: 3, y: 7}]).intercept // => 1
 */
export function theilSen(points: readonly {readonly x: number; readonly y: number}[]): {
  slope: number
  intercept: number
} {
  if (points.length === 0) throw new RangeError('theilSen: no points')
  const used = spreadAlongX(points)
  const slopes = slopesOf(used)
  const slope = slopes.length === 0 ? 0 : median(slopes)
  return {slope, intercept: median(used.map((point) => point.y - slope * point.x))}
}

/**
 * The slope of a Theil–Sen line with the interval that holds the true one with 95 %: the slopes between pairs, in order, that lie as
 * far from the middle one as Kendall's score of unrelated data strays (normal approximation, no ties).
 *
 * Reaches from the lowest to the highest slope where there are too few points to tell more, and is 0 to 0 when all x
 * are alike. Of more than 250 points only those that the line uses count, so the interval is rather too wide; points
 * that follow each other in time are no independent ones, which makes it too narrow. Throws RangeError without a point.
 *
 * @source https://doi.org/10.1080/01621459.1968.10480934 (Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, 1968, section 3)
 * @example theilSenInterval([{x: 1, y: 3}, {x: 2, y: 5}, {x: 3, y: 7}]).lowSlope // => 2
 */
export function theilSenInterval(points: readonly {readonly x: number; readonly y: number}[]): {
  slope: number
  lowSlope: number
  highSlope: number
} {
  if (points.length === 0) throw new RangeError('theilSenInterval: no points')
  const used = spreadAlongX(points)
  // Typed, so that it sorts as numbers and without a comparison in JavaScript.
  const slopes = Float64Array.from(slopesOf(used)).sort()
  if (slopes.length === 0) return {slope: 0, lowSlope: 0, highSlope: 0}
  const n = used.length
  const strays = normalAt975 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const last = slopes.length - 1
  const low = Math.max(0, Math.round((slopes.length - strays) / 2) - 1)
  const high = Math.min(last, Math.round((slopes.length + strays) / 2))
  return {slope: medianSorted(slopes), lowSlope: slopes[low] ?? 0, highSlope: slopes[high] ?? 0}
}

function medianSorted(sorted: Float64Array): number {
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

function slopesOf(points: readonly {readonly x: number; readonly y: number}[]): number[] {
  const slopes: number[] = []
  // Plain loops: this is the innermost part of every calibration, and a slice for each point costs more than the slopes.
  for (let i = 0; i < points.length; i++) {
    const {x = 0, y = 0} = points[i] ?? {}
    for (let k = i + 1; k < points.length; k++) {
      const to = points[k]
      if (to !== undefined && to.x !== x) slopes.push((to.y - y) / (to.x - x))
    }
  }
  return slopes
}

/** Sorted by x first: a plain stride through a series of hours could meet the same hour of each day. */
function spreadAlongX<P extends {readonly x: number; readonly y: number}>(points: readonly P[]): P[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  if (sorted.length <= mostPoints) return sorted
  const last = sorted.length - 1
  return Array.from({length: mostPoints}, (_, i) => sorted[Math.round((i * last) / (mostPoints - 1))]).filter(
    (point) => point !== undefined,
  )
}
