import type {Need} from '../../documents/need.js'
import type {Patch} from '../../documents/patch.js'

const maxima = ['MaxSize', 'MaxCapacity']

/** Whether the call leaves a maximum of a group or a service below what it was made from, so that it may cut a fleet. */
export function lowersMax({before, after}: Pick<Patch, 'before' | 'after'>): boolean {
  return maxima.some((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null]
    return typeof to === 'number' && (typeof from !== 'number' || to < from)
  })
}

/**
 * The count that a call would cut away from, or null where it cuts nothing.
 *
 * AWS sets the desired capacity to a maximum that is lowered below it and terminates the rest at once
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-capacity-limits.html); Application Auto
 * Scaling scales in to it likewise. What runs counts beside what is desired: an instance that is being drained still
 * serves. A lowered minimum cuts nothing: the policy scales in by its own metric.
 */
export function lowersBelowNeed(
  patch: Pick<Patch, 'before' | 'after'>,
  need: Need,
): {maxCount: number; needCount: number} | null {
  if (!lowersMax(patch)) return null
  const maxCount = Math.min(...maxima.flatMap((field) => numberOf(patch.after[field])))
  const needCount = Math.max(need.desiredCount, need.runningCount)
  return maxCount < needCount ? {maxCount, needCount} : null
}

const numberOf = (value: unknown) => (typeof value === 'number' ? [value] : [])
