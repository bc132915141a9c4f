import {expect, test} from 'vitest'
import {lastingCosts} from '../../src/report/plan-words.ts'
import {eventClock} from '../../src/report/time.ts'
import {exampleRun} from '../example-run.ts'
import {sampleRun} from './sample-run.ts'

const clock = eventClock('America/New_York')
const [first] = sampleRun.plan.changes
const lines = (cost: {monthUsd: number | null; endsAt?: string | null}) => {
  if (first === undefined) throw new Error('the sample has a change')
  const changed = {...first, tier: 'db', setting: 'IOPS', cost: {windowUsd: 1, because: 'b', ...cost}}
  return lastingCosts({...sampleRun.plan, changes: [changed]}, clock)
}

test('what costs on has its end, and what cannot be taken back has none', () => {
  expect(lines({monthUsd: 64, endsAt: '2026-11-28T07:00:00Z'})).toEqual([
    'Goes on: db IOPS +$64/month until taken back, after Sat 28 Nov 02:00 EST.',
  ])
  expect(lines({monthUsd: 64, endsAt: null})).toEqual([
    'Goes on: db IOPS +$64/month without an end: storage cannot shrink.',
  ])
  expect(lines({monthUsd: 64})).toEqual([])
  expect(lines({monthUsd: null, endsAt: null})).toEqual([])
})

test('what ends together is said once, with its sum', () => {
  if (first === undefined) throw new Error('the sample has a change')
  const one = (tier: string, monthUsd: number) => ({
    ...first,
    tier,
    setting: 'IOPS',
    cost: {windowUsd: 1, monthUsd, endsAt: '2026-11-28T07:00:00Z', because: 'b'},
  })
  expect(lastingCosts({...sampleRun.plan, changes: [one('a', 64), one('b', 36)]}, clock)).toEqual([
    'Goes on: a IOPS +$64/month, b IOPS +$36/month, together +$100/month, until taken back, after Sat 28 Nov 02:00 EST.',
  ])
})

test('in the worked example the database costs on, and the scaled tiers do not', async () => {
  const {plan} = await exampleRun('bright-friday')
  const lasting = plan.changes.filter(({cost}) => cost.endsAt !== undefined)
  expect(new Set(lasting.map(({setting}) => setting))).toEqual(new Set(['instance class', 'IOPS']))
  for (const {cost} of lasting) {
    expect(cost.endsAt).toBe(plan.windowEndAt)
    expect(cost.monthUsd).toBeGreaterThan(cost.windowUsd ?? Number.POSITIVE_INFINITY)
  }
})
