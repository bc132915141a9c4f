import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import {actionBack} from './action-back.js'
import {type Claim, claimsOf} from './claims.js'
import {extensionOf} from './extension-id.js'
import {type Inverse, inversePatches} from './inverse-patches.js'
import {backOf, backSummary, requestBack} from './put-back.js'
import {isSameValue} from './same-value.js'
import {undoId} from './undo-id.js'

/** What a rollback sends, the applies that it undoes, and what nothing can put back in place. */
export type Rollback = Inverse & {undoes: string[]}

/**
 * The patches that undo an apply while the store's other `receipts` stay: what `inversePatches` says, but a field that
 * another live apply asks for as well goes back no further than that, and of a scheduled action that an extension has
 * moved, the one that is there now is taken away. A scheduled action of another plan that it has raised goes back to
 * what rests without any plan: it is gone where the plan that put it was rolled back before. `at` is now, in UTC.
 */
export function rollbackPatches({
  receipt,
  receipts,
  at,
}: {
  receipt: Receipt
  receipts: readonly Receipt[]
  at: string
}): Rollback {
  const {patches, impossible} = inversePatches(receipt, at)
  // Two applies of one event are rivals here: only one of them is rolled back.
  const claims = claimsOf(receipts).map((claim) => ({...claim, eventIds: [claim.applyId]}))
  const extensions: string[] = []
  const all = patches.flatMap((inverse) => {
    const original = receipt.patches.find(({patch}) => inverse.id === undoId(receipt.applyId, patch.id))?.patch
    if (original === undefined) return [inverse]
    const moved = extensionOf(receipts, receipt.applyId, original.id)
    if (moved === null) {
      const back = withClaims({receipt, inverse, original, claims})
      return [actionBack({receipt, receipts, original, inverse: back, at})]
    }
    extensions.push(moved.extendId)
    // The extension's own patch is undone with it; what the apply had put is then gone already.
    const taken = {...inverse, id: undoId(moved.extendId, moved.patch.id), before: moved.patch.after}
    return [taken, inverse]
  })
  return {patches: all, impossible, undoes: [receipt.applyId, ...new Set(extensions)]}
}

function withClaims({
  receipt,
  inverse,
  original,
  claims,
}: {
  receipt: Receipt
  inverse: Patch
  original: Patch
  claims: readonly Claim[]
}): Patch {
  const own = claims.filter(({applyId, patch}) => applyId === receipt.applyId && patch.id === original.id)
  if (own.length === 0 || 'impossible' in original.undo) return inverse
  const back = backOf(own, claims, receipt.applyId)
  if (isSameValue(back, inverse.after)) return inverse
  return {
    ...inverse,
    after: back,
    summary: backSummary(original, back),
    request: requestBack({patch: original, undo: original.undo, back, claims}),
  }
}
