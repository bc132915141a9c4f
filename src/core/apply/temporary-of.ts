import type {DayCost} from '../../documents/patch.js'
import type {Receipt} from '../../documents/receipt.js'
import type {Temporary} from '../../documents/temporary.js'
import {instantOf} from '../series/zone.js'
import {claimsOf} from './claims.js'
import {sharedEnd} from './event-end.js'

/**
 * Every change for an event that is live and has no end of its own, the earliest event first; scheduled actions are not
 * among them, since each is gone once it has run. `at` is now, in UTC. What it costs a day is what the journal says,
 * else what `known` (the plan at hand) says of the same plan.
 */
export function temporaryOf({
  receipts,
  at,
  known = null,
}: {
  receipts: readonly Receipt[]
  at: string
  known?: {planId: string; dayCosts: readonly DayCost[]} | null
}): Temporary[] {
  const costs = new Map(receipts.map(({applyId, dayCosts}) => [applyId, dayCosts]))
  const ends = new Map<string, string>()
  const seen = new Set<string>()
  const found = claimsOf(receipts).flatMap(({applyId, planId, patch, eventIds, windowEndAt: ownEndAt}): Temporary[] => {
    const key = JSON.stringify([applyId, patch.id])
    if (patch.ends !== 'restore' || seen.has(key)) return []
    seen.add(key)
    const [eventId = '', ...alsoEventIds] = eventIds
    const windowEndAt = ends.get(eventId) ?? sharedEnd(receipts, eventId).endAt ?? ownEndAt
    ends.set(eventId, windowEndAt)
    const own = costs.get(applyId) ?? (known?.planId === planId ? known.dayCosts : [])
    const cost = own.find(({patchId}) => patchId === patch.id)
    return [
      {
        applyId,
        planId,
        patchId: patch.id,
        tier: patch.tier,
        resource: patch.resource,
        summary: patch.summary,
        eventId,
        ...(alsoEventIds.length === 0 ? {} : {alsoEventIds}),
        eventName: receipts.find((receipt) => receipt.applyId === applyId)?.eventName ?? eventIds.join(' + '),
        windowEndAt,
        isOver: instantOf(windowEndAt) <= instantOf(at),
        perDayUsd: cost?.perDayUsd ?? null,
        because: cost?.because ?? 'no price is known here',
      },
    ]
  })
  return found.sort((a, b) => instantOf(a.windowEndAt) - instantOf(b.windowEndAt))
}
