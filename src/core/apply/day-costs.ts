import type {DayCost} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'

const daysPerMonth = 365 / 12

/**
 * What each patch of a plan that stays until it is taken back costs a day, in US dollars: the month of its change over
 * 30.4 days, shared out over the patches of that change. Null where the change has no price a month, such as a raised
 * maximum, which costs nothing by itself.
 */
export function dayCostsOf({changes, patches}: Pick<Plan, 'changes' | 'patches'>): DayCost[] {
  return patches
    .filter(({ends}) => ends === 'restore')
    .map(({id}): DayCost => {
      const change = changes.find(({patchIds}) => patchIds.includes(id))
      const monthUsd = change?.cost.monthUsd ?? null
      if (change === undefined || monthUsd === null) {
        return {patchId: id, perDayUsd: null, because: change?.cost.because ?? 'the plan has no price of it'}
      }
      const sharing = patches.filter((one) => one.ends === 'restore' && change.patchIds.includes(one.id)).length
      return {patchId: id, perDayUsd: monthUsd / daysPerMonth / Math.max(1, sharing), because: change.cost.because}
    })
}
