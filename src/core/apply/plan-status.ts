import type {Plan} from '../../documents/plan.js'
import type {Receipt} from '../../documents/receipt.js'
import type {ApplyStatus, PlanStatus} from '../../documents/status.js'
import {instantOf} from '../series/zone.js'
import {choosePatches, usedPatches} from './choose-patches.js'
import {dueOf} from './due.js'
import {isScheduled} from './scheduled-action.js'

/** Where each patch of a plan stands at `at` (UTC): applied, due, later, missed, or waiting for a person's word. */
export function planStatus({
  plan,
  path,
  receipts,
  at,
}: {
  plan: Plan
  path: string
  receipts: readonly Receipt[]
  at: string
}): PlanStatus {
  const {patches, timezone, planId, eventName, expiresAt} = plan
  const used = usedPatches(receipts, planId)
  const {left} = choosePatches({patches, timezone, at, only: [], used, downtime: null, hasAccepted: false})
  const standings = {used: 'applied', later: 'later', missed: 'missed'} as const
  return {
    planId,
    eventName,
    path,
    expiresAt,
    isExpired: instantOf(expiresAt) <= instantOf(at),
    patches: patches.map((patch) => {
      const {id, tier, summary, wave, notBeforeAt, notAfterAt} = patch
      const reason = left.find(({patchId}) => patchId === id)?.reason
      const isPlain = reason === 'used' || reason === 'later' || reason === 'missed'
      // What waits for consent and may no longer be sent waits for nothing.
      const open = dueOf(patch, at, timezone)?.reason === 'missed' ? 'missed' : 'manual'
      const standing = reason === undefined ? 'due' : isPlain ? standings[reason] : open
      return {patchId: id, tier, summary, wave, isScheduled: isScheduled(patch), standing, notBeforeAt, notAfterAt}
    }),
  }
}

/** How many patches of each apply stand where. */
export function applyStatuses(receipts: readonly Receipt[]): ApplyStatus[] {
  return receipts.map(({applyId, purpose, planId, eventId, alsoEventIds, eventName, openedAt, status, patches}) => {
    const counts = new Map<ApplyStatus['states'][number]['state'], number>()
    for (const {state} of patches) counts.set(state, (counts.get(state) ?? 0) + 1)
    const states = [...counts].map(([state, patchCount]) => ({state, patchCount}))
    const also = alsoEventIds === undefined ? {} : {alsoEventIds}
    return {applyId, purpose, planId, eventId, ...also, eventName, openedAt, status, states}
  })
}
