import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {appliedEvent, eventEndAt, refuseBeforeEnd} from '../../../src/core/apply/event-end.js'
import {mayLower, openWindows} from '../../../src/core/apply/open-windows.js'
import {restorePatches} from '../../../src/core/apply/restore-patches.js'
import {rollbackPatches} from '../../../src/core/apply/rollback-patches.js'
import type {Patch} from '../../../src/documents/patch.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {makeReceipt, maxPatch} from './make-receipt.js'

const cyber = {
  applyId: 'a-20261125-0900-bbbb',
  planId: 'p-22222222',
  eventId: 'cyber-monday-2026',
  eventName: 'Cyber Monday 2026',
  openedAt: '2026-11-25T09:00:00.000Z',
  windowStartAt: '2026-11-30T05:00:00.000Z',
  windowEndAt: '2026-12-01T05:00:00.000Z',
}
const black = {eventId: 'black-friday-2026'}

/** What AWS has after patches are sent in order, each only where the fields hold what it was made from. */
function send(live: Record<string, unknown>, patches: readonly Patch[]): void {
  for (const patch of patches) {
    for (const [field, value] of Object.entries(patch.after)) {
      if (live[field] !== value) expect(live[field]).toEqual(patch.before[field])
      live[field] = value
    }
  }
}

function undone(receipts: readonly Receipt[], eventId: string): Receipt[] {
  return receipts.map((receipt) =>
    receipt.eventId === eventId
      ? {...receipt, patches: receipt.patches.map((one) => ({...one, state: 'undone' as const}))}
      : receipt,
  )
}

test('Black Friday applied, Cyber Monday planned and applied during it, both restored: the values of October', () => {
  const receipts = [
    makeReceipt({patches: [maxPatch({from: 10, to: 30})]}),
    makeReceipt({...cyber, patches: [maxPatch({from: 30, to: 40, resting: {MaxSize: 10}})]}),
  ]
  for (const order of [
    ['black-friday-2026', 'cyber-monday-2026'],
    ['cyber-monday-2026', 'black-friday-2026'],
  ]) {
    const live: Record<string, unknown> = {MaxSize: 40}
    const [first = '', second = ''] = order
    send(live, restorePatches({receipts, eventId: first}).patches)
    expect(live['MaxSize']).toBe(first === 'black-friday-2026' ? 40 : 30)
    send(live, restorePatches({receipts: undone(receipts, first), eventId: second}).patches)
    expect(live['MaxSize']).toBe(10)
  }
})

test('an event that only holds what another had set keeps it, and says so', () => {
  const receipts = [
    makeReceipt({patches: [maxPatch({from: 10, to: 30})]}),
    makeReceipt({...cyber, patches: [maxPatch({from: 30, to: 30, resting: {MaxSize: 10}})]}),
  ]
  const [patch] = restorePatches({receipts, ...black}).patches
  expect(patch).toMatchObject({before: {MaxSize: 30}, after: {MaxSize: 30}})
  expect(patch?.summary).toBe('MaxSize stays: another plan asks for it')
  const [receipt] = receipts
  if (receipt === undefined) throw new Error('no receipt')
  // A rollback of the one does not take away what the other holds either.
  expect(rollbackPatches({receipt, receipts, at: '2026-11-26T00:00:00Z'}).patches[0]).toMatchObject({
    after: {MaxSize: 30},
  })
})

test('the call that goes back part of the way names the value that another event asks for', () => {
  const receipts = [
    makeReceipt({patches: [maxPatch({from: 10, to: 30})]}),
    makeReceipt({...cyber, patches: [maxPatch({from: 30, to: 40, resting: {MaxSize: 10}})]}),
  ]
  const [patch] = restorePatches({receipts, eventId: 'cyber-monday-2026'}).patches
  expect(patch).toMatchObject({
    id: 'undo:a-20261125-0900-bbbb:web-max-size',
    summary: 'MaxSize 40 → 30',
    request: {input: {AutoScalingGroupName: 'shop-web', MaxSize: 30}},
  })
})

const of = (id: string, more: Partial<Patch>) => maxPatch({id, from: 1, to: 2, ...more})

test('what steers goes back before what it steers, a class behind the rest of its wave, reservations last', () => {
  const receipts = [
    makeReceipt({
      patches: [
        of('lcu', {
          wave: 'reserve',
          before: {MinimumLoadBalancerCapacity: null},
          after: {MinimumLoadBalancerCapacity: 9},
        }),
        of('class', {
          wave: 'database',
          consent: 'downtime',
          before: {DBInstanceClass: 'a'},
          after: {DBInstanceClass: 'b'},
        }),
        of('acu', {wave: 'database', before: {Acu: 1}, after: {Acu: 2}}),
        of('max', {}),
        of('min', {before: {MinSize: 1}, after: {MinSize: 2}}),
        of('pool', {wave: 'warm-up', before: {WarmPool: null}, after: {WarmPool: 1}}),
        of('quota', {wave: 'reserve', ends: 'never', undo: {impossible: 'a granted quota stays'}}),
        of('action', {ends: 'by-itself'}),
      ],
    }),
  ]
  const {patches, staying, undoes} = restorePatches({receipts, ...black})
  expect(patches.map(({id}) => id.split(':').at(-1))).toEqual(['pool', 'min', 'max', 'acu', 'class', 'lcu'])
  expect(staying.map(({patch, because}) => [patch.id, because])).toEqual([['quota', 'a granted quota stays']])
  expect(undoes).toEqual(['a-20261101-0900-aaaa'])
})

