import type {OwnAction} from '../apply/own-actions.js'
import type {MinStep} from './min-schedule.js'

/** A scheduled action of another plan of ours, and the minimum that it has to set for both. */
export type RaisedAction = {action: OwnAction; minCount: number}

/** AWS may be minutes late with an action, and rejects two at one time. */
const leastApartS = 300

/** The ladder after a window has no more rungs than that. */
const mostRungs = 4

/**
 * One schedule out of the steps of a plan and the actions that other plans of ours have put there, the next first: at
 * every moment the minimum is the highest that any of them wants, since AWS takes what the last action said.
 *
 * The steps come back with what others want at their time, and beside them the actions of others that would otherwise
 * lower the minimum below what this plan wants at theirs. Where one plan's way down is not over when the other begins,
 * both are one stretch: the minimum does not fall and rise again between them. `heldCount` is the minimum in force
 * until the first of those actions, `restingCount` the one at rest.
 */
export function joinSchedules({
  steps,
  others,
  heldCount,
  restingCount,
}: {
  steps: readonly MinStep[]
  others: readonly OwnAction[]
  heldCount: number
  restingCount: number
}): {steps: MinStep[]; raised: RaisedAction[]} {
  if (others.length === 0 || steps.length === 0) return {steps: [...steps], raised: []}
  const planIds = [...new Set(others.map(({planId}) => planId))]
  const own = planIds.reduce<Course>(
    (course, planId) => bridged(course, courseOf(others, planId), restingCount),
    steps.map(({startS, minCount}) => ({atS: startS, minCount})),
  )
  const wanted = planIds
    .flatMap((planId) => {
      const course = bridged(courseOf(others, planId), own, heldCount)
      return others.filter((one) => one.planId === planId).map((action, i) => ({action, ...action, ...course[i]}))
    })
    .sort((a, b) => a.atS - b.atS)
  const raised = wanted
    .map(({action, minCount}) => ({action, minCount: Math.max(minCount, heldAt(own, action.atS, restingCount))}))
    .filter(({action, minCount}) => minCount > action.minCount)
  const takenS = new Set([...others, ...own].map(({atS}) => atS))
  const joined = own.map(({atS, minCount}) => ({
    startS: others.some((action) => action.atS === atS)
      ? freeTimeS(takenS, atS, minCount > heldAt(own, atS - 1, restingCount))
      : atS,
    minCount: Math.max(minCount, heldAt(wanted, atS, heldCount)),
  }))
  return {steps: joined, raised}
}

type Course = readonly {atS: number; minCount: number}[]

const courseOf = (others: readonly OwnAction[], planId: string): Course =>
  others.filter((action) => action.planId === planId).map(({atS, minCount}) => ({atS, minCount}))

/** The minimum of a course at a moment; before its first step, `beforeCount`. */
function heldAt(course: Course, atS: number, beforeCount: number): number {
  return course.findLast((step) => step.atS <= atS)?.minCount ?? beforeCount
}

/** A course whose way down stays at the height of the next course until that begins, where it begins before the last rung. */
function bridged(course: Course, next: Course, beforeCount: number): Course {
  const [begin] = next
  const last = course.at(-1)
  if (begin === undefined || last === undefined || last.atS <= begin.atS) return course
  let first = course.length - 1
  const countBefore = (i: number) => course[i - 1]?.minCount ?? beforeCount
  while (first > 0 && course.length - first < mostRungs && countBefore(first) < countBefore(first - 1)) first--
  const heightCount = Math.min(countBefore(first), begin.minCount)
  return course.map((step, i) =>
    i < first || step.atS >= begin.atS ? step : {...step, minCount: Math.max(step.minCount, heightCount)},
  )
}

/** A time at which nothing else runs: a rise earlier, a fall later. */
function freeTimeS(takenS: ReadonlySet<number>, atS: number, isRise: boolean): number {
  const nextS = isRise ? atS - leastApartS : atS + leastApartS
  return takenS.has(nextS) ? freeTimeS(takenS, nextS, isRise) : nextS
}
