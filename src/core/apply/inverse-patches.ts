import type {AwsRequest, Fields, Patch} from '../../documents/patch.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import {minimaBack, scheduleKey, startOfAction} from './minima-back.js'
import {isSameValue} from './same-value.js'
import {undoId} from './undo-id.js'

/** What puts an apply back, and what nothing can put back in place, with the route that could. */
export type Inverse = {patches: Patch[]; impossible: {patch: Patch; because: string}[]}

/**
 * The patches that put back what an apply has left, in the order in which they are to be sent: the reverse of its own,
 * but of the scheduled actions of one resource the last stands last, so that one that is cut never leaves a raised
 * minimum without its end.
 *
 * Each is made from what the apply left (`after`) and leaves what rests without it. A patch in doubt is among them: if
 * it was never done, its fields hold what rests and nothing is sent. Not among them is what the fields held before the
 * apply (`isSent` is false), unless the patch only holds what another event's plan had set. `at`, a UTC time: scheduled
 * actions that have run by then are gone, and the minimum that they set is put back by a call of its own.
 */
export function inversePatches(receipt: Receipt, at: string | null = null): Inverse {
  const ours = receipt.patches.filter(isOurs)
  const impossible = ours.flatMap(({patch}) => {
    const because = whyImpossible(patch.undo)
    return because === null ? [] : [{patch, because}]
  })
  const inverses = ours
    .toReversed()
    .flatMap(({patch}) => (isCall(patch.undo) ? [inverseOf(receipt.applyId, patch, patch.undo)] : []))
  const back = at === null ? [] : minimaBack({applyId: receipt.applyId, patches: ours.map(({patch}) => patch), at})
  return {patches: withMinima(endsLast(inverses), back), impossible}
}

/** Whether an apply has left something that is to be undone with it. */
function isOurs({patch, state, isSent}: ReceiptPatch): boolean {
  if (state === 'in-doubt') return true
  if (state !== 'live' && state !== 'verified') return false
  return isSent || isHolding(patch)
}

/** A patch that changes nothing, and whose fields hold what another plan of ecom-plan has set. */
function isHolding({before, after, resting}: Patch): boolean {
  return resting !== undefined && isSameValue(before, after) && !isSameValue(resting, after)
}

function inverseOf(applyId: string, patch: Patch, undo: AwsRequest): Patch {
  const rests = patch.resting ?? patch.before
  const {resting: _resting, ...rest} = patch
  return {
    ...rest,
    id: undoId(applyId, patch.id),
    summary: summaryOf(patch, rests),
    request: undo,
    before: patch.after,
    after: rests,
    undo: patch.request,
    ends: 'never',
    notBeforeAt: null,
    notAfterAt: null,
  }
}

function summaryOf({after, summary}: Patch, rests: Fields): string {
  const [field, ...others] = Object.keys(after)
  const [from, to] = field === undefined ? [] : [after[field], rests[field]]
  const isPlain = (value: unknown) => typeof value === 'number' || typeof value === 'string'
  return others.length === 0 && isPlain(from) && isPlain(to) ? `${field} ${from} → ${to}` : `undo: ${summary}`
}

/** Reorders the deletions of one resource's scheduled actions among their own places. */
function endsLast(patches: readonly Patch[]): Patch[] {
  const sorted = new Map<string, Patch[]>()
  for (const patch of patches) {
    const key = scheduleKey(patch.request, patch.place)
    if (key !== null) sorted.set(key, [...(sorted.get(key) ?? []), patch])
  }
  for (const group of sorted.values()) group.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
  return patches.map((patch) => {
    const key = scheduleKey(patch.request, patch.place)
    return (key === null ? undefined : sorted.get(key)?.shift()) ?? patch
  })
}

// What an inverse of a scheduled action undoes is the put, which says when it runs.
const startOf = ({undo}: Patch) => (isCall(undo) ? startOfAction(undo) : '')

/** Each minimum that goes back stands ahead of the last deletion of its resource, behind those that could raise it again. */
function withMinima(patches: readonly Patch[], back: readonly {key: string; patch: Patch}[]): Patch[] {
  const lastOf = new Map<string, Patch>()
  for (const patch of patches) lastOf.set(scheduleKey(patch.request, patch.place) ?? '', patch)
  return patches.flatMap((patch) => [
    ...back.filter(({key}) => lastOf.get(key) === patch).map((minimum) => minimum.patch),
    patch,
  ])
}

const isCall = (undo: Patch['undo']): undo is AwsRequest => !('impossible' in undo)

const whyImpossible = (undo: Patch['undo']) => ('impossible' in undo ? undo.impossible : null)
