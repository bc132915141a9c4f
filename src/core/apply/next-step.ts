import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import {isSameValue} from './same-value.js'

/**
 * What a run does next: look whether a call in doubt was done, send a patch, see whether AWS shows one, or end.
 */
export type NextStep = {kind: 'look' | 'send' | 'verify'; patch: Patch} | {kind: 'close'}

/**
 * The next step of a run, from its journal alone, so that a run that was cut goes on where it stood. Patches are sent in
 * their order, none before the one ahead of it is live; those that AWS took and does not show yet are looked at after
 * all are sent, but ahead of a further patch of the same resource: a database refuses a change while it is at another.
 * No patch is looked at where `isVerified` is false. `seen`: ids that this run has looked at to the end of its patience;
 * what has to wait for one of them is not sent.
 */
export function nextStep(receipt: Receipt, isVerified: boolean, seen: ReadonlySet<string> = new Set()): NextStep {
  const open = receipt.patches.find(({state}) => state !== 'live' && state !== 'verified' && state !== 'undone')
  if (open?.state === 'in-doubt') return {kind: 'look', patch: open.patch}
  const unseen = isVerified ? receipt.patches.filter(({state}) => state === 'live') : []
  const waiting = open === undefined ? unseen : unseen.filter(({patch}) => isSameResource(patch, open.patch))
  const next = waiting.find(({patch}) => !seen.has(patch.id))
  if (next !== undefined) return {kind: 'verify', patch: next.patch}
  return open === undefined || waiting.length > 0 ? {kind: 'close'} : {kind: 'send', patch: open.patch}
}

function isSameResource(a: Patch, b: Patch): boolean {
  return a.request.service === b.request.service && a.resource === b.resource && isSameValue(a.place, b.place)
}
