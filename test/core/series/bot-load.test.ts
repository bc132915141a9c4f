import fc from 'fast-check'
import {expect, test} from 'vitest'
import {botLoad} from '../../../src/core/series/bot-load.js'
import {isoOf, makeZone} from '../../../src/core/series/zone.js'
import '../../seed.js'

const hourS = 3600
const asOfS = Date.UTC(2026, 9, 31) / 1000
const firstS = asOfS - 40 * 24 * hourS
const zone = makeZone('UTC')
const hours = (countAt: (hour: number) => number | null) => [
  {periodS: hourS, startAt: isoOf(firstS), values: Array.from({length: 45 * 24}, (_, hour) => countAt(hour))},
]
const measure = (bots: ReturnType<typeof hours>, masked: {fromS: number; toS: number}[] = []) =>
  botLoad({bots, people: hours(() => 36_000), asOfS, masked, zone})

test('worked by hand: nine hours of ten at 1 req/s, one at 5', () => {
  const load = measure(hours((hour) => (hour % 10 === 0 ? 18_000 : 3600)))
  expect(load?.rates).toEqual({p50Rps: 1, p90Rps: 1, p99Rps: 5})
  // A day has two or three of the busy hours: (22 + 10) / (32 + 240) = 11.8 %, (21 + 15) / (36 + 240) = 13.0 %.
  expect(load?.share.p50Ratio).toBeCloseTo(32 / 272, 6)
  expect(load?.share.p99Ratio).toBeCloseTo(36 / 276, 6)
  expect(load?.dayCount).toBe(28)
})

test('only the 28 days before, and not what is masked', () => {
  const storm = (hour: number) => (hour < 12 * 24 || hour >= 40 * 24 ? 360_000_000 : 3600)
  expect(measure(hours(storm))?.rates.p99Rps).toBe(1)
  const event = {fromS: asOfS - 5 * 24 * hourS, toS: asOfS - 3 * 24 * hourS}
  const inEvent = (hour: number) => (hour >= 35 * 24 && hour < 37 * 24 ? 360_000 : 3600)
  expect(measure(hours(inEvent))?.rates.p99Rps).toBe(100)
  expect(measure(hours(inEvent), [event])).toMatchObject({rates: {p99Rps: 1}, dayCount: 26})
})

test('nothing counted lately is no load of zero', () => {
  expect(measure(hours((hour) => (hour < 5 * 24 ? 3600 : null)))).toBeNull()
  expect(measure([])).toBeNull()
  expect(measure(hours(() => 0))?.rates.p99Rps).toBe(0)
})

test('property: rates and shares are in order, and no share is above one', () => {
  const counts = fc.array(fc.oneof(fc.integer({min: 0, max: 1e9}), fc.constant(null)), {minLength: 1, maxLength: 60})
  fc.assert(
    fc.property(counts, (pattern) => {
      const load = measure(hours((hour) => pattern[hour % pattern.length] ?? null))
      if (load === null) return
      const {rates, share} = load
      expect(rates.p50Rps >= 0 && rates.p50Rps <= rates.p90Rps && rates.p90Rps <= rates.p99Rps).toBe(true)
      expect(share.p50Ratio >= 0 && share.p50Ratio <= share.p90Ratio && share.p90Ratio <= share.p99Ratio).toBe(true)
      expect(share.p99Ratio).toBeLessThanOrEqual(1)
    }),
  )
})
