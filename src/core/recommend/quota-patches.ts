import type {DraftPatch} from '../../documents/patch.js'
import {quotaPatch} from '../patch/reservation-patches.js'
import {quotaToAsk} from './blockers.js'
import type {QuotaNeed} from './quota-needs.js'

/**
 * The requests for the quotas that the plan needs more of, one a quota: of several needs of one the largest. Only in the
 * plan's own account and Region; what is needed elsewhere stays a step for a person.
 */
export function quotaPatches(needs: readonly QuotaNeed[]): DraftPatch[] {
  const largest = new Map<string, QuotaNeed & {limitCount: number}>()
  for (const need of needs) {
    const {limitCount, neededCount, where, quota} = need
    if (limitCount === null || neededCount <= limitCount || where !== '') continue
    const known = largest.get(quota.quotaCode)
    if (known === undefined || known.neededCount < neededCount) largest.set(quota.quotaCode, {...need, limitCount})
  }
  return [...largest.values()].map(({label, quota, limitCount, neededCount}) =>
    quotaPatch({
      label,
      serviceCode: quota.serviceCode,
      quotaCode: quota.quotaCode,
      limitCount,
      toCount: quotaToAsk(neededCount),
    }),
  )
}
