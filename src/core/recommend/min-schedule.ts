import type {Schedule} from '../../documents/plan-dates.js'
import {isoOf} from '../series/zone.js'
import {descent, steepestFall} from './descent.js'

/** A minimum that holds from `startS` (epoch seconds) until the next step. */
export type MinStep = {startS: number; minCount: number}

/** More steps are harder to read at night than they save. */
const mostSteps = 5

/** AWS may be minutes late with an action, and rejects two at one time. */
const leastApartS = 300

/**
 * Cuts the window into at most five stretches of constant minimum that cover the need of every hour, with the fewest
 * unit-hours (dynamic programming over the cut points; exact).
 *
 * `needs[i]` is the need of the step that starts at `startS + i·stepS`; nothing below `restingCount` is scheduled. A
 * stretch that is higher than the one before starts `leadS` early, since a scheduled action may be late and units need
 * time to start. After the window the minimum goes back to the resting one, its last step, down a ladder no steeper than
 * the steepest fall of `needs`: the policy scales in from there.
 */
export function minSchedule({
  needs,
  startS,
  stepS,
  leadS,
  restingCount,
  earliestS,
}: {
  needs: readonly number[]
  startS: number
  stepS: number
  leadS: number
  restingCount: number
  earliestS: number
}): MinStep[] {
  const wanted = needs.map((need) => Math.max(need, restingCount))
  if (!wanted.some((need) => need > restingCount)) return []
  const stretches = cheapestStretches(wanted)
  const steps: MinStep[] = []
  let before = restingCount
  for (const {from, count} of stretches) {
    if (count === before) continue
    const plainS = startS + from * stepS
    const wishedS = count > before ? plainS - leadS : plainS
    steps.push({startS: Math.max(wishedS, earliestS, (steps.at(-1)?.startS ?? 0) + leastApartS), minCount: count})
    before = count
  }
  const endS = startS + needs.length * stepS
  const down = descent({fromCount: before, restingCount, fallCount: steepestFall(wanted), endS, stepS})
  for (const {startS: atS, minCount} of down) {
    steps.push({startS: Math.max(atS, (steps.at(-1)?.startS ?? 0) + leastApartS), minCount})
  }
  return steps
}

type Stretch = {from: number; count: number}
type Cover = {cost: number; stretches: Stretch[]}

const impossible: Cover = {cost: Number.POSITIVE_INFINITY, stretches: []}

function cheapestStretches(wanted: readonly number[]): Stretch[] {
  // covers[i]: the cheapest cover of the first i steps with the stretches allowed so far.
  let covers: Cover[] = [{cost: 0, stretches: []}, ...wanted.map(() => impossible)]
  let best = impossible
  for (let stretches = 1; stretches <= Math.min(mostSteps, wanted.length); stretches++) {
    covers = covers.map((_, to) => cheapestCover(covers, wanted, to))
    const whole = covers.at(-1) ?? impossible
    // A further stretch must save something to be worth reading.
    if (whole.cost < best.cost * 0.99) best = whole
  }
  return best.stretches
}

/** The cheapest cover of the first `to` steps whose last stretch starts anywhere before. */
function cheapestCover(shorter: readonly Cover[], wanted: readonly number[], to: number): Cover {
  let best = impossible
  let count = 0
  for (let from = to - 1; from >= 0; from--) {
    count = Math.max(count, wanted[from] ?? 0)
    const head = shorter[from] ?? impossible
    const cost = head.cost + count * (to - from)
    if (cost < best.cost) best = {cost, stretches: [...head.stretches, {from, count}]}
  }
  return best
}

/** Unit-hours above the resting minimum that a schedule holds until its last step, the ladder after the window included. */
export function scheduledUnitHours(steps: readonly MinStep[], restingCount: number): number {
  return steps.reduce((sum, step, i) => {
    const untilS = steps[i + 1]?.startS ?? step.startS
    return sum + (Math.max(0, step.minCount - restingCount) * Math.max(0, untilS - step.startS)) / 3600
  }, 0)
}

/** The scheduled minima as a change carries them. */
export function scheduleOf({
  steps,
  ...around
}: {steps: readonly MinStep[]} & Pick<Schedule, 'unit' | 'restingCount' | 'maxCount'>): Schedule {
  return {...around, steps: steps.map((step) => ({at: startOf(step), minCount: step.minCount}))}
}

/** `24 → 44 → 64`: the minima in order, for a table cell. */
export function scheduleInWords(steps: readonly MinStep[]): string {
  return steps.map((step) => step.minCount).join('·')
}

/** The start of a step as AWS takes it. */
export function startOf(step: MinStep): string {
  return isoOf(step.startS)
}
