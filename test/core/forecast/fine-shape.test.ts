import fc from 'fast-check'
import {expect, test} from 'vitest'
import {fineShape} from '../../../src/core/forecast/fine-shape.js'
import {launchShares} from '../../../src/core/forecast/launch-shares.js'
import {makeZone} from '../../../src/core/series/zone.js'
import type {Traffic} from '../../../src/documents/traffic.js'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('a launch on the hour: nine tenths of the crowd after the ramp, and the mean is kept', () => {
  const steps = launchShares({hourShares: [0.2, 0.8], hour: 1, launch: {offsetS: 0, rampS: 600}, stepS: 60}) ?? []
  expect(mean(steps)).toBeCloseTo(0.8, 9)
  // 1 − 10^(−t/600) over an hour has the mean 1 − (600/2.3026)/3600·(1 − 10⁻⁶) = .92762; the crowd is .6 / .92762 = .6468.
  expect(steps.at(-1)).toBeCloseTo(0.2 + 0.6468, 3)
  // Around t = 600 s: .2 + .9·.6468 = .7821.
  expect(((steps[9] ?? 0) + (steps[10] ?? 0)) / 2).toBeCloseTo(0.7821, 2)
})

test('a launch inside the hour leaves what was before it alone', () => {
  const steps = launchShares({hourShares: [0.2, 0.5], hour: 1, launch: {offsetS: 1800, rampS: 300}, stepS: 300}) ?? []
  expect(steps.slice(0, 6)).toEqual(Array(6).fill(0.2))
  expect(mean(steps)).toBeCloseTo(0.5, 9)
  expect(Math.max(...steps)).toBeGreaterThan(0.8)
})

test('an hour that is no higher than the one before shows no launch', () => {
  expect(launchShares({hourShares: [0.8, 0.8], hour: 1, launch: {offsetS: 0, rampS: 600}, stepS: 300})).toBeNull()
  expect(launchShares({hourShares: [0.8], hour: 0, launch: {offsetS: 0, rampS: 600}, stepS: 300})).toBeNull()
})

test('property: rising, never negative, and a late launch does not run away', () => {
  const share = fc.double({min: 0, max: 1, noNaN: true})
  fc.assert(
    fc.property(
      share,
      share,
      fc.integer({min: 0, max: 3599}),
      fc.integer({min: 1, max: 3600}),
      (before, own, at, ramp) => {
        const steps = launchShares({hourShares: [before, own], hour: 1, launch: {offsetS: at, rampS: ramp}, stepS: 300})
        if (steps === null) return
        expect(steps.every((step, i) => step >= before && step >= (steps[i - 1] ?? 0) - 1e-12)).toBe(true)
        expect(Number.isFinite(steps.at(-1))).toBe(true)
      },
    ),
  )
})

const none: Traffic = {
  schema: 'ecom-plan.traffic/v1',
  capturedAt: '2026-01-01T00:00:00Z',
  level: 'origin',
  sources: [],
  windows: [],
}
const given = {
  rampS: 600,
  events: [],
  weights: [],
  window: {startS: 0, endS: 3 * 3600},
  traffic: none,
  zone: makeZone('UTC'),
}

test('without minutes the steps run from hour to hour, flat before a launch', () => {
  const plain = fineShape({...given, hourShares: [0.2, 0.4, 1], launches: []})
  expect(plain.isSeen).toEqual([false, false, false])
  expect(plain.shares).toHaveLength(36)
  expect(mean(plain.shares.slice(12, 24))).toBeCloseTo(0.4, 1)
  const launched = fineShape({...given, hourShares: [0.2, 0.4, 1], launches: [7200]})
  expect(launched.isSeen).toEqual([false, false, true])
  expect(launched.shares.slice(18, 24)).toEqual(Array(6).fill(0.4))
  expect(mean(launched.shares.slice(24))).toBeCloseTo(1, 9)
})

test('where past minutes were kept, the steps follow them and not the launch', () => {
  const values = Array.from({length: 180}, (_, minute) => (minute >= 90 && minute < 95 ? 600 : 60))
  const traffic = {...none, windows: [{periodS: 60, startAt: '2025-11-28T00:00:00Z', values}]}
  const event = {date: '2025-11-28', yearsAgo: 1, peakAtS: 0, peakHourRps: 2, levelRps: 1, logUplift: Math.log(2)}
  const found = fineShape({
    ...given,
    traffic,
    events: [event],
    weights: [1],
    hourShares: [0.5, 0.9, 0.5],
    launches: [3600],
  })
  expect(found.isSeen).toEqual([true, true, true])
  // 600 a minute are 10 req/s, five times the peak hour of 2; 60 a minute are half of it.
  expect(found.shares[18]).toBeCloseTo(5, 9)
  expect(found.shares[17]).toBeCloseTo(0.5, 9)
})
