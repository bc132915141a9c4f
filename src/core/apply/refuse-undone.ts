import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'

/**
 * Throws APPLY_UNDONE where a later rollback or restore has put back any of what an apply left, or may have: to go on
 * with it would send the rest of a plan of which a part is gone. `receipts` are those of the whole store.
 */
export function refuseUndone(receipts: readonly Receipt[], applyId: string): void {
  const touched = new Set(['live', 'verified', 'in-doubt'])
  const later = receipts.find(
    ({undoes, patches}) => undoes.includes(applyId) && patches.some(({state}) => touched.has(state)),
  )
  if (later === undefined) return
  const what = `${applyId} was undone by ${later.applyId} (${later.purpose}), so that it does not go on; nothing was sent`
  throw new PlanError('refused', 'APPLY_UNDONE', what, {
    suggestions: [
      `ecom-plan show ${later.applyId}`,
      ...(later.status === 'open' || later.status === 'stopped' ? [`ecom-plan apply --resume ${later.applyId}`] : []),
      'make a new plan, and apply that: ecom-plan forecast --out-plan plan.json',
    ],
  })
}
