import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {rollbackPatches} from '../../../src/core/apply/rollback-patches.js'
import type {Fields, Patch} from '../../../src/documents/patch.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {makeReceipt, maxPatch} from './make-receipt.js'

const of = {AutoScalingGroupName: 'shop-web', ScheduledActionName: 'ecom-plan-p-a-end'}
const action = (MinSize: number) => ({StartTime: '2026-11-28T06:00:00.000Z', MinSize})
const put = (MinSize: number) => ({
  service: 'autoscaling' as const,
  operation: 'PutScheduledUpdateGroupAction',
  input: {...of, ...action(MinSize)},
})
const deletion = {service: 'autoscaling' as const, operation: 'DeleteScheduledAction', input: of}
const actionPatch = (from: number | null, to: number) =>
  maxPatch({
    ...{from: 0, to, id: from === null ? 'web-min-end' : 'web-raise-ecom-plan-p-a-end', ends: 'by-itself'},
    before: {ScheduledAction: from === null ? null : action(from)},
    after: {ScheduledAction: action(to)},
    request: put(to),
    undo: from === null ? deletion : put(from),
  })
const receiptOf = (i: number, patch: Patch) =>
  makeReceipt({
    patches: [patch],
    applyId: `a-${i}`,
    planId: `p-${i}`,
    eventId: `event-${i}`,
    openedAt: `2026-11-0${i + 1}T09:00:00.000Z`,
  })
const undone = (receipts: readonly Receipt[], applyId: string) =>
  receipts.map((receipt) =>
    receipt.applyId === applyId
      ? {...receipt, patches: receipt.patches.map((one) => ({...one, state: 'undone' as const}))}
      : receipt,
  )
const backIn = (receipts: readonly Receipt[], applyId: string, at = '2026-11-10T00:00:00Z') => {
  const receipt = receipts.find((one) => one.applyId === applyId)
  if (receipt === undefined) throw new Error(`no ${applyId}`)
  return rollbackPatches({receipt, receipts, at}).patches
}
/** What is there after a patch is sent, which is only where it is not there already. */
function sent(live: Fields | null, {before, after, request: {operation, input}}: Patch): Fields | null {
  if (JSON.stringify(live) === JSON.stringify(after['ScheduledAction'])) return live
  expect(live).toEqual(before['ScheduledAction'])
  const left = operation === 'DeleteScheduledAction' ? null : action(Number(input['MinSize']))
  expect(left).toEqual(after['ScheduledAction'])
  return left
}

const shop = [receiptOf(0, actionPatch(null, 10)), receiptOf(1, actionPatch(10, 20)), receiptOf(2, actionPatch(20, 30))]

test('an action that another plan put and this one raised goes back to the height of that plan while it is live', () => {
  expect(backIn(shop.slice(0, 2), 'a-1')).toMatchObject([{after: {ScheduledAction: action(10)}, request: put(10)}])
})

test('the plan that put it was rolled back first: the action goes with the last that raised it', () => {
  const left = undone(shop.slice(0, 2), 'a-0')
  expect(backIn(left, 'a-1')).toMatchObject([{after: {ScheduledAction: null}, request: deletion}])
})

test('two plans raised an action that is of nobody here: the last goes back to what was there before both', () => {
  const [, ...raising] = shop
  expect(backIn(undone(raising, 'a-1'), 'a-2')).toMatchObject([
    {before: {ScheduledAction: action(30)}, after: {ScheduledAction: action(10)}, request: put(10)},
  ])
})

test('an action that has run is put again by nobody', () => {
  const at = '2026-11-28T06:00:00Z'
  expect(backIn(shop.slice(0, 2), 'a-1', at)).toMatchObject([{after: {ScheduledAction: null}, request: deletion}])
})

test('property: plans that raise one action, rolled back in any order, leave what was there before all', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 4}),
      fc.infiniteStream(fc.nat({max: 9})),
      (isOurs, rises, dice) => {
        const before = isOurs ? null : action(10)
        let live: Fields | null = before
        let minimum = isOurs ? null : 10
        let receipts = rises.map((rise, i) => {
          const to = (minimum ?? 9) + rise
          const receipt = receiptOf(i, actionPatch(minimum, to))
          minimum = to
          live = action(to)
          return receipt
        })
        const left = receipts.map(({applyId}) => applyId)
        while (left.length > 0) {
          const [applyId = ''] = left.splice(dice.next().value % left.length, 1)
          for (const patch of backIn(receipts, applyId)) live = sent(live, patch)
          receipts = undone(receipts, applyId)
        }
        expect(live).toEqual(before)
      },
    ),
    {numRuns: 300},
  )
})
