import type {Patch} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import {instantOf} from '../series/zone.js'
import {claimsOf} from './claims.js'
import {eventIdsOf} from './event-ids.js'
import {isSameValue} from './same-value.js'

/** An event whose window is open, and for which something is live. */
export type OpenWindow = {eventId: string; eventName: string; windowEndAt: string}

/** The events with live changes whose window is open at `at`, a UTC time; an extension counts. */
export function openWindows(receipts: readonly Receipt[], at: string): OpenWindow[] {
  const found = new Map<string, OpenWindow>()
  for (const {applyId, windowEndAt} of claimsOf(receipts)) {
    const receipt = receipts.find((one) => one.applyId === applyId)
    if (receipt === undefined) continue
    const isOpen = instantOf(receipt.windowStartAt) <= instantOf(at) && instantOf(at) < instantOf(windowEndAt)
    const {eventId, eventName} = receipt
    if (isOpen) found.set(eventIdsOf(receipt).join(), {eventId, eventName, windowEndAt})
  }
  return [...found.values()]
}

/**
 * Whether a call may take capacity away. Of figures alone it can be told that they only rise; all else, such as a
 * scheduled action that goes, a class or a policy, may lower it and counts as if it did.
 */
export function mayLower({before, after}: Pick<Patch, 'before' | 'after'>): boolean {
  return Object.keys({...before, ...after}).some((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null]
    if (isSameValue(from, to)) return false
    return !(typeof from === 'number' && typeof to === 'number' && to > from)
  })
}
