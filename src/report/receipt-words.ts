import type {PatchState, Receipt, ReceiptPatch} from '../documents/receipt.js'
import {counted} from './number.js'
import {valueText} from './patch-words.js'

/** What an apply, rollback, restore or extend is called at the head of its receipt. */
export const purposeNames: Readonly<Record<Receipt['purpose'], string>> = {
  apply: 'Apply',
  rollback: 'Rollback',
  restore: 'Restore',
  extend: 'Extension',
}

/** The state of a patch in words. */
export const stateWords: Readonly<Record<PatchState, string>> = {
  untried: 'not tried',
  'in-doubt': 'in doubt',
  live: 'live',
  verified: 'verified',
  failed: 'failed',
  conflict: 'conflict',
  undone: 'undone',
}

/** `6 verified, 1 undone`: how many patches stand where, in the order in which a patch goes through them. */
export function statesInWords(states: readonly {state: PatchState; patchCount: number}[]): string {
  const order = Object.keys(stateWords)
  return [...states]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({state, patchCount}) => `${patchCount} ${stateWords[state]}`)
    .join(', ')
}

/** `done`, `stopped`, or `cut, or still running`. */
export function statusWords(status: Receipt['status']): string {
  return status === 'open' ? 'cut, or still running' : status
}

/** `36 → 60` for each field: from what it held just before, or would have, to what the call leaves. */
export function changeWords({patch, live}: Pick<ReceiptPatch, 'patch' | 'live'>): {field: string; words: string}[] {
  return Object.entries(patch.after).map(([field, value]) => {
    const from = valueText(live?.[field] ?? patch.before[field])
    const to = valueText(value)
    return {field, words: from === to ? `${to} (as it was)` : `${from} → ${to}`}
  })
}

/** What of the rules was set aside; empty where nothing was. */
export function exceptionLines({
  duringFreeze,
  skippedChecks,
  allowedDowntime,
  isVerified,
}: Receipt['exceptions']): string[] {
  return [
    ...(duringFreeze === null ? [] : [`sent in a freeze or an open window, because: ${duringFreeze}`]),
    ...(skippedChecks.length === 0
      ? []
      : [`${counted(skippedChecks.length, 'check')} set aside: ${skippedChecks.join(', ')}`]),
    ...(allowedDowntime === null ? [] : [`downtime was allowed: ${allowedDowntime}`]),
    ...(isVerified ? [] : ['not verified: --no-verify']),
  ]
}
