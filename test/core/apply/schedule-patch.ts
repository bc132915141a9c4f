import type {Patch} from '../../../src/documents/patch.js'
import {maxPatch} from './make-receipt.js'

/** A patch that puts a scheduled action of a group. */
function schedulePatch({
  name,
  startAt,
  minCount,
  ...more
}: Partial<Patch> & {name: string; startAt: string; minCount: number}): Patch {
  const action = {StartTime: startAt, MinSize: minCount}
  const of = {AutoScalingGroupName: 'shop-web', ScheduledActionName: `ecom-plan-p-11111111-${name}`}
  return maxPatch({
    from: 0,
    to: 0,
    id: `web-min-${name}`,
    summary: `min ${minCount}`,
    request: {service: 'autoscaling', operation: 'PutScheduledUpdateGroupAction', input: {...of, ...action}},
    before: {ScheduledAction: null},
    after: {ScheduledAction: action},
    undo: {service: 'autoscaling', operation: 'DeleteScheduledAction', input: of},
    ends: 'by-itself',
    ...more,
  })
}

/** Black Friday's schedule: up, down a rung after the window, and back to rest. */
export const schedule = [
  schedulePatch({name: '1', startAt: '2026-11-27T04:00:00.000Z', minCount: 24}),
  schedulePatch({name: '2', startAt: '2026-11-28T05:00:00.000Z', minCount: 12}),
  schedulePatch({name: 'end', startAt: '2026-11-28T06:00:00.000Z', minCount: 4}),
]
