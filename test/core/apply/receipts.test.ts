import {describe, expect, test} from 'vitest'
import {inversePatches} from '../../../src/core/apply/inverse-patches.js'
import {lowersBelowNeed} from '../../../src/core/apply/lowers-below-need.js'
import {receiptOf} from '../../../src/core/apply/receipt-of.js'
import {receiptsOf} from '../../../src/core/apply/receipts-of.js'
import type {JournalEntry, JournalEvent, Outcome} from '../../../src/documents/journal.js'
import {salePlan} from '../../apply-model/sale-plan.js'
import {closed, intent, opened, outcome, resumed} from '../../journal/event.js'

const max = 'shop-web-asg-max'

const entriesOf = (events: JournalEvent[], from = '2026-11-23T08:21:00Z'): JournalEntry[] =>
  events.map((event, i) => ({
    schema: 'ecom-plan.journal-entry/v1',
    entryCount: i + 1,
    at: from.replace(':00Z', `:${String(i).padStart(2, '0')}Z`),
    previousSha256: i === 0 ? null : String(i),
    event,
    sha256: String(i + 1),
  }))

const stateAfter = (...events: JournalEvent[]) =>
  receiptOf(entriesOf([opened, ...events])).patches.find(({patch}) => patch.id === max)

test.each<[Outcome['result'], string, boolean]>([
  ['accepted', 'live', true],
  ['already', 'live', false],
  ['found-done', 'live', true],
  ['found-undone', 'failed', false],
  ['throttled', 'failed', false],
  ['refused', 'failed', false],
  ['server-error', 'in-doubt', false],
  ['unknown', 'in-doubt', false],
  ['conflict', 'conflict', false],
])('an intent and %s: %s', (result, state, isSent) => {
  expect(stateAfter(intent(max), outcome(max, result))).toMatchObject({state, isSent})
})

test('untried, in doubt behind an intent, verified, and open until it is closed', () => {
  expect(stateAfter()?.state).toBe('untried')
  expect(stateAfter(intent(max))).toMatchObject({state: 'in-doubt', live: {MaxSize: 40}})
  const verified: JournalEvent = {kind: 'verified', patchId: max, live: {MaxSize: 130}, isConverged: true}
  expect(stateAfter(intent(max), outcome(max, 'accepted'), verified)?.state).toBe('verified')
  expect(receiptOf(entriesOf([opened])).status).toBe('open')
  expect(receiptOf(entriesOf([opened, closed])).status).toBe('done')
  expect(receiptOf(entriesOf([opened, closed, resumed]))).toMatchObject({status: 'open', closedAt: null})
  expect(receiptOf(entriesOf([opened, resumed])).writers).toHaveLength(2)
  expect(() => receiptOf(entriesOf([closed]))).toThrow('does not begin')
})

const applied = entriesOf([opened, ...salePlan.flatMap(({id}) => [intent(id), outcome(id, 'accepted')]), closed])

describe('what undoes an apply', () => {
  const receipt = receiptOf(applied)

  test('is its reverse, but the last scheduled action of a resource goes last; what cannot be undone is named', () => {
    const {patches, impossible} = inversePatches(receipt)
    expect(patches.map(({id}) => id.split(':')[2])).toEqual([
      'orders-db-class',
      'checkout-min-1',
      'checkout-min-2',
      'checkout-min-end',
      'shop-api-asg-min-1',
      'shop-api-asg-min-end',
      'shop-web-asg-min-1',
      'shop-web-asg-min-2',
      'shop-web-asg-min-end',
      'checkout-max',
      'shop-api-asg-max',
      'shop-web-asg-max',
    ])
    expect(impossible.map(({patch}) => patch.id)).toEqual(['vcpu-quota', 'orders-db-storage'])
    expect(patches.at(-1)).toMatchObject({
      summary: 'MaxSize 130 → 40',
      request: {input: {MaxSize: 40}},
      before: {MaxSize: 130},
      after: {MaxSize: 40},
      undo: {input: {MaxSize: 130}},
    })
  })

  test('goes to what rests, and leaves alone what the fields held before, but for what only holds', () => {
    const [, maximum] = salePlan
    if (maximum === undefined) throw new Error('the plan has no maximum')
    const undoOf = (of: Partial<typeof maximum>, result: Outcome['result']) =>
      inversePatches(
        receiptOf(entriesOf([{...opened, patches: [{...maximum, ...of}]}, outcome(max, result)])),
      ).patches.map(({after}) => after)
    expect(undoOf({}, 'accepted')).toEqual([{MaxSize: 40}])
    expect(undoOf({resting: {MaxSize: 30}}, 'accepted')).toEqual([{MaxSize: 30}])
    expect(undoOf({}, 'already')).toEqual([])
    expect(undoOf({before: {MaxSize: 130}, resting: {MaxSize: 30}}, 'already')).toEqual([{MaxSize: 30}])
    expect(undoOf({}, 'unknown')).toEqual([{MaxSize: 40}])
    expect(undoOf({}, 'refused')).toEqual([])
  })

  test('puts a minimum back that the schedule has raised by then, ahead of the action that would have', () => {
    const back = (at: string) =>
      inversePatches(receipt, at).patches.flatMap(({id, request, before, after}, i, all) =>
        id.endsWith('-now') ? [[request.operation, before, after, all[i + 1]?.id.split(':')[2]]] : [],
      )
    expect(back('2026-11-26T22:29:59Z')).toEqual([])
    expect(back('2026-11-28T06:00:00Z')).toEqual([
      ['RegisterScalableTarget', {MinCapacity: 15}, {MinCapacity: 4}, 'checkout-min-end'],
      ['UpdateAutoScalingGroup', {MinSize: 14}, {MinSize: 2}, 'shop-api-asg-min-end'],
      ['UpdateAutoScalingGroup', {MinSize: 30}, {MinSize: 6}, 'shop-web-asg-min-end'],
    ])
    expect(back('2026-11-28T07:00:00Z')).toEqual([])
  })
})

