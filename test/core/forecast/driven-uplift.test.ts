import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {drivenUplift} from '../../../src/core/forecast/driven-uplift.js'
import type {PastEvent} from '../../../src/core/forecast/event-bank.js'
import type {PlannedEvent} from '../../../src/core/forecast/planned-event.js'

const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value

const occurrence: PastEvent = {
  date: '2025-11-28',
  yearsAgo: 1,
  peakAtS: 0,
  peakHourRps: 300,
  levelRps: 100,
  logUplift: Math.log(3),
}
const past = {events: [occurrence], missed: [], eventId: 'sale', isLike: false}
const uplift = {logMean: 1, logSpread: 0.3, freedomCount: 5, origin: '1 past occurrence', weights: [1]}
const spend = {name: 'marketingSpend', planned: 200, past: {'2025-11-28': 100}, isShare: false}
const event = (over: Partial<PlannedEvent>): PlannedEvent => ({
  id: 'sale',
  name: 'Sale',
  date: '2026-11-27',
  timezone: 'UTC',
  pastDates: ['2025-11-28'],
  window: {startS: 0, endS: 86_400},
  launches: [],
  uplift: null,
  drivers: [spend],
  ...over,
})

test('twice the spend of the one past sale: worked by hand', () => {
  const found = drivenUplift({event: event({}), uplift, past, judgement})
  // .12 · ln 2 = .08318, e^.08318 = 1.087. The prior alone is unsure: .15 · ln 2 = .10397; √(.3² + .10397²) = .31751.
  expect(found.uplift.logMean).toBeCloseTo(1.08318, 5)
  expect(found.uplift.logSpread).toBeCloseTo(0.31751, 5)
  expect(found.uplift.origin).toBe('1 past occurrence, +8.7 % for its drivers')
  expect(found.uplift).toMatchObject({freedomCount: 5, weights: [1]})
  expect(found.notes).toHaveLength(1)
})

test('no drivers change nothing and say nothing', () => {
  const {drivers: _none, ...plain} = event({})
  expect(drivenUplift({event: plain, uplift, past, judgement})).toEqual({uplift, notes: []})
  expect(drivenUplift({event: event({drivers: []}), uplift, past, judgement})).toEqual({uplift, notes: []})
})

test('a given factor outranks drivers, and so does the past of another event: said, and nothing moves', () => {
  const given = event({uplift: {kind: 'factor', factorRatio: 3, why: 'said so'}})
  const set = drivenUplift({event: given, uplift, past, judgement})
  expect(set).toEqual({uplift, notes: ['A factor is given, so the drivers are set aside.']})
  const like = drivenUplift({event: event({}), uplift, past: {...past, isLike: true}, judgement})
  expect(like.uplift).toEqual(uplift)
  expect(like.notes).toEqual(['No past value of marketing spend was measured with its event, so it moves nothing.'])
})
