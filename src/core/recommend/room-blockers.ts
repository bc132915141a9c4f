import type {Inventory} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {placeName} from '../inventory/place.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'
import {addressBlockers} from './address-blockers.js'
import {deployQuotaBlockers} from './deploy-blockers.js'

/** What the planned units find too little room for, in each account and Region: addresses, and deployments at the peak. */
export function roomBlockers({
  uses,
  inventory,
  setting,
}: {
  uses: readonly UnitUse[]
  inventory: Inventory
  setting: Setting
}): Blocker[] {
  const main = placeName(inventory)
  return [inventory, ...(inventory.elsewhere ?? [])].flatMap((here) => {
    const own = uses.filter(({place = main}) => place === placeName(here))
    const asked = {uses: own, inventory: here, setting: {...setting, region: here.region}}
    const where = here === inventory ? '' : `In account ${here.account}, ${here.region}: `
    return [...addressBlockers(asked), ...deployQuotaBlockers(asked)].map((blocker) => ({
      ...blocker,
      message: `${where}${blocker.message}`,
    }))
  })
}