describe('receipts of a store', () => {
  const undo = inversePatches(receiptOf(applied)).patches.filter(({id}) => id.endsWith(max))
  const rollback = (of: string, patches: typeof undo, at: string, result: Outcome['result'] | null) => ({
    entries: entriesOf(
      [
        {...opened, applyId: of, purpose: 'rollback', undoes: [opened.applyId], patches},
        ...patches.flatMap(({id}): JournalEvent[] =>
          result === null ? [intent(id)] : [intent(id), outcome(id, result)],
        ),
      ],
      at,
    ),
    damaged: [],
  })
  const first = {entries: applied, damaged: []}
  const stateIn = (journals: Parameters<typeof receiptsOf>[0]) =>
    receiptsOf(journals)[0]?.patches.find(({patch}) => patch.id === max)?.state

  test('a patch that a rollback put back is undone; in doubt while that is', () => {
    const at = '2026-11-23T09:00:00Z'
    expect(stateIn([rollback('a-20261123-0900-back', undo, at, 'accepted'), first])).toBe('undone')
    expect(stateIn([first, rollback('a-20261123-0900-back', undo, at, 'already')])).toBe('undone')
    expect(stateIn([first, rollback('a-20261123-0900-back', undo, at, 'refused')])).toBe('live')
    expect(stateIn([first, rollback('a-20261123-0900-back', undo, at, null)])).toBe('in-doubt')
  })

  test('a rollback that was itself put back counts no more', () => {
    const back = rollback('a-20261123-0900-back', undo, '2026-11-23T09:00:00Z', 'accepted')
    const {patches} = inversePatches(receiptOf(back.entries))
    const again = rollback('a-20261123-1000-agin', patches, '2026-11-23T10:00:00Z', 'accepted')
    expect(receiptsOf([first, back, again]).map(({applyId}) => applyId)).toEqual([
      opened.applyId,
      'a-20261123-0900-back',
      'a-20261123-1000-agin',
    ])
    expect(stateIn([first, back, again])).toBe('live')
  })
})

test.each([
  [130, 40, {desiredCount: 40, runningCount: 40}, null],
  [130, 40, {desiredCount: 41, runningCount: 40}, {maxCount: 40, needCount: 41}],
  [130, 40, {desiredCount: 30, runningCount: 44}, {maxCount: 40, needCount: 44}],
  [40, 130, {desiredCount: 200, runningCount: 200}, null],
])('a maximum %i → %i over %j', (from, to, counts, expected) => {
  const need = {...counts, minCount: 1, maxCount: from}
  expect(lowersBelowNeed({before: {MaxSize: from}, after: {MaxSize: to}}, need)).toEqual(expected)
  expect(lowersBelowNeed({before: {MaxCapacity: from}, after: {MaxCapacity: to}}, need)).toEqual(expected)
  expect(lowersBelowNeed({before: {MinSize: from}, after: {MinSize: to}}, need)).toBeNull()
})
