import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {instantOf, localMinute} from '../series/zone.js'
import {claimsOf} from './claims.js'

/** When the window of an event ends by what is live of it, extensions included; null where nothing is. */
export function eventEndAt(receipts: readonly Receipt[], eventId: string): string | null {
  const ends = claimsOf(receipts).flatMap((claim) => (claim.eventId === eventId ? [claim.windowEndAt] : []))
  return ends.reduce<string | null>((a, b) => (a === null || instantOf(b) > instantOf(a) ? b : a), null)
}

/**
 * The latest apply of an event. Throws EVENT_NOT_APPLIED, with the events that the store knows, where it has none; and
 * APPLY_OPEN where one of them was cut or has a call in doubt: that is looked at first.
 */
export function appliedEvent(receipts: readonly Receipt[], eventId: string, place: string): Receipt {
  const applies = receipts.filter(({purpose}) => purpose === 'apply')
  const last = applies.filter((receipt) => receipt.eventId === eventId).at(-1)
  if (last === undefined) {
    const known = [...new Set(applies.map((receipt) => receipt.eventId))]
    throw new PlanError('refused', 'EVENT_NOT_APPLIED', `${place} holds no apply of event ${eventId}`, {
      suggestions: known.length === 0 ? ['ecom-plan show --list'] : [`events that were applied: ${known.join(', ')}`],
    })
  }
  refuseOpen(receipts.filter((receipt) => receipt.eventId === eventId))
  return last
}

/** Throws APPLY_OPEN for the first receipt that was cut, or has a call in doubt. */
function refuseOpen(receipts: readonly Receipt[]): void {
  const open = receipts.find(
    ({status, patches}) => status === 'open' || patches.some(({state}) => state === 'in-doubt'),
  )
  if (open === undefined) return
  throw new PlanError(
    'refused',
    'APPLY_OPEN',
    `${open.applyId} (${open.purpose} of ${open.planId}) was cut, or still runs: what it left is looked at first`,
    {suggestions: [`ecom-plan apply --resume ${open.applyId}`, `ecom-plan rollback ${open.applyId}`]},
  )
}

/** Throws EVENT_NOT_OVER while the window of an event is open or yet to come: until then only a rollback undoes. */
export function refuseBeforeEnd({last, endAt, at}: {last: Receipt; endAt: string; at: string}): void {
  if (instantOf(endAt) <= instantOf(at)) return
  const {eventId, eventName, timezone, applyId} = last
  const local = localMinute(instantOf(endAt), timezone)
  throw new PlanError(
    'refused',
    'EVENT_NOT_OVER',
    `the window of ${eventName} ends ${local} (${timezone}); nothing was restored`,
    {
      suggestions: [
        `after that: ecom-plan restore ${eventId}`,
        `to undo it now: ecom-plan rollback ${applyId} --dry-run`,
      ],
    },
  )
}
