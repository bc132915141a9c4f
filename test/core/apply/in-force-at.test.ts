import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {actionRuns, nextRuns} from '../../../src/core/apply/action-runs.js'
import {inForceAt} from '../../../src/core/apply/in-force-at.js'
import {groupAction, targetAction} from '../../../src/core/apply/timed-action.js'
import type {ActionLimits, LiveLimits, TimedAction} from '../../../src/documents/status.js'

const none: ActionLimits = {minCount: null, maxCount: null, desiredCount: null}

function action(name: string, schedule: string, limits: Partial<ActionLimits>, rest: Partial<TimedAction> = {}) {
  const plain = {planId: null, timezone: null, isRunAtStart: false, fromAt: null, untilAt: null}
  return {name, schedule, ...plain, limits: {...none, ...limits}, ...rest}
}

const now = '2026-11-26T12:00:00.000Z'
const limits: LiveLimits = {minCount: 9, maxCount: 48, desiredCount: 12}

test('a ladder of a plan: the action that ran last holds, and a raised minimum raises the desired count', () => {
  const actions = [
    action('ecom-plan-p-1-1', '2026-11-26T23:00:00Z', {minCount: 24}),
    action('ecom-plan-p-1-2', '2026-11-27T02:00:00Z', {minCount: 12}),
    action('ecom-plan-p-1-end', '2026-11-28T07:00:00Z', {minCount: 9}),
  ]
  const at = (time: string) => inForceAt({limits, actions, now, at: time})
  expect(at('2026-11-26T22:59:00Z').limits).toEqual(limits)
  expect(at('2026-11-26T23:00:00Z')).toEqual({limits: {minCount: 24, maxCount: 48, desiredCount: 24}, unclear: []})
  expect(at('2026-11-27T03:00:00Z').limits).toEqual({minCount: 12, maxCount: 48, desiredCount: 24})
  expect(at('2026-12-01T00:00:00Z').limits.minCount).toBe(9)
})

test('a lowered maximum cuts the desired count at once, as UpdateAutoScalingGroup does', () => {
  const actions = [action('nightly', '2026-11-26T23:00:00Z', {maxCount: 10})]
  expect(inForceAt({limits, actions, now, at: '2026-11-27T00:00:00Z'}).limits).toEqual({
    minCount: 9,
    maxCount: 10,
    desiredCount: 10,
  })
})

test('at equal times no order is promised: the field is said to be unclear until it is set again', () => {
  const actions = [
    action('a', '2026-11-26T23:00:00Z', {minCount: 20}),
    action('b', '2026-11-26T23:00:00Z', {minCount: 30}),
    action('c', '2026-11-27T01:00:00Z', {minCount: 11}),
  ]
  const [said = ''] = inForceAt({limits, actions, now, at: '2026-11-27T00:00:00Z'}).unclear
  expect(said).toBe('minimum: a (20) and b (30) run at the same time, 2026-11-26T23:00:00.000Z; AWS promises no order')
  expect(inForceAt({limits, actions, now, at: '2026-11-27T01:00:00Z'})).toMatchObject({
    limits: {minCount: 11},
    unclear: [],
  })
})

test('a minimum above the maximum changes nothing and is named; a rate has no time that could be told', () => {
  const actions = [
    action('too-high', '2026-11-26T23:00:00Z', {minCount: 60}),
    action('often', 'rate(2 hours)', {minCount: 3}),
    action('odd', 'cron(0 8 L * ? *)', {minCount: 3}),
  ]
  const found = inForceAt({limits, actions, now, at: '2026-11-27T00:00:00Z'})
  expect(found.limits).toEqual(limits)
  expect(found.unclear).toEqual([
    'often: rate(2 hours) runs from a moment that AWS does not tell, so it is left out',
    'odd: its schedule cron(0 8 L * ? *) cannot be read, so it is left out',
    'too-high, 2026-11-26T23:00:00.000Z: would put the minimum to 60 and the maximum to 48, which AWS refuses',
  ])
})

test('a recurrence runs at local time on both sides of a change of clocks, within its bounds', () => {
  const daily = action('open', '0 8 * * *', {minCount: 5}, {timezone: 'America/New_York'})
  const span = {afterS: Date.parse('2026-10-31T00:00:00Z') / 1000, toS: Date.parse('2026-11-03T00:00:00Z') / 1000}
  const iso = (runs: number[] | null) => runs?.map((atS) => new Date(atS * 1000).toISOString())
  expect(iso(actionRuns(daily, span))).toEqual([
    '2026-10-31T12:00:00.000Z',
    '2026-11-01T13:00:00.000Z',
    '2026-11-02T13:00:00.000Z',
  ])
  const bounded = {...daily, isRunAtStart: true, fromAt: '2026-11-01T00:30:00Z', untilAt: '2026-11-02T00:00:00Z'}
  expect(iso(actionRuns(bounded, span))).toEqual(['2026-11-01T00:30:00.000Z', '2026-11-01T13:00:00.000Z'])
})

