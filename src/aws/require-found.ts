import {resourceNotFound} from '../documents/resource-not-found.js'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {findElsewhere} from './find-elsewhere.js'

/** A resource and who names it (`tier web`). */
export type Wanted = {asker: string; name: string}

/** Where it was looked for. */
export type Place = {account: string; region: string}

/**
 * Throws RESOURCE_NOT_FOUND for the first wanted resource that is not among the found ones, with the Regions that have
 * one of that name, or the names that were likely meant. `readAll` reads what there is in the Region of the clients that
 * it is given; it is called only when something is missing.
 */
export async function requireFound({
  kind,
  wanted,
  found,
  nameOf,
  readAll,
  clients,
  place,
}: {
  kind: string
  wanted: readonly Wanted[]
  found: readonly AwsObject[]
  nameOf: (element: AwsObject) => string
  readAll: (clients: AwsClients) => Promise<AwsObject[]>
  clients: AwsClients
  place: Place
}): Promise<void> {
  const names = new Set(found.map(nameOf))
  const missing = wanted.find(({name}) => !names.has(name))
  if (!missing) return
  const known = (await readAll(clients)).map(nameOf)
  const elsewhere = await findElsewhere({clients, name: missing.name, nameOf, readAll})
  throw resourceNotFound({...missing, kind, names: known, elsewhere, ...place})
}
