import type {Inventory} from '../../documents/inventory.js'
import type {Drifted, Scheduled} from '../../documents/readiness-facts.js'
import type {Receipt} from '../../documents/receipt.js'
import {type Claim, claimsOf, inForce} from '../apply/claims.js'
import {claimedActions, type OwnAction, ownActions} from '../apply/own-actions.js'
import {placeName} from '../inventory/place.js'
import {instantOf, isoOf} from '../series/zone.js'

type Scaled = {place: string; resource: string; liveMaxCount: number | null; seen: OwnAction[]; capturedAt: string}

function scaledIn(inventory: Inventory): Scaled[] {
  return [inventory, ...(inventory.elsewhere ?? [])].flatMap((here) => {
    const place = placeName(here)
    const {capturedAt} = here
    return [
      ...here.autoScalingGroups.map(({name, maxCount, live, scheduledActions}) => ({
        place,
        resource: name,
        liveMaxCount: live?.maxCount ?? maxCount,
        seen: ownActions(scheduledActions),
        capturedAt,
      })),
      ...here.ecsServices.map(({cluster, name, maxCount, live, scheduledActions}) => ({
        place,
        resource: `${cluster}/${name}`,
        liveMaxCount: live?.maxCount ?? maxCount,
        seen: ownActions(scheduledActions),
        capturedAt,
      })),
    ]
  })
}

/** Minima that scheduled actions of ecom-plan set: those that AWS has, and those of live applies that have run. */
export function scheduledOf({inventory, receipts}: {inventory: Inventory; receipts: readonly Receipt[]}): Scheduled[] {
  const claims = claimsOf(receipts)
  return scaledIn(inventory).flatMap(({place, resource, seen, capturedAt}) => {
    const claimed = claimedActions(claims.filter((claim) => claim.place === place && claim.patch.resource === resource))
    const ran = claimed.filter(({name, atS}) => atS <= instantOf(capturedAt) && !seen.some((one) => one.name === name))
    const steps = [...ran, ...seen]
      .sort((a, b) => a.atS - b.atS)
      .map(({atS, minCount, isEnd}) => ({at: isoOf(atS), minCount, isEnd}))
    return steps.length === 0 ? [] : [{resource, steps}]
  })
}

/**
 * Where a maximum or a scheduled action of a live apply is not there any more as the apply left it. Database settings and
 * reservations are not compared here: `ecom-plan drift` asks AWS for all of them.
 */
export function driftedOf({inventory, receipts}: {inventory: Inventory; receipts: readonly Receipt[]}): Drifted[] {
  const claims = claimsOf(receipts)
  return scaledIn(inventory).flatMap((scaled) => {
    const own = claims.filter(({place, patch}) => place === scaled.place && patch.resource === scaled.resource)
    return [...maximumDrift(scaled, own), ...actionDrift(scaled, own)]
  })
}

function maximumDrift({resource, liveMaxCount}: Scaled, own: readonly Claim[]): Drifted[] {
  const onMaximum = own.filter(({field}) => field === 'MaxSize' || field === 'MaxCapacity')
  const [first] = onMaximum
  const left = inForce(onMaximum)
  if (first === undefined || left === liveMaxCount) return []
  return [
    {tier: first.patch.tier, resource, field: first.field, left: String(left), live: String(liveMaxCount ?? 'none')},
  ]
}

function actionDrift({resource, seen, capturedAt}: Scaled, own: readonly Claim[]): Drifted[] {
  const [first] = own
  if (first === undefined) return []
  return claimedActions(own)
    .filter(({atS}) => atS > instantOf(capturedAt))
    .flatMap(({name, minCount, atS}) => {
      const live = seen.find((one) => one.name === name)
      if (live !== undefined && live.minCount === minCount && live.atS === atS) return []
      const now = live === undefined ? 'gone' : `min ${live.minCount} at ${isoOf(live.atS)}`
      return [{tier: first.patch.tier, resource, field: name, left: `min ${minCount} at ${isoOf(atS)}`, live: now}]
    })
}
