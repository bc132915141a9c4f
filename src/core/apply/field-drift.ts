import type {FieldDrift, FieldStanding} from '../../documents/drift.js'
import type {Fields, Patch} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {instantOf} from '../series/zone.js'
import {actionStartS} from './action-start.js'
import {type Claim, claimsOf, inForce} from './claims.js'
import {leftIn} from './extension-id.js'
import {fieldKey} from './field-key.js'
import {isSameValue} from './same-value.js'

type Live = Readonly<Record<string, Fields>>
type Known = {receipts: readonly Receipt[]; claims: readonly Claim[]; live: Live; at: string}

/** States in which an apply has left, or may have left, something. */
const held = new Set<ReceiptPatch['state']>(['live', 'verified', 'in-doubt'])

/**
 * Each field that an apply has left beside what AWS has now: as it was left, gone back, or moved. `receipts` are those
 * of the whole store: what a later apply or an extension of ours asks for is no drift. Nor is a scheduled action that
 * is gone because it ran by `at` (UTC). `live` holds the live values by patch id; a patch without is left out.
 */
export function driftOfApply({
  receipt,
  ...known
}: {
  receipt: Receipt
  receipts: readonly Receipt[]
  live: Live
  at: string
}): FieldDrift[] {
  const all = {...known, claims: claimsOf(known.receipts)}
  return receipt.patches
    .filter(({state}) => held.has(state))
    .flatMap(({patch, state}) => appliedFields(all, receipt, patch, state))
}

/**
 * Each field that a plan names beside what AWS has now: of patches that were applied as `driftOfApply` has it, of all
 * others whether it is still what the plan was made from.
 */
export function driftOfPlan({
  plan,
  ...known
}: {
  plan: Plan
  receipts: readonly Receipt[]
  live: Live
  at: string
}): FieldDrift[] {
  const all = {...known, claims: claimsOf(known.receipts)}
  return plan.patches.flatMap((patch) => {
    const used = known.receipts
      .filter(({purpose, planId}) => purpose === 'apply' && planId === plan.planId)
      .flatMap((receipt) =>
        receipt.patches.flatMap((one) => (one.patch.id === patch.id && held.has(one.state) ? [{receipt, one}] : [])),
      )
      .at(-1)
    return used === undefined
      ? plannedFields(all, patch)
      : appliedFields(all, used.receipt, used.one.patch, used.one.state)
  })
}

/** Whether any field stands otherwise than we left it or knew it. */
export function isDrifted(fields: readonly FieldDrift[]): boolean {
  return fields.some(({standing}) => standing === 'moved' || standing === 'gone-back')
}

function appliedFields(known: Known, receipt: Receipt, patch: Patch, state: ReceiptPatch['state']): FieldDrift[] {
  const live = known.live[patch.id]
  if (live === undefined) return []
  const left = leftIn(known.receipts, receipt.applyId, patch)
  const doubt = state === 'in-doubt' ? 'in doubt: the journal ends before anybody looked' : null
  return Object.keys(left).map((field) => {
    const of = {before: patch.before[field] ?? null, left: left[field] ?? null, live: live[field] ?? null}
    const {standing, because} = standingOf(known, receipt, patch, left, field, of)
    return {...named(patch, field), ...of, standing, because: because ?? doubt}
  })
}

type Values = {before: unknown; left: unknown; live: unknown}
type Standing = {standing: FieldStanding; because: string | null}

function standingOf(
  {claims, at}: Known,
  receipt: Receipt,
  patch: Patch,
  left: Fields,
  field: string,
  values: Values,
): Standing {
  if (isSameValue(values.live, values.left)) return {standing: 'as-left', because: null}
  const startS = actionStartS(left)
  if (startS !== null && values.live === null && startS <= instantOf(at)) return {standing: 'ran', because: null}
  const {account, region} = patch.place ?? receipt
  const key = fieldKey({place: `${account}/${region}`, request: patch.request, resource: patch.resource, field})
  const rivals = claims.filter((claim) => claim.key === key)
  const last = rivals.at(-1)
  if (last !== undefined && last.applyId !== receipt.applyId && isSameValue(values.live, inForce(rivals))) {
    return {standing: 'as-left', because: `${last.applyId} (${last.eventIds.join(' + ')}) asks for it`}
  }
  if (isSameValue(values.live, values.before)) return {standing: 'gone-back', because: null}
  return {standing: 'moved', because: null}
}

function plannedFields({live: all}: Known, patch: Patch): FieldDrift[] {
  const live = all[patch.id]
  if (live === undefined) return []
  return Object.keys(patch.before).map((field) => {
    const of = {before: patch.before[field] ?? null, left: patch.after[field] ?? null, live: live[field] ?? null}
    const standing = isSameValue(of.live, of.before)
      ? 'unchanged'
      : isSameValue(of.live, of.left)
        ? ('as-left' as const)
        : ('moved' as const)
    const because = standing === 'as-left' ? 'not applied by us, and as the plan wants it' : null
    return {...named(patch, field), ...of, standing, because}
  })
}

function named({tier, resource, id, request: {input}}: Patch, field: string) {
  const name = input['ScheduledActionName']
  return {tier, resource, patchId: id, field, ...(typeof name === 'string' ? {actionName: name} : {})}
}
