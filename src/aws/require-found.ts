import {resourceNotFound} from '../documents/resource-not-found.js'
import type {AwsObject} from '../documents/snapshot.js'

/** A resource and who names it (`tier web`). */
export type Wanted = {asker: string; name: string}

/** Where it was looked for. */
export type Place = {account: string; region: string}

/**
 * Throws RESOURCE_NOT_FOUND for the first wanted resource that is not among the found ones, with the names that were
 * likely meant. `readAll` reads what there is; it is called only when something is missing.
 */
export async function requireFound({
  kind,
  wanted,
  found,
  nameOf,
  readAll,
  place,
}: {
  kind: string
  wanted: readonly Wanted[]
  found: readonly AwsObject[]
  nameOf: (element: AwsObject) => string
  readAll: () => Promise<AwsObject[]>
  place: Place
}): Promise<void> {
  const names = new Set(found.map(nameOf))
  const missing = wanted.find(({name}) => !names.has(name))
  if (missing) throw resourceNotFound({...missing, kind, names: (await readAll()).map(nameOf), ...place})
}
