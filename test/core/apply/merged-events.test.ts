import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {appliedEvent, refuseBeforeEnd, sharedEnd} from '../../../src/core/apply/event-end.js'
import {extendPatches} from '../../../src/core/apply/extend-patches.js'
import {restorePatches} from '../../../src/core/apply/restore-patches.js'
import {rollbackPatches} from '../../../src/core/apply/rollback-patches.js'
import {temporaryOf} from '../../../src/core/apply/temporary-of.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {makeReceipt, maxPatch} from './make-receipt.js'
import {schedule} from './schedule-patch.js'

const [friday, monday] = ['black-friday-2026', 'cyber-monday-2026']
/** One plan for both: its window goes on until Cyber Monday's end. */
const both = (more: Partial<Omit<Receipt, 'patches'>> = {}) =>
  makeReceipt({
    patches: [maxPatch({from: 10, to: 40})],
    eventName: 'Black Friday 2026 + Cyber Monday 2026',
    alsoEventIds: [monday],
    windowEndAt: '2026-12-01T05:00:00.000Z',
    ...more,
  })
const alone = (eventId: string, more: Partial<Omit<Receipt, 'patches'>> = {}) =>
  makeReceipt({
    patches: [maxPatch({from: 40, to: 50, resting: {MaxSize: 10}})],
    applyId: `a-20261125-0900-${eventId.slice(0, 5)}`,
    planId: `p-${eventId}`,
    eventId,
    openedAt: '2026-11-25T09:00:00.000Z',
    ...more,
  })
const refused = (receipts: readonly Receipt[], eventId: string, at: string) =>
  refuseBeforeEnd({
    last: appliedEvent(receipts, eventId, 'here'),
    eventId,
    ...sharedEnd(receipts, eventId),
    at,
  })

test.each([friday, monday])('one plan for two events is known by each, and goes back by either: %s', (eventId) => {
  const receipts = [both()]
  expect(appliedEvent(receipts, eventId, 'here')).toBe(receipts[0])
  expect(restorePatches({receipts, eventId})).toMatchObject({
    patches: [{before: {MaxSize: 40}, after: {MaxSize: 10}}],
    undoes: ['a-20261101-0900-aaaa'],
  })
  expect(() => appliedEvent(receipts, 'xmas', 'here')).toThrow(
    expect.objectContaining({suggestions: [`events that were applied: ${friday}, ${monday}`]}),
  )
})

test('between the two windows nothing goes back, and the other event is named', () => {
  const between = '2026-11-29T00:00:00.000Z'
  expect(() => refused([both()], friday, between)).toThrow(
    expect.objectContaining({
      code: 'EVENT_NOT_OVER',
      message: expect.stringContaining(`is for ${monday} too: one plan, whose last window ends `),
    }),
  )
  expect(() => refused([both()], monday, between)).toThrow(expect.objectContaining({code: 'EVENT_NOT_OVER'}))
  expect(() => refused([both()], friday, '2026-12-01T05:00:00.000Z')).not.toThrow()
  expect(temporaryOf({receipts: [both()], at: between})).toMatchObject([
    {eventId: friday, alsoEventIds: [monday], windowEndAt: '2026-12-01T05:00:00.000Z', isOver: false},
  ])
})

test('a later plan of one of them alone holds the other up as well: it may lean on what both were given', () => {
  const receipts = [both(), alone(monday, {windowEndAt: '2026-12-03T05:00:00.000Z'})]
  const at = '2026-12-02T00:00:00.000Z'
  expect(() => refused(receipts, friday, at)).toThrow(expect.objectContaining({code: 'EVENT_NOT_OVER'}))
  expect(temporaryOf({receipts, at}).map(({isOver}) => isOver)).toEqual([false, false])
  // Once it may: what that plan wants stays, and the rest with it.
  expect(restorePatches({receipts, eventId: friday}).patches).toMatchObject([{after: {MaxSize: 50}}])
  expect(restorePatches({receipts, eventId: monday}).patches.map(({after}) => after)).toEqual([
    {MaxSize: 10},
    {MaxSize: 10},
  ])
})