test('nothing goes back before the window has ended, by its extension where there is one', () => {
  const receipts = [makeReceipt({patches: [maxPatch({from: 10, to: 30})]})]
  const last = appliedEvent(receipts, 'black-friday-2026', '.ecom-plan/applies')
  const endAt = eventEndAt(receipts, 'black-friday-2026') ?? ''
  expect(() =>
    refuseBeforeEnd({last, eventId: 'black-friday-2026', endAt, otherIds: [], at: '2026-11-28T04:59:00Z'}),
  ).toThrow(expect.objectContaining({code: 'EVENT_NOT_OVER', exitCode: 6}))
  expect(() =>
    refuseBeforeEnd({last, eventId: 'black-friday-2026', endAt, otherIds: [], at: '2026-11-28T05:00:00Z'}),
  ).not.toThrow()
  expect(openWindows(receipts, '2026-11-27T12:00:00Z')).toMatchObject([{eventId: 'black-friday-2026'}])
  expect(openWindows(receipts, '2026-11-28T05:00:00Z')).toEqual([])
})

test('an event that was never applied is told with those that were; an apply that was cut is looked at first', () => {
  const receipts = [makeReceipt({patches: [maxPatch({from: 10, to: 30})]})]
  expect(() => appliedEvent(receipts, 'xmas', 'here')).toThrow(
    expect.objectContaining({code: 'EVENT_NOT_APPLIED', suggestions: ['events that were applied: black-friday-2026']}),
  )
  const cut = [makeReceipt({patches: [maxPatch({from: 10, to: 30})], status: 'open'})]
  expect(() => appliedEvent(cut, 'black-friday-2026', 'here')).toThrow(expect.objectContaining({code: 'APPLY_OPEN'}))
  const doubt = [makeReceipt({patches: [maxPatch({from: 10, to: 30})], state: 'in-doubt', status: 'stopped'})]
  expect(() => appliedEvent(doubt, 'black-friday-2026', 'here')).toThrow(expect.objectContaining({code: 'APPLY_OPEN'}))
})

test('only figures that rise take nothing away', () => {
  expect(mayLower({before: {MaxSize: 10}, after: {MaxSize: 30}})).toBe(false)
  expect(mayLower({before: {MaxSize: 30}, after: {MaxSize: 30}})).toBe(false)
  expect(mayLower({before: {MaxSize: 30}, after: {MaxSize: 10}})).toBe(true)
  expect(mayLower({before: {ScheduledAction: {MinSize: 9}}, after: {ScheduledAction: null}})).toBe(true)
  expect(mayLower({before: {DBInstanceClass: 'b'}, after: {DBInstanceClass: 'a'}})).toBe(true)
})

test('property: whatever events raise a limit, in whatever order they are restored, October comes back', () => {
  const events = fc.array(fc.integer({min: 1, max: 60}), {minLength: 1, maxLength: 4})
  fc.assert(
    fc.property(events, fc.nat(), (needs, seed) => {
      const october = 10
      let liveMax = october
      let receipts = needs.map((need, i) => {
        const to = Math.max(need, liveMax)
        const patch = maxPatch({from: liveMax, to, ...(i === 0 ? {} : {resting: {MaxSize: october}})})
        liveMax = to
        return makeReceipt({
          patches: [patch],
          applyId: `a-2026110${i + 1}-0900-aaaa`,
          planId: `p-${i}`,
          eventId: `event-${i}`,
          openedAt: `2026-11-0${i + 1}T09:00:00.000Z`,
        })
      })
      const live: Record<string, unknown> = {MaxSize: liveMax}
      const left = needs.map((_, i) => `event-${i}`)
      for (let turn = seed; left.length > 0; turn = Math.floor(turn / 2) + 1) {
        const [eventId = ''] = left.splice(turn % left.length, 1)
        send(live, restorePatches({receipts, eventId}).patches)
        receipts = undone(receipts, eventId)
        const wanted = Math.max(october, ...left.map((id) => needs[Number(id.slice(6))] ?? 0))
        // Never below what an event that is still on has asked for.
        expect(Number(live['MaxSize'])).toBeGreaterThanOrEqual(wanted)
      }
      expect(live['MaxSize']).toBe(october)
    }),
    {numRuns: 300},
  )
})
