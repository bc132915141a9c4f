import type {AwsRequest, Patch} from '../../documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {instantOf} from '../series/zone.js'
import {actionStartS} from './action-start.js'
import {claimsOf} from './claims.js'
import {fieldKey} from './field-key.js'

/**
 * The undoing of a scheduled action that another plan put and this one raised, or the other way round.
 *
 * What has run by `at` (UTC) is put again by nobody: it is taken away where AWS still lists it. Where no live apply asks
 * for the action any more, it goes to what was there before the first of our applies touched it, those that were undone
 * since included, and not to what this patch found: that may be another plan's, which was rolled back before.
 */
export function actionBack({
  receipt,
  receipts,
  original,
  inverse,
  at,
}: {
  receipt: Receipt
  receipts: readonly Receipt[]
  original: Patch
  inverse: Patch
  at: string
}): Patch {
  if ((inverse.after['ScheduledAction'] ?? null) === null) return inverse
  const startS = actionStartS(inverse.before)
  if (startS !== null && startS <= instantOf(at)) {
    return {...inverse, after: {ScheduledAction: null}, request: deletionOf(original.request)}
  }
  const key = keyOf(receipt, original)
  const isAsked = claimsOf(receipts).some((claim) => claim.key === key && claim.applyId !== receipt.applyId)
  const first = isAsked ? undefined : claimsOf(receipts.map(asLive)).find((claim) => claim.key === key)
  if (first === undefined || 'impossible' in first.patch.undo) return inverse
  return {...inverse, after: {ScheduledAction: first.restingValue}, request: first.patch.undo}
}

function keyOf(receipt: Receipt, {place, request, resource}: Patch): string {
  const {account, region} = place ?? receipt
  return fieldKey({place: `${account}/${region}`, request, resource, field: 'ScheduledAction'})
}

const asLive = (receipt: Receipt): Receipt => ({
  ...receipt,
  patches: receipt.patches.map((one): ReceiptPatch => (one.state === 'undone' ? {...one, state: 'verified'} : one)),
})

const names = ['AutoScalingGroupName', 'ServiceNamespace', 'ResourceId', 'ScalableDimension', 'ScheduledActionName']

function deletionOf({service, input}: AwsRequest): AwsRequest {
  const named = Object.entries(input).filter(([name]) => names.includes(name))
  return {service, operation: 'DeleteScheduledAction', input: Object.fromEntries(named)}
}
