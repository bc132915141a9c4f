import type {LiveFields} from '../aws/read-live.js'
import {placeName} from '../core/inventory/place.js'
import type {AwsPlace} from '../documents/config-tier.js'
import type {Patch} from '../documents/patch.js'
import type {Plan} from '../documents/plan.js'
import {clientsAt} from './places.js'

/**
 * Who asks in the plan's own account, and what the fields that the plan's patches would change hold now, each read
 * where its resource lies. Throws WRONG_ACCOUNT where credentials belong to another account than the plan names.
 */
export async function readLiveOf(
  plan: Plan,
  profile: string | undefined,
): Promise<{caller: {arn: string; account: string}; live: LiveFields}> {
  const {readCaller} = await import('../aws/read-account.js')
  const {readLive} = await import('../aws/read-live.js')
  const {account, region} = plan
  const main: AwsPlace = {account, region, ...(profile === undefined ? {} : {profile})}
  const caller = await readCaller({clients: await clientsAt(main), expected: account})
  const places = new Map<string, {place: AwsPlace; patches: Patch[]}>()
  for (const patch of plan.patches) {
    const place = patch.place ?? main
    const known = places.get(placeName(place)) ?? {place, patches: []}
    known.patches.push(patch)
    places.set(placeName(place), known)
  }
  const live: LiveFields = {}
  for (const {place, patches} of places.values()) {
    const clients = await clientsAt(place)
    if (place !== main) await readCaller({clients, expected: place.account})
    Object.assign(live, await readLive({clients, patches}))
  }
  return {caller, live}
}