test('the next runs go on as far as they must, and no further than 400 days', () => {
  const yearly = action('new-year', '0 0 1 1 *', {minCount: 5})
  const afterS = Date.parse(now) / 1000
  const runs = nextRuns([yearly, action('once', '2026-11-27T00:00:00Z', {minCount: 4})], {afterS, mostCount: 3})
  expect(runs.map(({atS, action: {name}}) => [new Date(atS * 1000).toISOString(), name])).toEqual([
    ['2026-11-27T00:00:00.000Z', 'once'],
    ['2027-01-01T00:00:00.000Z', 'new-year'],
  ])
})

test("both services' own words are read alike", () => {
  expect(
    groupAction({ScheduledActionName: 'ecom-plan-p-0e0616f0-1', StartTime: '2026-11-26T23:00:00Z', MinSize: 4}),
  ).toMatchObject({planId: 'p-0e0616f0', schedule: '2026-11-26T23:00:00Z', isRunAtStart: false, fromAt: null})
  expect(
    groupAction({ScheduledActionName: 'x', StartTime: '2026-11-26T23:00:00Z', Recurrence: '0 8 * * *', MaxSize: 4}),
  ).toMatchObject({planId: null, schedule: '0 8 * * *', isRunAtStart: true, fromAt: '2026-11-26T23:00:00Z'})
  expect(
    targetAction({
      ScheduledActionName: 'x',
      Schedule: 'at(2026-11-26T23:00:00)',
      ScalableTargetAction: {MinCapacity: 2},
    }),
  ).toMatchObject({limits: {minCount: 2, maxCount: null, desiredCount: null}, isRunAtStart: false})
})

/** The same by another way: every minute is asked whether an action runs in it, with the wall clock that Intl shows. */
function minuteByMinute(actions: readonly TimedAction[], fromMs: number, toMs: number): LiveLimits {
  let known = {...limits}
  for (let ms = fromMs + 60_000; ms <= toMs; ms += 60_000) {
    for (const one of actions) if (runsIn(one, ms)) known = set(known, one.limits)
  }
  return known
}

function set(known: LiveLimits, wanted: ActionLimits): LiveLimits {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null))
  const next = {...known, ...given}
  const [min, max, desired] = [next.minCount, next.maxCount, next.desiredCount].map(Number) as [number, number, number]
  if (min > max) return known
  return {...next, desiredCount: desired < min ? min : desired > max ? max : desired}
}

const clocks = new Map(
  ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'].map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', {timeZone, hour: '2-digit', minute: '2-digit'}),
  ]),
)

function runsIn({schedule, timezone}: TimedAction, ms: number): boolean {
  if (schedule.startsWith('20')) return Date.parse(schedule) === ms
  const [minute = '', hour = ''] = schedule.split(' ').map((part) => part.padStart(2, '0'))
  return clocks.get(timezone ?? 'UTC')?.format(ms) === `${hour}:${minute}`
}

test('property: what holds at a time is what a clock that asks every minute finds', () => {
  const startMs = Date.parse('2026-10-31T20:00:00Z')
  const count = fc.option(fc.integer({min: 0, max: 60}), {nil: null})
  const when = fc.oneof(
    fc.integer({min: 1, max: 2_000}).map((minute) => ({
      schedule: new Date(startMs + minute * 60_000).toISOString(),
      timezone: null,
    })),
    // Outside of the hours that a change of clocks skips or repeats: what AWS does then is not told.
    fc.record({
      schedule: fc
        .tuple(fc.integer({min: 0, max: 59}), fc.integer({min: 4, max: 23}))
        .map(([m, h]) => `${m} ${h} * * *`),
      timezone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', null),
    }),
  )
  const one = fc.record({when, minCount: count, maxCount: count, desiredCount: count})
  fc.assert(
    fc.property(fc.array(one, {maxLength: 6}), fc.integer({min: 1, max: 1_500}), (given, minutes) => {
      // In the order of names, as the minutes are asked.
      const actions = given.map(({when: {schedule, timezone}, ...set}, i) => action(`a${i}`, schedule, set, {timezone}))
      const toMs = startMs + minutes * 60_000
      const found = inForceAt({
        limits,
        actions,
        now: new Date(startMs).toISOString(),
        at: new Date(toMs).toISOString(),
      })
      expect(found.limits).toEqual(minuteByMinute(actions, startMs, toMs))
    }),
    {numRuns: 40},
  )
})
