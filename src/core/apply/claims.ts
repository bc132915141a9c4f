import type {Patch} from '../../documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {instantOf} from '../series/zone.js'
import {eventIdsOf} from './event-ids.js'
import {movedBy} from './extension-id.js'
import {fieldKey} from './field-key.js'

/**
 * One field of one resource that a patch of an apply holds for an event, or for all events of a plan that was made for
 * several: one claim then, which ends when the last of their windows does. `value` is what is wanted there,
 * `restingValue` what would be there without any action of ecom-plan.
 */
export type Claim = {
  /** Of the field, the same for every claim on it. */
  key: string
  /** `account/region` */
  place: string
  field: string
  eventIds: string[]
  applyId: string
  planId: string
  openedAt: string
  windowEndAt: string
  patch: Patch
  value: unknown
  restingValue: unknown
}

/** Of these more is asked for when two events want different values; of all else the later one counts. */
const limits = new Set([
  'AllocatedStorage',
  'DesiredValue',
  'InstanceCount',
  'Iops',
  'MaxCapacity',
  'MaxSize',
  'MinCapacity',
  'MinSize',
  'MinimumLoadBalancerCapacity',
  'ServerlessV2ScalingConfiguration',
  'StorageThroughput',
  'TotalInstanceCount',
])

/** Whether of two values of a field the higher is what holds both events. */
export const isLimit = (field: string) => limits.has(field)

/** States in which AWS may hold what a patch wants; one in doubt counts, since giving too much back is what harms. */
const held = new Set(['live', 'verified', 'in-doubt'])

/**
 * What live patches of applies hold, the earliest apply first. Undone, restored, failed and untried ones hold nothing.
 *
 * What AWS had before the call without anybody's patch (`isSent` false and no resting value in the plan) rests where it
 * was: somebody else put it there. A window that was extended ends when its last extension says.
 */
export function claimsOf(receipts: readonly Receipt[]): Claim[] {
  const applies = receipts
    .filter(({purpose}) => purpose === 'apply')
    .sort((a, b) => instantOf(a.openedAt) - instantOf(b.openedAt))
  return applies.flatMap((receipt) =>
    receipt.patches
      .filter(({state}) => held.has(state))
      .flatMap((one) => claimsIn(receipt, one, endOf(receipt, receipts))),
  )
}

function claimsIn(receipt: Receipt, {patch, isSent, live, state}: ReceiptPatch, windowEndAt: string): Claim[] {
  const {applyId, planId, openedAt} = receipt
  const {account, region} = patch.place ?? receipt
  const place = `${account}/${region}`
  const wasThere = !isSent && state !== 'in-doubt'
  const resting = patch.resting ?? (wasThere && live !== null ? live : patch.before)
  return Object.entries(patch.after).map(([field, value]) => ({
    key: fieldKey({place, request: patch.request, resource: patch.resource, field}),
    place,
    field,
    eventIds: eventIdsOf(receipt),
    applyId,
    planId,
    openedAt,
    windowEndAt,
    patch,
    value,
    restingValue: resting[field] ?? null,
  }))
}

/** When the window of an apply ends, live extensions included: those of its plan, and those that moved an action of it. */
function endOf({applyId, planId, windowEndAt}: Receipt, receipts: readonly Receipt[]): string {
  const moves = ({planId: ofPlan, patches}: Receipt) =>
    patches.some(({patch, state}) => held.has(state) && (ofPlan === planId || movedBy(patch.id)?.applyId === applyId))
  const extensions = receipts.filter((one) => one.purpose === 'extend' && moves(one))
  return [windowEndAt, ...extensions.map((one) => one.windowEndAt)].reduce((a, b) =>
    instantOf(a) >= instantOf(b) ? a : b,
  )
}

/**
 * What the claims of one field together ask for: of limits the highest of the resting value and all of theirs, of all
 * else what the latest wants. Undefined without claims.
 */
export function inForce(claims: readonly Claim[]): unknown {
  const sorted = earliestFirst(claims)
  const [first] = sorted
  if (first === undefined) return undefined
  if (!limits.has(first.field)) return sorted.at(-1)?.value
  return sorted.reduce((most: unknown, {value}) => higherOf(most, value), first.restingValue)
}

/**
 * What to put into the field of a claim when `eventId`, one of its events, is restored: what the claims of other events
 * ask for, else what rests there. `others` may be all claims: those of that event and of other fields do not count.
 */
export function restoreTo(claim: Claim, others: readonly Claim[], eventId = claim.eventIds[0] ?? ''): unknown {
  const rivals = others.filter(({key, eventIds}) => key === claim.key && !eventIds.includes(eventId))
  const restingValue = restOf([claim, ...others.filter(({key}) => key === claim.key)])
  return rivals.length === 0 ? restingValue : inForce(rivals.map((one) => ({...one, restingValue})))
}

/**
 * What rests under the claims of one field; undefined without claims. The earliest says so, since nothing of ours was
 * there before it.
 */
export function restOf(claims: readonly Claim[]): unknown {
  return earliestFirst(claims)[0]?.restingValue
}

function earliestFirst(claims: readonly Claim[]): Claim[] {
  return [...claims].sort((a, b) => instantOf(a.openedAt) - instantOf(b.openedAt))
}

/** The higher of two values of a limit; of several figures in one, each. Nothing is less than any figure. */
export function higherOf(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return Math.max(a, b)
  if (!isFigures(a)) return b ?? a
  if (!isFigures(b)) return a
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return Object.fromEntries(keys.map((key) => [key, higherOf(a[key], b[key])]))
}

const isFigures = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
