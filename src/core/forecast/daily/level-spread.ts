import {quantileSorted} from 'simple-statistics'
import type {LevelError} from './level-model.js'

/** Spread of an ordinary day before anything was measured. */
const untestedSpread = 0.3
/** What the untested spread weighs, in errors: next to nothing once there are some. */
const untestedWeight = 0.1

/**
 * The spread (log) by days ahead of what `errorOf` picks, an ordinary day or the level around it: the root mean square of
 * the pseudo-origins' errors, those at a similar step counted most, those above the quantile `heldAt` (1: none) held there.
 * It grows with the step because errors do, not by a formula. A series too short for pseudo-origins gets 0.3.
 */
export function spreadByStep(
  errors: readonly LevelError[],
  errorOf: (one: LevelError) => number,
  heldAt: number,
): (stepDays: number) => number {
  const sizes = Float64Array.from(errors, (one) => Math.abs(errorOf(one))).sort()
  const most = sizes.length > 0 ? quantileSorted([...sizes], heldAt) : 0
  const byStep = new Map<number, {squares: number; weight: number}>()
  for (const one of errors) {
    const {stepDays, weight} = one
    const sum = byStep.get(stepDays) ?? {squares: 0, weight: 0}
    sum.squares += weight * Math.min(Math.abs(errorOf(one)), most) ** 2
    sum.weight += weight
    byStep.set(stepDays, sum)
  }
  return (stepDays) => {
    let squares = 0
    let weights = 0
    for (const [step, sum] of byStep) {
      const nearness = Math.exp(-1.5 * Math.abs(Math.log((step + 3) / (stepDays + 3))))
      squares += nearness * sum.squares
      weights += nearness * sum.weight
    }
    return Math.sqrt((squares + untestedWeight * untestedSpread ** 2) / (weights + untestedWeight))
  }
}