test('an event of its own beside the plan for both keeps what it asks for', () => {
  const receipts = [both(), alone('singles-day-2026')]
  expect(restorePatches({receipts, eventId: monday}).patches).toMatchObject([{after: {MaxSize: 50}}])
  const [receipt] = receipts
  if (receipt === undefined) throw new Error('no receipt')
  expect(rollbackPatches({receipt, receipts, at: '2026-11-26T00:00:00Z'}).patches).toMatchObject([
    {after: {MaxSize: 50}},
  ])
})

test('the one end of both moves by either name; an end before it is refused with the other named', () => {
  const receipts = [{...both(), patches: makeReceipt({patches: schedule}).patches}]
  const of = {receipts, timezone: 'America/New_York', at: '2026-11-26T00:00:00Z', endAt: '2026-11-28T05:00:00.000Z'}
  for (const eventId of [friday, monday]) {
    const {patches} = extendPatches({...of, eventId, untilAt: '2026-11-28T07:00:00.000Z'})
    expect(patches.map(({resource}) => resource)).toEqual(['shop-web', 'shop-web'])
  }
  expect(() => extendPatches({...of, eventId: friday, untilAt: '2026-11-28T04:00:00.000Z'})).toThrow(
    expect.objectContaining({code: 'EXTEND_TOO_EARLY', message: expect.stringContaining(monday)}),
  )
})

test('an extension that moved actions of two plans moves the end of both', () => {
  const other = alone(monday, {windowEndAt: '2026-12-01T05:00:00.000Z'})
  const extension = (applyId: string) =>
    makeReceipt({
      patches: [maxPatch({from: 0, to: 0, id: `extend:${applyId}:web-min-end`})],
      applyId: 'a-20261130-0900-eeee',
      purpose: 'extend',
      planId: 'p-11111111',
      windowEndAt: '2026-12-01T09:00:00.000Z',
    })
  expect(sharedEnd([both(), other, extension(other.applyId)], monday)).toEqual({
    endAt: '2026-12-01T09:00:00.000Z',
    otherIds: [friday],
  })
  expect(sharedEnd([other, extension('another')], monday).endAt).toBe('2026-12-01T05:00:00.000Z')
})

test('property: plans for any sets of events, restored in any order: what is left keeps its need, and October comes back', () => {
  const events = ['a', 'b', 'c', 'd']
  const plan = fc.record({of: fc.subarray(events, {minLength: 1}), need: fc.integer({min: 1, max: 60})})
  fc.assert(
    fc.property(
      fc.array(plan, {minLength: 1, maxLength: 5}),
      fc.shuffledSubarray(events, {minLength: 4}),
      (plans, order) => {
        let liveMax = 10
        let receipts = plans.map(({of: [eventId = '', ...alsoEventIds], need}, i) => {
          const to = Math.max(need, liveMax)
          const patch = maxPatch({from: liveMax, to, ...(i === 0 ? {} : {resting: {MaxSize: 10}})})
          liveMax = to
          const openedAt = `2026-11-0${i + 1}T09:00:00.000Z`
          return makeReceipt({patches: [patch], applyId: `a-${i}`, planId: `p-${i}`, eventId, alsoEventIds, openedAt})
        })
        for (const eventId of order) {
          for (const {before, after} of restorePatches({receipts, eventId}).patches) {
            expect([before['MaxSize'], after['MaxSize']]).toContain(liveMax)
            liveMax = Number(after['MaxSize'])
          }
          const isOf = (i: number) => plans[i]?.of.includes(eventId)
          receipts = receipts.map((receipt, i) =>
            isOf(i)
              ? {...receipt, patches: receipt.patches.map((one) => ({...one, state: 'undone' as const}))}
              : receipt,
          )
          const left = plans.filter((_, i) => receipts[i]?.patches[0]?.state === 'verified')
          expect(liveMax).toBeGreaterThanOrEqual(Math.max(10, ...left.map(({need}) => need)))
        }
        expect(liveMax).toBe(10)
      },
    ),
    {numRuns: 300},
  )
})
