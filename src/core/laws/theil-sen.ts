import {median} from 'simple-statistics'

/** Pairs grow with the square of the points: 400 make 80,000 slopes, some 20 ms. */
const mostPoints = 250

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
  const slopes: number[] = []
  // Plain loops: this is the innermost part of every calibration, and a slice for each point costs more than the slopes.
  for (let i = 0; i < used.length; i++) {
    const {x = 0, y = 0} = used[i] ?? {}
    for (let k = i + 1; k < used.length; k++) {
      const to = used[k]
      if (to !== undefined && to.x !== x) slopes.push((to.y - y) / (to.x - x))
    }
  }
  const slope = slopes.length === 0 ? 0 : median(slopes)
  return {slope, intercept: median(used.map((point) => point.y - slope * point.x))}
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
