import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import {placeName, placeOfTier} from '../inventory/place.js'
import {quotaPatch} from '../patch/reservation-patches.js'
import {quotaToAsk} from './blockers.js'
import type {QuotaNeed} from './quota-needs.js'

/**
 * The requests for the quotas that the plan needs more of, one a quota of each account and Region: of several needs of
 * one the largest. What lies elsewhere is asked for there, by who asks for its tiers.
 */
export function quotaPatches(
  needs: readonly QuotaNeed[],
  {config, inventory}: {config: Config; inventory: Inventory},
): DraftPatch[] {
  const places = [inventory, ...(inventory.elsewhere ?? [])]
  return places.flatMap((here) => {
    const isHere = here === inventory
    const own = needs.filter(({account, region}) => account === here.account && region === here.region)
    const place = Object.values(config.tiers)
      .map((tier) => placeOfTier(config.aws, tier))
      .find((one) => placeName(one) === placeName(here))
    return largestOf(own).map(({label, quota, limitCount, neededCount}) => {
      const patch = quotaPatch({
        label,
        serviceCode: quota.serviceCode,
        quotaCode: quota.quotaCode,
        limitCount,
        toCount: quotaToAsk(neededCount),
      })
      if (isHere) return patch
      const {account, region} = here
      return {...patch, id: `${patch.id}-${account}-${region}`, place: place ?? {account, region}}
    })
  })
}

function largestOf(needs: readonly QuotaNeed[]): (QuotaNeed & {limitCount: number})[] {
  const largest = new Map<string, QuotaNeed & {limitCount: number}>()
  for (const need of needs) {
    const {limitCount, neededCount, quota} = need
    if (limitCount === null || neededCount <= limitCount) continue
    const known = largest.get(quota.quotaCode)
    if (known === undefined || known.neededCount < neededCount) largest.set(quota.quotaCode, {...need, limitCount})
  }
  return [...largest.values()]
}
