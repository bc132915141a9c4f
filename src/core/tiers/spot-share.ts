import type {Blocker} from '../../documents/plan.js'
import {counted, figure} from '../figure.js'
import {type Fleet, spotCount} from './fleet.js'

/** The warning that so many of a group's instances would be Spot at a size; none where all are on demand. */
export function spotBlockers({tier, fleet, sizeCount}: {tier: string; fleet: Fleet; sizeCount: number}): Blocker[] {
  const spot = spotCount(fleet, sizeCount)
  if (spot === 0) return []
  return [
    {
      severity: 'warn',
      code: 'SPOT_SHARE',
      message:
        `${tier}: ${figure(spot)} of ${counted(sizeCount, 'instance')} at the planned maximum would be Spot. AWS takes ` +
        `them back with two minutes' notice when others want them, and many shops do on the same day; the plan counts them as ` +
        'if they stayed, and Spot has a vCPU quota of its own that was not read.',
      next: `for the window set OnDemandBaseCapacity of ${tier}'s mixed instances policy to ${sizeCount}, or to what P50 needs`,
    },
  ]
}
