import type {AwsClients} from '../../aws/clients.js'
import {placeName} from '../../core/inventory/place.js'
import type {AwsPlace} from '../../documents/config-tier.js'
import type {Patch} from '../../documents/patch.js'

/** The accounts and Regions that patches go to, each with its own clients, made when first asked for. */
export type Connection = {
  main: AwsClients
  /** Who asks in the main account. */
  caller: {arn: string; account: string}
  /** The clients of the place of a patch; its account has been compared with the caller's. */
  of(patch: Pick<Patch, 'place'>): Promise<AwsClients>
}

/**
 * Finds out who asks, and that it is the account that is meant. `endpointUrl` is what the command line names: writes go
 * to no other host than AWS's and that. Throws WRONG_ACCOUNT, here or where a place of a patch is first used.
 */
export async function connect({
  place,
  endpointUrl,
}: {
  place: AwsPlace
  endpointUrl: string | undefined
}): Promise<Connection> {
  const {makeClients} = await import('../../aws/clients.js')
  const {readCaller} = await import('../../aws/read-account.js')
  const make = (at: AwsPlace) => makeClients({...at, endpointUrl})
  const main = make(place)
  const caller = await readCaller({clients: main, expected: place.account})
  const others = new Map<string, Promise<AwsClients>>()
  const open = async (at: AwsPlace) => {
    const clients = make(at)
    await readCaller({clients, expected: at.account})
    return clients
  }
  return {
    main,
    caller,
    of: (patch) => {
      if (patch.place === undefined || placeName(patch.place) === placeName(place)) return Promise.resolve(main)
      const key = placeName(patch.place)
      const known = others.get(key) ?? open(patch.place)
      others.set(key, known)
      return known
    },
  }
}

/** What the fields of patches hold now, each read where its resource lies. */
export async function readLiveAt(
  connection: Connection,
  patches: readonly Patch[],
): Promise<Record<string, Record<string, unknown>>> {
  const {readLive} = await import('../../aws/read-live.js')
  const byClients = new Map<AwsClients, Patch[]>()
  for (const patch of patches) {
    const clients = await connection.of(patch)
    byClients.set(clients, [...(byClients.get(clients) ?? []), patch])
  }
  const live: Record<string, Record<string, unknown>> = {}
  for (const [clients, own] of byClients) Object.assign(live, await readLive({clients, patches: own}))
  return live
}
