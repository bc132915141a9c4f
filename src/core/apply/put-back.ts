import type {AwsRequest, Fields, Patch} from '../../documents/patch.js'
import {type Claim, restoreTo} from './claims.js'
import {isSameValue} from './same-value.js'

/**
 * The values that the fields of a claimed patch go back to when `own` (its claims) end and the other `claims` stay: the
 * highest that others ask for, else what rests. `eventId` is that which ends.
 */
export function backOf(own: readonly Claim[], claims: readonly Claim[], eventId: string): Fields {
  return Object.fromEntries(own.map((claim) => [claim.field, restoreTo(claim, claims, eventId)]))
}

/**
 * The call that leaves `back` in the fields of a patch: its undo as it is where that is what rests; with other values
 * where the undo names the fields; else the call by which another plan asks for them.
 */
export function requestBack({
  patch,
  undo,
  back,
  claims,
}: {
  patch: Patch
  undo: AwsRequest
  back: Fields
  claims: readonly Claim[]
}): AwsRequest {
  if (isSameValue(back, patch.resting ?? patch.before)) return undo
  const changed = Object.entries(back).filter(([field, value]) => !isSameValue(value, undo.input[field]))
  if (changed.every(([field]) => field in undo.input)) {
    return {...undo, input: {...undo.input, ...Object.fromEntries(changed)}}
  }
  const asking = claims.find((claim) => claim.patch !== patch && isSameValue(back, claim.patch.after))
  return asking?.patch.request ?? patch.request
}

/** `MaxSize 30 → 10`, or that another event asks for what is there. */
export function backSummary({after, summary}: Patch, back: Fields): string {
  const words = Object.entries(back).flatMap(([field, value]) => {
    const from = after[field]
    if (isSameValue(from, value)) return []
    const isPlain = [from, value].every((one) => typeof one === 'number' || typeof one === 'string')
    return [isPlain ? `${field} ${from} → ${value}` : null]
  })
  if (words.length === 0) return `${Object.keys(back).join(', ')} stays: another plan asks for it`
  return words.includes(null) ? `undo: ${summary}` : words.join(', ')
}
