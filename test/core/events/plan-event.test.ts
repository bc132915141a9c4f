import {expect, test} from 'vitest'
import {planEvent} from '../../../src/core/events/plan-event.js'
import {configSchema} from '../../../src/documents/config.js'

const asOf = '2026-11-02T06:00:00Z'
const sale = {id: 'black-friday-2026', catalog: 'black-friday'}
const parse = (events: object[]) =>
  configSchema.safeParse({
    schema: 'ecom-plan.config/v1',
    service: 'shop',
    timezone: 'Europe/Berlin',
    aws: {account: '123456789012', region: 'eu-west-1'},
    demand: {level: 'origin', sources: [{kind: 'cloudwatch'}]},
    slo: {p95ResponseTime: '250ms', errorRatio: '0.1%'},
    events,
    tiers: {},
  })
const plan = (events: object[], wanted: string) => {
  const {data, error} = parse(events)
  if (data === undefined) throw error
  return planEvent({config: data, wanted, asOf, upliftText: undefined})
}

test('an event like another one has its past dates, and none that is still to come', () => {
  const launch = {id: 'launch', date: '2026-11-20', like: {event: 'black-friday', factor: 0.6}}
  const found = plan([launch], 'launch').like
  expect(found).toMatchObject({id: 'black-friday', name: 'Black Friday', factorRatio: 0.6, why: null})
  expect(found?.dates.slice(-2)).toEqual(['2024-11-29', '2025-11-28'])
})

test('what the config says of the other event counts: its own dates, and those that ran into a limit', () => {
  const launch = {id: 'launch', date: '2026-11-20', like: {event: 'black-friday'}}
  expect(plan([launch, {...sale, censored: true}], 'launch').like).toMatchObject({
    censoredDates: ['2025-11-28'],
    factorRatio: 1,
  })
  const own = {id: 'spring', date: '2027-03-01', previous: ['2025-03-01', '2026-03-01']}
  const like = {id: 'launch', date: '2026-11-20', like: {event: 'spring'}}
  expect(plan([own, like], 'launch').like?.dates).toEqual(['2025-03-01', '2026-03-01'])
})

test('censored dates are named or the last; one that is none of its dates is refused', () => {
  expect(plan([{...sale, censored: true}], sale.id).censoredDates).toEqual(['2025-11-28'])
  expect(plan([{...sale, censored: ['2024-11-29']}], sale.id).censoredDates).toEqual(['2024-11-29'])
  expect(() => plan([{...sale, censored: ['2024-11-30']}], sale.id)).toThrow(/2024-11-30 is no past date/)
})

test('the ramp of a launch is read as seconds', () => {
  expect(plan([{...sale, ramp: '4m'}], sale.id).rampS).toBe(240)
  expect(plan([sale], sale.id).rampS).toBeUndefined()
})

test('a likeness to nothing, to itself, or beside a factor is refused', () => {
  const launch = (over: object) => ({id: 'launch', date: '2026-11-20', ...over})
  expect(() => plan([launch({like: {event: 'blak-friday'}})], 'launch')).toThrow(/like blak-friday, which is no event/)
  expect(parse([launch({like: {event: 'launch'}})]).error?.message).toContain('another event than itself')
  const both = launch({like: {event: 'black-friday'}, uplift: {factor: 2, why: 'said so'}})
  expect(parse([both]).error?.message).toContain('either like or uplift.factor')
})
