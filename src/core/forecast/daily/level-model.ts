import type {OrdinaryDays} from './ordinary-days.js'
import {robustLevel} from './robust-level.js'
import type {DailySettings} from './settings.js'
import {yearlyChange} from './yearly-change.js'

/** What a pseudo-origin missed a day by, and the level around that day: log errors at a step, and how much they count. */
export type LevelError = {stepDays: number; dayError: number; levelError: number; weight: number}

/** The ordinary level ahead, by what would have forecast this series best. */
export type LevelModel = {
  /** Means over the smoothing rates, each counted by how well it did. */
  rate: number
  shapeWeight: number
  driftWeight: number
  errors: readonly LevelError[]
  /** Log level without weekday, `stepDays` after the history that ends before day `origin`. */
  levelAt: (origin: number, stepDays: number) => number
}

const originStepDays = 5
const mostOrigins = 110
/** A pseudo-origin half as old as this counts 1 / √2. */
const originHalfLifeDays = 500
/** An error beyond this (log) is no longer a matter of level: it must not choose the weights. */
const errorLimit = 0.8

/**
 * Weighs the smoothing rates, and fits the weights of last year's shape and of the drift, on up to 110 pseudo-origins of
 * the series itself: each is forecast from the days before it. The two weights are fitted by ridge regression toward
 * our judgement, so that a short history keeps that and a long one overrules it. Rates are averaged by a power of their
 * mean absolute error: a rate that is clearly worse counts nothing, and two alike share, which misses less than either.
 *
 * @source https://otexts.com/fpp3/tscv.html (time series cross-validation), https://doi.org/10.1080/00401706.1970.10488634
 * (ridge regression), https://otexts.com/fpp3/combinations.html (combinations)
 */
export function chooseLevelModel({
  days,
  horizonDays,
  settings,
}: {
  days: OrdinaryDays
  horizonDays: number
  settings: DailySettings
}): LevelModel {
  const changeAt = yearlyChange(days, settings.yearDays)
  const targets = pseudoTargets(days, horizonDays)
  const candidates = settings.levelRates.map((rate) => fitRate({rate, days, targets, changeAt, settings}))
  const lowest = Math.min(...candidates.map(({loss}) => loss))
  const shares = candidates.map(({loss}) => ((lowest + 1e-6) / (loss + 1e-6)) ** settings.rateSharpness)
  const total = shares.reduce((sum, share) => sum + share, 0)
  const meanOf = (of: (candidate: Candidate) => number) =>
    candidates.reduce((sum, candidate, k) => sum + (shares[k] ?? 0) * of(candidate), 0) / total
  const shapeWeight = meanOf((candidate) => candidate.shapeWeight)
  const driftWeight = meanOf((candidate) => candidate.driftWeight)
  return {
    rate: meanOf((candidate) => candidate.rate),
    shapeWeight,
    driftWeight,
    errors: targets.map(({stepDays, weight, dayOverLevel}, row) => {
      const dayError = meanOf(({errors}) => errors[row] ?? 0)
      return {stepDays, weight, dayError, levelError: dayError - dayOverLevel}
    }),
    levelAt: (origin, stepDays) => {
      return meanOf((candidate) => {
        const {shape, drift} = changeAt(origin, stepDays, candidate.levels)
        return (candidate.levels[origin] ?? 0) + candidate.shapeWeight * shape + candidate.driftWeight * drift
      })
    },
  }
}

type Candidate = {
  rate: number
  levels: Float64Array
  shapeWeight: number
  driftWeight: number
  errors: Float64Array
  loss: number
}

function fitRate({
  rate,
  days,
  targets,
  changeAt,
  settings,
}: {
  rate: number
  days: OrdinaryDays
  targets: readonly Target[]
  changeAt: ReturnType<typeof yearlyChange>
  settings: DailySettings
}): Candidate {
  const levels = robustLevel(days, rate)
  const rows = targets.map((target) => ({
    ...target,
    ...changeAt(target.origin, target.stepDays, levels),
    change: target.log - (levels[target.origin] ?? 0),
  }))
  const weights = ridge(rows, settings)
  const errors = Float64Array.from(
    rows,
    ({change, shape, drift}) => change - weights.shapeWeight * shape - weights.driftWeight * drift,
  )
  return {rate, levels, ...weights, errors, loss: meanLoss(errors, targets)}
}

type Target = {origin: number; stepDays: number; log: number; dayOverLevel: number; weight: number}

function pseudoTargets(days: OrdinaryDays, horizonDays: number): Target[] {
  const steps = stepsTo(Math.min(horizonDays, 120))
  const first = Math.max(56, Math.min(days.dayCount - 60, 90))
  const targets: Target[] = []
  let originCount = 0
  for (let origin = days.dayCount - 4; origin >= first && originCount < mostOrigins; origin -= originStepDays) {
    originCount++
    const weight = 0.5 ** ((days.dayCount - origin) / originHalfLifeDays)
    for (const stepDays of steps) {
      const i = origin + stepDays - 1
      const log = days.logs[i] ?? 0
      if (i >= days.dayCount || !days.isOrdinary[i]) continue
      const level = days.smoothAt(i)
      targets.push({origin, stepDays, log, dayOverLevel: Number.isNaN(level) ? 0 : log - level, weight})
    }
  }
  return targets
}

function stepsTo(horizonDays: number): number[] {
  const apart = Math.max(3, Math.floor(horizonDays / 6))
  const steps: number[] = []
  for (let step = Math.min(3, horizonDays); step < horizonDays; step += apart) steps.push(step)
  return [...steps, horizonDays]
}

function ridge(
  rows: readonly {weight: number; shape: number; drift: number; change: number}[],
  settings: DailySettings,
): {shapeWeight: number; driftWeight: number} {
  let shapeShape = settings.ridgeStrength
  let driftDrift = settings.ridgeStrength
  let shapeDrift = 0
  let shapeChange = settings.ridgeStrength * settings.shapeWeight
  let driftChange = settings.ridgeStrength * settings.driftWeight
  for (const {weight, shape, drift, change} of rows) {
    const held = Math.max(-errorLimit, Math.min(errorLimit, change))
    shapeShape += weight * shape * shape
    driftDrift += weight * drift * drift
    shapeDrift += weight * shape * drift
    shapeChange += weight * shape * held
    driftChange += weight * drift * held
  }
  const determinant = shapeShape * driftDrift - shapeDrift ** 2
  const within = (value: number, most: number) => Math.max(0, Math.min(most, value))
  return {
    shapeWeight: within((shapeChange * driftDrift - driftChange * shapeDrift) / determinant, 1.1),
    driftWeight: within((shapeShape * driftChange - shapeDrift * shapeChange) / determinant, 1.2),
  }
}

function meanLoss(errors: Float64Array, targets: readonly Target[]): number {
  let sum = 0
  let weights = 0
  targets.forEach(({weight}, row) => {
    sum += weight * Math.min(Math.abs(errors[row] ?? 0), 1)
    weights += weight
  })
  return weights > 0 ? sum / weights : 0
}
