/** A short ladder is read at a glance; a longer way down takes longer rungs. */
const mostRungs = 4

/**
 * The way of a minimum from what it is at the end of a window down to the resting one: rungs no steeper together than
 * the forecast's own decline, so that a sale that ends more slowly than forecast is not left without units.
 *
 * `endS` is the end of the window in epoch seconds, and `fallCount` the steepest fall of the need in one step of `stepS`
 * seconds within it; at least one unit a step. At any time after the end the minimum has fallen by no more than
 * `fallCount` for each step begun. At most four rungs: where more would be needed, each is longer instead. The last is
 * the resting minimum. Empty where the minimum is there already.
 */
export function descent({
  fromCount,
  restingCount,
  fallCount,
  endS,
  stepS,
}: {
  fromCount: number
  restingCount: number
  fallCount: number
  endS: number
  stepS: number
}): {startS: number; minCount: number}[] {
  const wholeCount = fromCount - restingCount
  if (wholeCount <= 0) return []
  const perStepCount = Math.max(1, fallCount)
  const rungFallCount = Math.max(perStepCount, Math.ceil(wholeCount / mostRungs))
  const rungCount = Math.ceil(wholeCount / rungFallCount)
  const rungS = Math.ceil((stepS * rungFallCount) / perStepCount / 60) * 60
  return Array.from({length: rungCount}, (_, i) => ({
    startS: endS + (i + 1) * rungS - stepS,
    minCount: Math.max(restingCount, fromCount - (i + 1) * rungFallCount),
  }))
}

/** The steepest fall from one step to the next. */
export function steepestFall(needs: readonly number[]): number {
  return Math.max(0, ...needs.slice(1).map((need, i) => (needs[i] ?? need) - need))
}
