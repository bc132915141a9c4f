import {PlanError} from '../../errors.js'

export type ScalabilityPoint = {
  readonly concurrencyCount: number
  readonly throughputRps: number
  /** How much the point counts, 1 where it is not given: twice the weight is the same point twice. */
  readonly weight?: number
}

type Coefficients = {contention: number; coherency: number}

/** The coefficients of the law, and how sure the points make them. */
export type ScalabilityFit = {
  contention: number
  coherency: number
  singleUnitRps: number
  /** Root of the residual sum of squares over n − 3; null with three points, which the law meets exactly. */
  spreadRps: number | null
  /** Null where the coefficient lies on a bound, or where three points leave nothing to judge by. */
  standardError: {contention: number | null; coherency: number | null; singleUnitRps: number | null}
}

/** A pair of coefficients with the best scale for it, and the slopes of the residuals with that scale taken out. */
type Trial = {
  contention: number
  coherency: number
  singleUnitRps: number
  sumOfSquares: number
  gradient: readonly [contention: number, coherency: number]
  curvature: readonly [both: number, mixed: number, coherency: number]
  /** Sum of squares of the unit curve, and what a step in either coefficient takes from the scale. */
  unitSquares: number
  scaleShift: readonly [contention: number, coherency: number]
}

const startingContentions = [0, 0.02, 0.3]
const startingCoherencies = [0, 1e-4, 0.02]

/**
 * Fits the Universal Scalability Law X(N) = γ·N / (1 + σ·(N − 1) + κ·N·(N − 1)) by least squares, σ and κ in 0…1.
 *
 * `points` are concurrency (above 0) and throughput (requests per second) of at least three levels of load. The scale
 * γ enters linearly and is solved for exactly; σ and κ take Levenberg–Marquardt steps with exact slopes, a coefficient
 * that leans on its bound is held there, and nine starts guard against a false valley. Same points, same answer.
 * `near` are coefficients known to be close, such as those of the same steps before they were drawn again: they take
 * the place of the nine starts.
 * Standard errors are those of the linearized fit with n − 3 degrees of freedom. True for one tier whose load
 * generator kept up; beyond the highest level it is a guess. Throws LOAD_TEST_TOO_FEW_STEPS and LOAD_TEST_NO_THROUGHPUT.
 *
 * @source https://cran.r-project.org/package=usl (R package usl: data sets and published coefficients)
 * @example fitUniversalScalability([1, 4, 10].map((n) => ({concurrencyCount: n, throughputRps: n / (0.98 + 0.02 * n)}))).contention // => 0.02
 */
export function fitUniversalScalability(points: readonly ScalabilityPoint[], near?: Coefficients): ScalabilityFit {
  requireLevels(points)
  const starts =
    near === undefined
      ? startingContentions.flatMap((contention) => startingCoherencies.map((coherency) => ({contention, coherency})))
      : [near, {contention: 0.02, coherency: 0}]
  const trials = starts.map((start) => descend(points, tryCoefficients(points, start)))
  const best = trials.reduce((least, trial) => (trial.sumOfSquares < least.sumOfSquares ? trial : least))
  const {contention, coherency, singleUnitRps} = best
  const freedomCount = points.length - 3
  const spreadRps = freedomCount > 0 ? Math.sqrt(best.sumOfSquares / freedomCount) : null
  return {contention, coherency, singleUnitRps, spreadRps, standardError: standardErrors(best, spreadRps)}
}

function requireLevels(points: readonly ScalabilityPoint[]): void {
  const levelCount = new Set(points.map((point) => point.concurrencyCount)).size
  if (levelCount < 3 || points.some((point) => !(point.concurrencyCount > 0))) {
    throw new PlanError(
      'data',
      'LOAD_TEST_TOO_FEW_STEPS',
      `the load test has ${levelCount} different levels of concurrency, and the Universal Scalability Law needs three above 0`,
      {suggestions: ['run the load test at three levels of concurrency or more, such as 1, 8 and 32']},
    )
  }
  if (!points.some((point) => point.throughputRps > 0)) {
    throw new PlanError('data', 'LOAD_TEST_NO_THROUGHPUT', 'the load test carried no request at any level', {
      suggestions: ['check that the load generator reached the system under test, then run it again'],
    })
  }
}

