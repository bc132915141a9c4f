import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch, Fields} from '../../documents/patch.js'
import {type Claim, restOf} from '../apply/claims.js'
import {fieldKey} from '../apply/field-key.js'
import {isSameValue} from '../apply/same-value.js'
import {placeName} from '../inventory/place.js'

type Known = {claims: readonly Claim[]; eventId: string; inventory: Inventory}

/**
 * The patches of a plan beside what other events hold of ecom-plan.
 *
 * What a patch changes and another event has changed before goes back to what rests without either, not to the other
 * event's value. And what a database was given for another event, and this plan was sized with, is held: a patch that
 * changes nothing, so that restoring that event does not take it away under this one. Held are settings that AWS still
 * has as they were given, of the tiers that the plan knows.
 */
export function heldPatches({
  patches,
  tiers,
  ...known
}: Known & {patches: readonly DraftPatch[]; tiers: ReadonlySet<string>}): DraftPatch[] {
  const rested = patches.map((patch) => withResting(patch, known))
  const taken = new Set(patches.flatMap((patch) => keysOf(patch, known.inventory)))
  const others = known.claims.filter(
    ({eventIds, key, patch}) =>
      !eventIds.includes(known.eventId) &&
      patch.ends === 'restore' &&
      patch.request.service === 'rds' &&
      tiers.has(patch.tier) &&
      !taken.has(key),
  )
  // Of two events that hold one thing, the later patch says how it stands.
  const latest = new Map(others.map(({key, patch}) => [key, patch]))
  const held = [...new Set(latest.values())].filter((patch) => isInForce(patch, known.inventory))
  return [...rested, ...held.map((patch) => holding(patch, known))]
}

function keysOf(patch: Pick<DraftPatch, 'request' | 'resource' | 'after' | 'place'>, inventory: Inventory): string[] {
  const place = placeName(patch.place ?? inventory)
  return Object.keys(patch.after).map((field) =>
    fieldKey({place, request: patch.request, resource: patch.resource, field}),
  )
}

/** The patch with what rests under its fields, and an undo that goes there. */
function withResting<Kept extends DraftPatch>(patch: Kept, {claims, inventory}: Known): Kept {
  if (patch.request.input['ScheduledActionName'] !== undefined) return patch
  const keys = keysOf(patch, inventory)
  const resting: Fields = Object.fromEntries(
    Object.keys(patch.after).map((field, i) => [
      field,
      restOf(claims.filter(({key}) => key === keys[i])) ?? patch.resting?.[field] ?? patch.before[field],
    ]),
  )
  const {undo} = patch
  if (isSameValue(resting, patch.resting ?? patch.before) || 'impossible' in undo) return patch
  // A call that cannot say what rests, such as one that takes something away, stays as the plan made it.
  const isSayable = Object.entries(resting).every(([field, value]) => value != null && field in undo.input)
  return isSayable ? {...patch, resting, undo: {...undo, input: {...undo.input, ...resting}}} : patch
}

/** Nothing is sent; what its undo takes somebody has to agree to then. */
function holding(patch: Claim['patch'], known: Known): DraftPatch {
  const {wave: _wave, notBeforeAt: _from, notAfterAt: _to, ...draft} = patch
  const fields = Object.entries(patch.after).map(
    ([field, value]) => `${field} ${typeof value === 'object' ? 'as it is' : value}`,
  )
  const held = withResting({...draft, before: patch.after, resting: patch.resting ?? patch.before}, known)
  return {...held, id: `hold-${patch.id}`, route: 'automatic', summary: `${fields.join(', ')} held, for this event too`}
}

/** Whether AWS has what a patch gave a database, as far as the estate shows it. */
function isInForce({request: {input}, after, place}: Claim['patch'], inventory: Inventory): boolean {
  const wanted = placeName(place ?? inventory)
  const here = [inventory, ...(inventory.elsewhere ?? [])].find((one) => placeName(one) === wanted)
  const id = input['DBInstanceIdentifier'] ?? input['DBClusterIdentifier']
  const database = here?.databases.find((one) => one.id === id)
  const cluster = here?.databaseClusters?.find((one) => one.id === id)
  const live: Fields = {
    DBInstanceIdentifier: database?.id,
    DBInstanceClass: database?.class,
    StorageType: database?.storageType ?? cluster?.storageType,
    AllocatedStorage: database?.allocatedGib ?? cluster?.allocatedGib,
    Iops: database?.provisionedIops ?? cluster?.provisionedIops,
    StorageThroughput: database?.provisionedMibPerS ?? cluster?.provisionedMibPerS,
    ...(cluster?.serverless
      ? {
          ServerlessV2ScalingConfiguration: {
            MinCapacity: cluster.serverless.minAcu,
            MaxCapacity: cluster.serverless.maxAcu,
          },
        }
      : {}),
  }
  return Object.entries(after).every(([field, value]) => isSameValue(live[field] ?? null, value ?? null))
}
