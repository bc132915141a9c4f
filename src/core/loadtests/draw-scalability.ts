import {fitUniversalScalability, type ScalabilityFit, type ScalabilityPoint} from '../laws/fit-universal-scalability.js'
import {studentT} from '../laws/student-t.js'
import {highestThroughput, peakConcurrency, uslThroughput} from '../laws/universal-scalability.js'

/** Where nine in ten draws lie. */
export type Interval = {low: number; high: number}

export type ScalabilityDraws = {
  highestRps: Interval
  peakConcurrencyCount: Interval
  contention: Interval
  coherency: Interval
}

const coveredRatio = 0.9
/** The 95th percentile of the standard normal, which the spread of plain draws corresponds to. */
const normalQuantile = 1.6448536
/** A level that the law bends to meet has next to no residual left to scale up. */
const mostLeverage = 0.95

/**
 * How sure the points make a fitted Universal Scalability Law, by a residual bootstrap: the residuals, each scaled up
 * by its leverage, are dealt out again over the fitted curve and the law is fitted anew, `drawCount` times. A residual
 * is taken to grow with the root of the throughput, as the error of counting does: of equal residuals at all levels and
 * of residuals in proportion to throughput, one understates and the other overstates the top, where the peak is.
 *
 * The middle nine tenths of the draws, widened about the fit by Student's t over the normal for n − 3 degrees of
 * freedom, since the residuals of so few points understate their own spread. An end is Infinity where a draw has no
 * peak or no ceiling. `random` gives uniform numbers in [0, 1): the same stream gives the same intervals. Standard
 * errors are no substitute here: at a bound of 0 the coefficients are far from normal. Throws RangeError with fewer
 * than four points, which leave no residual.
 *
 * @source https://doi.org/10.1214/aos/1176344552 (Efron, Bootstrap Methods: Another Look at the Jackknife, 1979)
 */
export function drawScalability({
  points,
  fit,
  random,
  drawCount,
}: {
  points: readonly ScalabilityPoint[]
  fit: ScalabilityFit
  random: () => number
  drawCount: number
}): ScalabilityDraws {
  const freedomCount = points.length - 3
  if (freedomCount < 1) throw new RangeError(`drawScalability: ${points.length} points leave no residual`)
  const residuals = scaledResiduals(points, fit)
  const draws = Array.from({length: drawCount}, () => {
    const drawn = points.map((point) => {
      const fittedRps = uslThroughput({...fit, ...point})
      const residual = residuals[Math.floor(random() * residuals.length)] ?? 0
      const throughputRps = Math.max(0, fittedRps + residual * sizeOf(fittedRps, point))
      return {...point, throughputRps}
    })
    return drawn.some((point) => point.throughputRps > 0) ? fitUniversalScalability(drawn, fit) : fit
  })
  const widening = studentT({probability: (1 + coveredRatio) / 2, freedomCount}) / normalQuantile
  const interval = (read: (fit: ScalabilityFit) => number, [least, most]: [number, number]) =>
    widened({values: draws.map(read), centre: read(fit), widening, least, most})
  const greatest = Number.POSITIVE_INFINITY
  return {
    highestRps: interval((one) => highestThroughput(one) ?? greatest, [0, greatest]),
    peakConcurrencyCount: interval((one) => peakConcurrency(one) ?? greatest, [1, greatest]),
    contention: interval((one) => one.contention, [0, 1]),
    coherency: interval((one) => one.coherency, [0, 1]),
  }
}

/** What a residual of one is at a level, in requests per second. */
const sizeOf = (fittedRps: number, {weight = 1}: ScalabilityPoint) => Math.sqrt(fittedRps / weight)

/** Residuals of one spread for all levels, centred, so that dealing them out favours no level and no side. */
function scaledResiduals(points: readonly ScalabilityPoint[], fit: ScalabilityFit): number[] {
  const leverages = leveragesOf(points, fit)
  const scaled = points.map((point, i) => {
    const fittedRps = uslThroughput({...fit, ...point})
    const residual = (point.throughputRps - fittedRps) / sizeOf(fittedRps, point)
    return residual / Math.sqrt(1 - Math.min(mostLeverage, leverages[i] ?? 0))
  })
  const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length
  const centred = Math.sqrt(points.length / (points.length - 1))
  return scaled.map((value) => (value - mean) * centred)
}

/** The diagonal of the hat matrix: columns of slopes made orthogonal one by one, their squares summed by row. */
function leveragesOf(points: readonly ScalabilityPoint[], {contention, coherency}: ScalabilityFit): number[] {
  const columns = [0, 1, 2].map((column) =>
    points.map(({concurrencyCount: n, weight = 1}) => {
      const divisor = 1 + contention * (n - 1) + coherency * n * (n - 1)
      const slopes = [1, (n - 1) / divisor, (n * (n - 1)) / divisor]
      return (Math.sqrt(weight) * n * (slopes[column] ?? 0)) / divisor
    }),
  )
  const leverages = points.map(() => 0)
  const basis: number[][] = []
  for (const column of columns) {
    const size = norm(column)
    const rest = basis.reduce((left, axis) => less(left, axis, dot(left, axis)), column)
    if (norm(rest) <= 1e-9 * size) continue
    const axis = rest.map((value) => value / norm(rest))
    basis.push(axis)
    axis.forEach((value, i) => {
      leverages[i] = (leverages[i] ?? 0) + value ** 2
    })
  }
  return leverages
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
const norm = (a: readonly number[]) => Math.sqrt(dot(a, a))
const less = (a: readonly number[], axis: readonly number[], by: number) => a.map((v, i) => v - by * (axis[i] ?? 0))

function widened({
  values,
  centre,
  widening,
  least,
  most,
}: {
  values: readonly number[]
  centre: number
  widening: number
  least: number
  most: number
}): Interval {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? centre
  const tail = (1 - coveredRatio) / 2
  // Of an infinite centre nothing can be told apart, so its finite end stays where the draws have it.
  const end = (value: number) =>
    Number.isFinite(centre) && Number.isFinite(value) ? centre + (value - centre) * widening : value
  const [low, high] = [end(at(tail)), end(at(1 - tail))]
  return {low: Math.min(most, Math.max(least, low)), high: Math.min(most, Math.max(least, high))}
}
