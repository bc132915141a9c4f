import type {OwnAction} from './own-actions.js'

/**
 * The minimum that a resource would have without any scheduled action of ours.
 *
 * `actions` are ours on this resource, in the order of their times: those that AWS still has, and those that receipts
 * know to have run. While a schedule of ours is on, the last action of the last plan says what rests; else what is
 * there now (`liveCount`) does, since nobody of us put it there. Without receipts a schedule is known to be on by the
 * first of its steps, which AWS drops once it has run. `latenessS` is how late AWS may run an action.
 *
 * Never above `liveCount`: a minimum that somebody lowered in the meantime rests where it was put.
 */
export function restingMinimum({
  actions,
  liveCount,
  atS,
  latenessS,
}: {
  actions: readonly OwnAction[]
  liveCount: number
  atS: number
  latenessS: number
}): number {
  const end = actions.findLast(({isEnd}) => isEnd)
  if (end === undefined || atS >= end.atS + latenessS) return liveCount
  const ran = actions.findLast((action) => action.atS <= atS)
  const isOn = ran !== undefined && (ran === end || ran.minCount > end.minCount)
  return isOn || hasLostFirst(actions, atS) ? Math.min(liveCount, end.minCount) : liveCount
}

/** Whether a plan whose end is still to come lacks its first step: AWS has run it. */
function hasLostFirst(actions: readonly OwnAction[], atS: number): boolean {
  const names = new Set(actions.map(({name}) => name))
  return actions.some(({isEnd, planId, atS: endS}) => isEnd && endS > atS && !names.has(`ecom-plan-${planId}-1`))
}
