import {expect, test} from 'vitest'
import {extendPatches} from '../../../src/core/apply/extend-patches.js'
import {rollbackPatches} from '../../../src/core/apply/rollback-patches.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {makeReceipt, maxPatch} from './make-receipt.js'
import {schedule} from './schedule-patch.js'

const apply = makeReceipt({patches: [maxPatch({from: 10, to: 30}), ...schedule]})
const asked = {
  eventId: 'black-friday-2026',
  timezone: 'America/New_York',
  endAt: '2026-11-28T05:00:00.000Z',
  at: '2026-11-28T03:00:00.000Z',
}
const extend = (receipts: Receipt[], untilAt: string, more: Partial<typeof asked> = {}) =>
  extendPatches({receipts, ...asked, untilAt, ...more})

test('the way down moves, the last rung first, under its own names; what runs before the end stays', () => {
  const {patches, applyIds, shiftS} = extend([apply], '2026-11-28T07:00:00Z')
  expect(applyIds).toEqual(['a-20261101-0900-aaaa'])
  expect(shiftS).toBe(7200)
  expect(patches.map(({id}) => id)).toEqual([
    'extend:a-20261101-0900-aaaa:web-min-end',
    'extend:a-20261101-0900-aaaa:web-min-2',
  ])
  expect(patches[0]).toMatchObject({
    summary: 'min 4, was Sat 28 Nov 01:00',
    request: {
      operation: 'PutScheduledUpdateGroupAction',
      input: {ScheduledActionName: 'ecom-plan-p-11111111-end', StartTime: '2026-11-28T08:00:00.000Z', MinSize: 4},
    },
    before: {ScheduledAction: {StartTime: '2026-11-28T06:00:00.000Z', MinSize: 4}},
    after: {ScheduledAction: {StartTime: '2026-11-28T08:00:00.000Z', MinSize: 4}},
    undo: {operation: 'PutScheduledUpdateGroupAction', input: {StartTime: '2026-11-28T06:00:00.000Z', MinSize: 4}},
  })
})

test("a service's at() moves alike, in UTC", () => {
  const action = {Schedule: 'at(2026-11-28T05:00:00)', Timezone: 'UTC', ScalableTargetAction: {MinCapacity: 4}}
  const patch = maxPatch({
    from: 0,
    to: 0,
    id: 'cart-min-end',
    request: {
      service: 'application-autoscaling',
      operation: 'PutScheduledAction',
      input: {ResourceId: 'service/a/b', ...action},
    },
    before: {ScheduledAction: null},
    after: {ScheduledAction: action},
    ends: 'by-itself',
  })
  const [moved] = extend([makeReceipt({patches: [patch]})], '2026-11-28T06:30:00Z').patches
  expect(moved?.request.input).toMatchObject({Schedule: 'at(2026-11-28T06:30:00)', Timezone: 'UTC'})
  expect(moved?.after).toEqual({ScheduledAction: {...action, Schedule: 'at(2026-11-28T06:30:00)'}})
})

const extension = makeReceipt({
  applyId: 'a-20261128-0300-cccc',
  purpose: 'extend',
  openedAt: '2026-11-28T03:00:00.000Z',
  windowEndAt: '2026-11-28T07:00:00.000Z',
  patches: extend([apply], '2026-11-28T07:00:00Z').patches,
})

test('a second extension goes on from the first', () => {
  const {patches} = extend([apply, extension], '2026-11-28T08:00:00Z', {endAt: '2026-11-28T07:00:00.000Z'})
  expect(patches.map(({request}) => request.input['StartTime'])).toEqual([
    '2026-11-28T09:00:00.000Z',
    '2026-11-28T08:00:00.000Z',
  ])
  expect(patches[0]?.before).toEqual({ScheduledAction: {StartTime: '2026-11-28T08:00:00.000Z', MinSize: 4}})
  expect(patches[0]?.summary).toBe('min 4, was Sat 28 Nov 03:00')
})

test('a rollback of an extended apply takes away the actions that are there now', () => {
  const {patches, undoes} = rollbackPatches({receipt: apply, receipts: [apply, extension], at: '2026-11-28T03:30:00Z'})
  expect(undoes).toEqual(['a-20261101-0900-aaaa', 'a-20261128-0300-cccc'])
  const taken = patches.filter(({id}) => id.startsWith('undo:a-20261128-0300-cccc'))
  expect(taken.map(({request, before}) => [request.operation, before['ScheduledAction']])).toEqual(
    expect.arrayContaining([
      ['DeleteScheduledAction', {StartTime: '2026-11-28T07:00:00.000Z', MinSize: 12}],
      ['DeleteScheduledAction', {StartTime: '2026-11-28T08:00:00.000Z', MinSize: 4}],
    ]),
  )
})

test.each([
  ['EXTEND_TOO_EARLY', '2026-11-28T05:00:00Z', {}],
  ['EXTEND_TOO_EARLY', '2026-11-28T06:00:00Z', {at: '2026-11-28T07:00:00Z'}],
  ['EXTEND_TOO_LATE', '2026-11-28T09:00:00Z', {at: '2026-11-28T05:10:00Z'}],
] as const)('%s: until %s', (code, untilAt, more) => {
  expect(() => extend([apply], untilAt, more)).toThrow(expect.objectContaining({code, exitCode: 6}))
})

test('what has nothing that ends by the clock cannot be extended', () => {
  const receipts = [makeReceipt({patches: [maxPatch({from: 10, to: 30})]})]
  expect(() => extend(receipts, '2026-11-28T09:00:00Z')).toThrow(expect.objectContaining({code: 'NOTHING_TO_EXTEND'}))
})
