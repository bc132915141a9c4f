import {expect, test} from 'vitest'
import {driftOfApply, driftOfPlan, isDrifted} from '../../../src/core/apply/field-drift.js'
import type {Fields} from '../../../src/documents/patch.js'
import type {Plan} from '../../../src/documents/plan.js'
import {makeReceipt, maxPatch} from './make-receipt.js'
import {schedule} from './schedule-patch.js'

const receipt = makeReceipt({patches: [maxPatch({from: 10, to: 30}), ...schedule]})
const at = '2026-11-27T12:00:00Z'
const left: Record<string, Fields> = Object.fromEntries(receipt.patches.map(({patch}) => [patch.id, patch.after]))
const standings = (live: Record<string, Fields>, receipts = [receipt], now = at) =>
  driftOfApply({receipt, receipts, live, at: now}).map(({patchId, standing}) => `${patchId} ${standing}`)

test('as it was left; an action that ran is gone and no drift, one that is gone before its time went back', () => {
  expect(standings(left)).toEqual([
    'web-max-size as-left',
    'web-min-1 as-left',
    'web-min-2 as-left',
    'web-min-end as-left',
  ])
  const gone = {...left, 'web-min-1': {ScheduledAction: null}, 'web-min-end': {ScheduledAction: null}}
  expect(standings(gone)).toEqual([
    'web-max-size as-left',
    'web-min-1 ran',
    'web-min-2 as-left',
    'web-min-end gone-back',
  ])
})

test('a third value has moved, the old one has gone back; times below the second do not count', () => {
  expect(standings({...left, 'web-max-size': {MaxSize: 33}})[0]).toBe('web-max-size moved')
  expect(standings({...left, 'web-max-size': {MaxSize: 10}})[0]).toBe('web-max-size gone-back')
  const plain = {'web-min-1': {ScheduledAction: {StartTime: '2026-11-27T04:00:00Z', MinSize: 24}}}
  expect(standings({...left, ...plain})[1]).toBe('web-min-1 as-left')
  expect(isDrifted(driftOfApply({receipt, receipts: [receipt], live: left, at}))).toBe(false)
})

test('what a later apply of ours asks for is no drift, and it is said whose it is', () => {
  const later = makeReceipt({
    patches: [maxPatch({from: 30, to: 40, resting: {MaxSize: 10}})],
    applyId: 'a-20261125-0900-bbbb',
    eventId: 'cyber-monday-2026',
    openedAt: '2026-11-25T09:00:00.000Z',
  })
  const [first] = driftOfApply({receipt, receipts: [receipt, later], live: {'web-max-size': {MaxSize: 40}}, at})
  expect(first).toMatchObject({
    standing: 'as-left',
    because: 'a-20261125-0900-bbbb (cyber-monday-2026) asks for it',
  })
})

test('what was undone, refused or never tried has nothing to drift from; what is in doubt is said to be', () => {
  for (const state of ['undone', 'failed', 'untried', 'conflict'] as const) {
    const other = makeReceipt({patches: [maxPatch({from: 10, to: 30})], state})
    expect(driftOfApply({receipt: other, receipts: [other], live: {'web-max-size': {MaxSize: 10}}, at})).toEqual([])
  }
  const doubt = makeReceipt({patches: [maxPatch({from: 10, to: 30})], state: 'in-doubt'})
  expect(driftOfApply({receipt: doubt, receipts: [doubt], live: {'web-max-size': {MaxSize: 10}}, at})).toMatchObject([
    {standing: 'gone-back', because: 'in doubt: the journal ends before anybody looked'},
  ])
})

test('of a plan, what was not applied is held against what it was made from', () => {
  const patches = [maxPatch({from: 10, to: 30}), maxPatch({from: 5, to: 9, id: 'other', group: 'other'})]
  const plan = {planId: 'p-11111111', patches} as unknown as Plan
  const live = {'web-max-size': {MaxSize: 30}, other: {MaxSize: 5}}
  const of = (values: Record<string, Fields>) =>
    driftOfPlan({plan, receipts: [receipt], live: values, at}).map(({standing}) => standing)
  expect(of(live)).toEqual(['as-left', 'unchanged'])
  expect(of({'web-max-size': {MaxSize: 10}, other: {MaxSize: 7}})).toEqual(['gone-back', 'moved'])
  expect(of({...live, other: {MaxSize: 9}})).toEqual(['as-left', 'as-left'])
})
