import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {instantOf, localMinute} from '../series/zone.js'
import {claimsOf} from './claims.js'
import {eventIdsOf} from './event-ids.js'

/** When the window of an event ends by what is live of it, extensions included; null where nothing is. */
export function eventEndAt(receipts: readonly Receipt[], eventId: string): string | null {
  const ends = claimsOf(receipts).flatMap((claim) => (claim.eventIds.includes(eventId) ? [claim.windowEndAt] : []))
  return latestOf(ends)
}

/**
 * The latest apply of an event. Throws EVENT_NOT_APPLIED, with the events that the store knows, where it has none; and
 * APPLY_OPEN where one of them was cut or has a call in doubt: that is looked at first.
 */
export function appliedEvent(receipts: readonly Receipt[], eventId: string, place: string): Receipt {
  const applies = receipts.filter(({purpose}) => purpose === 'apply')
  const last = applies.filter((receipt) => eventIdsOf(receipt).includes(eventId)).at(-1)
  if (last === undefined) {
    const known = [...new Set(applies.flatMap(eventIdsOf))]
    throw new PlanError('refused', 'EVENT_NOT_APPLIED', `${place} holds no apply of event ${eventId}`, {
      suggestions: known.length === 0 ? ['ecom-plan show --list'] : [`events that were applied: ${known.join(', ')}`],
    })
  }
  refuseOpen(receipts.filter((receipt) => eventIdsOf(receipt).includes(eventId)))
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

/** When all of it may go back, and the other events that it is for; null where nothing is live. */
export type SharedEnd = {endAt: string | null; otherIds: string[]}

/**
 * When the last window ends of all events that the live changes of an event are for, extensions included. A plan that
 * was made for several events is one claim of them all: what is taken back for one of them is taken from all.
 */
export function sharedEnd(receipts: readonly Receipt[], eventId: string): SharedEnd {
  const claims = claimsOf(receipts)
  const ids = new Set(claims.flatMap(({eventIds}) => (eventIds.includes(eventId) ? eventIds : [])))
  const ends = claims.flatMap((claim) => (claim.eventIds.some((id) => ids.has(id)) ? [claim.windowEndAt] : []))
  return {endAt: latestOf(ends), otherIds: [...ids].filter((id) => id !== eventId)}
}

const latestOf = (ends: readonly string[]) =>
  ends.reduce<string | null>((a, b) => (a === null || instantOf(b) > instantOf(a) ? b : a), null)

/**
 * Throws EVENT_NOT_OVER while the window of an event is open or yet to come, or that of another which the same plan was
 * made for: until then only a rollback undoes. `last` is the latest apply of the event.
 */
export function refuseBeforeEnd({
  last,
  eventId,
  endAt,
  otherIds,
  at,
}: SharedEnd & {last: Receipt; eventId: string; at: string}): void {
  if (instantOf(endAt ?? last.windowEndAt) <= instantOf(at)) return
  const {eventName, timezone, applyId} = last
  const local = `${localMinute(instantOf(endAt ?? last.windowEndAt), timezone)} (${timezone})`
  const what =
    otherIds.length === 0
      ? `the window of ${eventName} ends ${local}`
      : `what was applied for ${eventId} is for ${otherIds.join(', ')} too: one plan, whose last window ends ${local}`
  throw new PlanError('refused', 'EVENT_NOT_OVER', `${what}; nothing was restored`, {
    suggestions: [
      `after that: ecom-plan restore ${eventId}`,
      `to undo it now: ecom-plan rollback ${applyId} --dry-run`,
    ],
  })
}
