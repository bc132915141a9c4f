import {describe, expect, test} from 'vitest'
import {isoOf} from '../../../src/core/series/zone.js'
import {clockAt} from '../../../src/core/tiers/clock-words.js'
import {backlogInWords, responseInWords} from '../../../src/core/tiers/queue-words.js'
import {sizeScaledTier} from '../../../src/core/tiers/scaled-tier.js'
import {fifty} from './example-group.js'
import {makeSetting} from './make-setting.js'

const startS = Date.UTC(2026, 10, 26, 23) / 1000
const flat = (rps: number) => ({p50Rps: rps, p90Rps: rps, p99Rps: rps})
const path = (...rates: number[]) => rates.map((rps, i) => ({at: isoOf(startS + i * 600), ...flat(rps)}))
const queue = (rates: number[], more: object = {}) =>
  backlogInWords({
    when: 'today',
    unitRps: 50,
    unitCount: 2,
    service: null,
    perDemand: 1,
    setting: makeSetting({path: path(...rates), stepS: 600, timezone: 'America/New_York'}),
    ...more,
  })

describe('the queue of a tier that is short', () => {
  test('by hand: 50 too many for ten minutes, drained at 50 a second in ten', () => {
    // 30,000 wait at 100 a second: five minutes. It grows from 18:10 local to 18:20, and is empty at 18:30.
    expect(queue([80, 150, 50, 50])).toEqual([
      'today: from 18:10 the queue grows at P90 beyond 100 req/s; at 18:20 users wait 5 min, and it is drained by 18:30 (if nobody gives up)',
    ])
  })

  test('one that is left when the window ends is said, one that never forms is not', () => {
    expect(queue([80, 150, 100])[0]).toContain('it is not drained when the window ends')
    expect(queue([80, 100, 50])).toEqual([])
  })

  test('where a load test showed when units are full, that is what they serve', () => {
    expect(queue([80, 150, 50], {service: {serviceTimeS: 0.1, workerCount: 8}})).toEqual([])
    expect(queue([80, 170, 50], {service: {serviceTimeS: 0.1, workerCount: 8}})[0]).toContain('beyond 160 req/s')
  })
})

describe('p95 at the peak', () => {
  const service = {serviceTimeS: 0.1, workerCount: 8}
  const words = (rps: number, unitCount: number) =>
    responseInWords({rps, unitRps: 50, unitCount, unit: 'task', service, setting: makeSetting()})

  test('said with its law, its inputs and the share of the limit', () => {
    const [line] = words(1000, 20)
    expect(line).toMatch(/^P90 on 20 tasks is 100 % of the limit, where p95 is about 3\d\d ms/)
    expect(line).toContain('8 workers of 100 ms each by the load test')
    expect(line).toContain('ca² = 1/20')
  })

  test('nothing without a load test, nor beyond saturation', () => {
    expect(
      responseInWords({rps: 1, unitRps: 50, unitCount: 1, unit: 'task', service: null, setting: makeSetting()}),
    ).toEqual([])
    expect(words(1600, 20)).toEqual([])
  })
})

test('both stand in the derivation of a tier: the queue today, the response after the plan', () => {
  const setting = makeSetting({rps: 1000})
  const {limit} = sizeScaledTier({
    tier: {
      tier: 'web',
      resource: 'web',
      kind: 'asg',
      unit: 'instance',
      model: fifty,
      zoneCount: 3,
      minCount: 3,
      maxCount: 12,
      unitText: 'x',
      service: {serviceTimeS: 0.1, workerCount: 6},
      notes: ['a note'],
    },
    setting,
    leadS: 600,
  })
  expect(limit.derivation).toContain('a note')
  expect(limit.derivation.filter((line) => line.includes('queue grows'))).toHaveLength(1)
  expect(limit.derivation.filter((line) => line.includes('p95 is about'))).toHaveLength(1)
})

test('a time on another day says which', () => {
  expect(clockAt(startS, 'America/New_York', startS + 3600)).toBe('18:00')
  expect(clockAt(startS + 86_400, 'UTC', startS)).toBe('27 Nov 23:00')
})