/** The best scale for a pair of coefficients, and everything a step from there needs. */
function tryCoefficients(points: readonly ScalabilityPoint[], {contention, coherency}: Coefficients): Trial {
  let [unitSquares, unitByRps, unitByContention, unitByCoherency] = [0, 0, 0, 0]
  // Plain loops, twice: a bootstrap comes here a hundred thousand times.
  for (const {concurrencyCount: n, throughputRps, weight = 1} of points) {
    const divisor = 1 + contention * (n - 1) + coherency * n * (n - 1)
    const unit = n / divisor
    const square = weight * unit * unit
    unitSquares += square
    unitByRps += weight * unit * throughputRps
    unitByContention += (square * (n - 1)) / divisor
    unitByCoherency += (square * n * (n - 1)) / divisor
  }
  const scale = unitByRps / unitSquares
  const shiftContention = (-scale * unitByContention) / unitSquares
  const shiftCoherency = (-scale * unitByCoherency) / unitSquares
  let [sumOfSquares, slopeContention, slopeCoherency, both, mixed, bothCoherency] = [0, 0, 0, 0, 0, 0]
  for (const {concurrencyCount: n, throughputRps, weight = 1} of points) {
    const divisor = 1 + contention * (n - 1) + coherency * n * (n - 1)
    const unit = n / divisor
    const residual = scale * unit - throughputRps
    const byContention = (-scale * unit * (n - 1)) / divisor - shiftContention * unit
    const byCoherency = (-scale * unit * n * (n - 1)) / divisor - shiftCoherency * unit
    sumOfSquares += weight * residual * residual
    slopeContention += weight * byContention * residual
    slopeCoherency += weight * byCoherency * residual
    both += weight * byContention * byContention
    mixed += weight * byContention * byCoherency
    bothCoherency += weight * byCoherency * byCoherency
  }
  return {
    contention,
    coherency,
    singleUnitRps: scale,
    sumOfSquares,
    gradient: [slopeContention, slopeCoherency],
    curvature: [both, mixed, bothCoherency],
    unitSquares,
    scaleShift: [shiftContention, shiftCoherency],
  }
}

/** Steps downhill until no step, however damped, lowers the sum of squares by a digit that counts. */
function descend(points: readonly ScalabilityPoint[], start: Trial): Trial {
  let here = start
  let damping = 1e-3
  for (let count = 0; count < 300 && damping < 1e8; count += 1) {
    const step = dampedStep(here, damping)
    if (step === null) return here
    const next = tryCoefficients(points, step)
    if (next.sumOfSquares < here.sumOfSquares) {
      const gain = here.sumOfSquares - next.sumOfSquares
      here = next
      if (gain < 1e-14 * here.sumOfSquares) return here
      damping = Math.max(1e-6, damping / 8)
    } else {
      damping *= 8
    }
  }
  return here
}

function dampedStep(here: Trial, damping: number): Coefficients | null {
  const [byContention, byCoherency] = here.gradient
  const [both, mixed, coherency] = here.curvature
  const a = both * (1 + damping)
  const d = coherency * (1 + damping)
  const isContentionHeld = isHeld(here.contention, byContention)
  const isCoherencyHeld = isHeld(here.coherency, byCoherency)
  if (isContentionHeld && isCoherencyHeld) return null
  if (isContentionHeld) return {contention: here.contention, coherency: bounded(here.coherency - byCoherency / d)}
  if (isCoherencyHeld) return {contention: bounded(here.contention - byContention / a), coherency: here.coherency}
  const determinant = a * d - mixed ** 2
  return {
    contention: bounded(here.contention - (d * byContention - mixed * byCoherency) / determinant),
    coherency: bounded(here.coherency - (a * byCoherency - mixed * byContention) / determinant),
  }
}

/** On a bound, and downhill lies beyond it. */
function isHeld(coefficient: number, slope: number): boolean {
  return (coefficient === 0 && slope > 0) || (coefficient === 1 && slope < 0)
}

function bounded(coefficient: number): number {
  return Math.min(1, Math.max(0, coefficient))
}

/** From the inverse curvature of the coefficients that are off their bounds; the scale's own by adding its share back. */
function standardErrors(best: Trial, spreadRps: number | null): ScalabilityFit['standardError'] {
  if (spreadRps === null) return {contention: null, coherency: null, singleUnitRps: null}
  const [both, mixed, coherency] = best.curvature
  const [v, w] = best.scaleShift
  const isContentionFree = best.contention > 0 && best.contention < 1
  const isCoherencyFree = best.coherency > 0 && best.coherency < 1
  const determinant = both * coherency - mixed ** 2
  const [varContention, covariance, varCoherency] =
    isContentionFree && isCoherencyFree
      ? [coherency / determinant, -mixed / determinant, both / determinant]
      : [isContentionFree ? 1 / both : 0, 0, isCoherencyFree ? 1 / coherency : 0]
  const varScale = 1 / best.unitSquares + v * v * varContention + 2 * v * w * covariance + w * w * varCoherency
  return {
    contention: isContentionFree ? spreadRps * Math.sqrt(varContention) : null,
    coherency: isCoherencyFree ? spreadRps * Math.sqrt(varCoherency) : null,
    singleUnitRps: spreadRps * Math.sqrt(varScale),
  }
}
