import type {AwsRequest, Fields, Patch, Wave} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import {type Claim, claimsOf} from './claims.js'
import {backOf, backSummary, requestBack} from './put-back.js'
import {undoId} from './undo-id.js'

/** What a restore sends, the applies that it undoes, and what stays for good with the reason. */
export type Restore = {patches: Patch[]; undoes: string[]; staying: {patch: Patch; because: string}[]}

/**
 * The patches that put back what an event's applies have left without an end of its own: each field to what claims of
 * other events still ask for, else to what rests. Scheduled actions are not among them: each is gone once it has run.
 *
 * In safe order: what steers before what it steers, so policies and pools first; then limits, minima before maxima;
 * then databases, a class last; then reservations, which guard the rest until it is done. Of one wave the latest change
 * goes back first.
 */
export function restorePatches({receipts, eventId}: {receipts: readonly Receipt[]; eventId: string}): Restore {
  const claims = claimsOf(receipts)
  const own = byPatch(claims.filter((claim) => claim.eventIds.includes(eventId) && claim.patch.ends !== 'by-itself'))
  const patches: Patch[] = []
  const staying: Restore['staying'] = []
  for (const [first, ...rest] of own) {
    const {patch, applyId} = first
    if ('impossible' in patch.undo) {
      staying.push({patch, because: patch.undo.impossible})
      continue
    }
    const back = backOf([first, ...rest], claims, eventId)
    patches.push(backPatch({applyId, patch, undo: patch.undo, back, claims}))
  }
  const ordered = patches
    .toReversed()
    .map((patch, i) => ({patch, i}))
    .sort((a, b) => rankOf(a.patch) - rankOf(b.patch) || a.i - b.i)
    .map(({patch}) => patch)
  return {patches: ordered, undoes: [...new Set(own.map(([{applyId}]) => applyId))], staying}
}

function byPatch(claims: readonly Claim[]): [Claim, ...Claim[]][] {
  const found = new Map<string, [Claim, ...Claim[]]>()
  for (const claim of claims) {
    const key = JSON.stringify([claim.applyId, claim.patch.id])
    const known = found.get(key)
    if (known === undefined) found.set(key, [claim])
    else known.push(claim)
  }
  return [...found.values()]
}

function backPatch({
  applyId,
  patch,
  undo,
  back,
  claims,
}: {
  applyId: string
  patch: Patch
  undo: AwsRequest
  back: Fields
  claims: readonly Claim[]
}): Patch {
  const {resting: _resting, ...rest} = patch
  return {
    ...rest,
    id: undoId(applyId, patch.id),
    summary: backSummary(patch, back),
    request: requestBack({patch, undo, back, claims}),
    before: patch.after,
    after: back,
    undo: patch.request,
    ends: 'never',
    notBeforeAt: null,
    notAfterAt: null,
  }
}

const waves: readonly Wave[] = ['warm-up', 'limits', 'database', 'reserve']

function rankOf({wave, after, consent}: Patch): number {
  const isMaximum = 'MaxSize' in after || 'MaxCapacity' in after
  return waves.indexOf(wave) * 4 + (isMaximum ? 1 : 0) + (consent === 'downtime' ? 2 : 0)
}
