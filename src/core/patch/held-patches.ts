import type {Inventory} from '../../documents/inventory.js'
import type {AwsRequest, DraftPatch, Fields} from '../../documents/patch.js'
import {type Claim, higherOf, inForce, isLimit, restOf} from '../apply/claims.js'
import {fieldKey} from '../apply/field-key.js'
import {isSameValue} from '../apply/same-value.js'
import {placeName} from '../inventory/place.js'
import {estateFields, unseenFields} from './estate-fields.js'

type Known = {claims: readonly Claim[]; eventId: string; inventory: Inventory}

/**
 * Of these every plan asks for what it needs by itself, from what rests without any event: maxima, which
 * `restInventory` puts to rest, and what no inventory holds or what has a name of the plan's own.
 */
const askedAnew = new Set([
  'MaxSize',
  'MinimumLoadBalancerCapacity',
  'CapacityReservation',
  'PredictiveScalingConfiguration',
])

/**
 * The patches of a plan beside what other events hold of ecom-plan.
 *
 * What a patch changes and another event has changed before goes back to what rests without either, not to the other
 * event's value; what the estate does not show, such as reserved LCUs, starts from what that event has given it. And
 * what was given for another event, and this plan was made with, is held: a patch that changes nothing, so that
 * restoring that event does not take it away under this one. Held are settings that AWS still has as they were given, of
 * the tiers that the plan knows: a database's class, a policy's target, a warm pool, the resolution of metrics.
 */
export function heldPatches({
  patches,
  tiers,
  ...known
}: Known & {patches: readonly DraftPatch[]; tiers: ReadonlySet<string>}): DraftPatch[] {
  const rested = patches.map((patch) => withResting(fromInForce(patch, known), known))
  const taken = new Set(patches.flatMap((patch) => keysOf(patch, known.inventory)))
  const others = known.claims.filter(
    ({eventIds, key, patch}) =>
      !eventIds.includes(known.eventId) &&
      patch.ends === 'restore' &&
      isLeanedOn(patch) &&
      tiers.has(patch.tier) &&
      !taken.has(key),
  )
  // Of two events that hold one thing, the later patch says how it stands.
  const latest = new Map(others.map(({key, patch}) => [key, patch]))
  const held = [...new Set(latest.values())].filter((patch) => isInForce(patch, known.inventory))
  return [...rested, ...held.map((patch) => holding(patch, known))]
}

function isLeanedOn({request, after}: Claim['patch']): boolean {
  // The maximum of a service; that of a cluster's readers is kept with their minimum, and is not put to rest.
  if ('MaxCapacity' in after) return request.input['ServiceNamespace'] === 'rds'
  return !Object.keys(after).some((field) => askedAnew.has(field))
}

function keysOf(patch: Pick<DraftPatch, 'request' | 'resource' | 'after' | 'place'>, inventory: Inventory): string[] {
  const place = placeName(patch.place ?? inventory)
  return Object.keys(patch.after).map((field) =>
    fieldKey({place, request: patch.request, resource: patch.resource, field}),
  )
}

/**
 * A patch of what the estate does not show as it stands beside the claims on it: made from what they ask for, to the
 * higher of that and its own, back to what rests.
 */
function fromInForce<Kept extends DraftPatch>(patch: Kept, {claims, inventory}: Known): Kept {
  const [field, ...others] = Object.keys(patch.after)
  const [key] = keysOf(patch, inventory)
  const onIt = claims.filter((claim) => claim.key === key)
  if (field === undefined || others.length > 0 || !unseenFields.has(field) || onIt.length === 0) return patch
  const [live, wanted] = [inForce(onIt), patch.after[field]]
  const after = isLimit(field) ? higherOf(live, wanted) : wanted
  const isHeld = isSameValue(live, after)
  const giving = onIt.find(({value}) => isSameValue(value, after))
  return {
    ...patch,
    summary: isHeld ? heldWords(patch.after) : `${field} ${JSON.stringify(live)} → ${JSON.stringify(after)}`,
    request: isSameValue(after, wanted) ? patch.request : (giving?.patch.request ?? patch.request),
    before: {[field]: live},
    after: {[field]: after},
    resting: {[field]: restOf(onIt) ?? null},
  }
}

/** The patch with what rests under its fields, and an undo that goes there. */
function withResting<Kept extends DraftPatch>(patch: Kept, {claims, inventory}: Known): Kept {
  if (patch.request.input['ScheduledActionName'] !== undefined) return patch
  const keys = keysOf(patch, inventory)
  const resting: Fields = Object.fromEntries(
    Object.keys(patch.after).map((field, i) => {
      const rest = restOf(claims.filter(({key}) => key === keys[i]))
      // Null is a value that may rest there, such as no warm pool.
      return [field, rest === undefined ? (patch.resting ?? patch.before)[field] : rest]
    }),
  )
  const undo = restUndo(patch, resting, claims, keys)
  if (isSameValue(resting, patch.resting ?? patch.before) || undo === null) return patch
  return {...patch, resting, undo}
}

/** The call that leaves what rests: that of the patch itself where it names the fields, else that of who first changed them. */
function restUndo(
  {undo, after}: DraftPatch,
  resting: Fields,
  claims: readonly Claim[],
  keys: readonly string[],
): AwsRequest | null {
  if ('impossible' in undo) return null
  const isSayable = Object.entries(resting).every(([field, value]) => value != null && field in undo.input)
  if (isSayable) return {...undo, input: {...undo.input, ...resting}}
  const first = claims.find(
    ({key, patch}) =>
      keys.includes(key) &&
      isSameValue(Object.keys(patch.after).sort(), Object.keys(after).sort()) &&
      isSameValue(patch.resting ?? patch.before, resting),
  )
  return first === undefined || 'impossible' in first.patch.undo ? null : first.patch.undo
}

/** Nothing is sent; what its undo takes somebody has to agree to then. */
function holding(patch: Claim['patch'], known: Known): DraftPatch {
  const {wave: _wave, notBeforeAt: _from, notAfterAt: _to, ...draft} = patch
  const held = withResting({...draft, before: patch.after, resting: patch.resting ?? patch.before}, known)
  return {...held, id: `hold-${patch.id}`, route: 'automatic', summary: heldWords(patch.after)}
}

function heldWords(after: Fields): string {
  const fields = Object.entries(after).map(
    ([field, value]) => `${field} ${typeof value === 'object' ? 'as it is' : value}`,
  )
  return `${fields.join(', ')} held, for this event too`
}

/** Whether AWS has what a patch gave, as far as the estate shows it. */
function isInForce(patch: Claim['patch'], inventory: Inventory): boolean {
  return Object.entries(estateFields(patch, inventory)).every(([field, live]) =>
    isSameValue(live, patch.after[field] ?? null),
  )
}
