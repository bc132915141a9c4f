import fc from 'fast-check'
import {expect, test} from 'vitest'
import {unitsNeeded} from '../../../src/core/tiers/unit-count.js'
import {makeSetting} from './make-setting.js'

const flat = (rps: number) => ({p50Rps: rps, p90Rps: rps, p99Rps: rps})
const rate = fc.double({min: 0.1, max: 1e5, noNaN: true})
const unit = fc.double({min: 1, max: 5000, noNaN: true})
const zones = fc.integer({min: 1, max: 6})
const target = fc.double({min: 0.3, max: 1, noNaN: true})

const need = (
  rps: number,
  unitRps: number,
  zoneCount: number,
  targetUtilizationRatio: number,
  zonesLost = 1,
  todayCount = 0,
) =>
  unitsNeeded({
    rates: flat(rps),
    capacity: {unitRps},
    unit: 'task',
    zoneCount,
    todayCount,
    setting: makeSetting({targetUtilizationRatio, zonesLost}),
  }).unitCount

test('by hand: 13,000 req/s, 410 each, 80 %, three zones', () => {
  // 13,000 / 328 = 39.6 -> 40 -> 42 in three zones; one lost: 13,000 / 410 = 31.7 -> 32 -> 16 a zone -> 48.
  expect(need(13_000, 410, 3, 0.8)).toBe(48)
  expect(need(13_000, 410, 3, 0.8, 0)).toBe(42)
  // In a single zone there is none to lose.
  expect(need(13_000, 410, 1, 0.8)).toBe(40)
})

test('by hand: an uneven count of today that holds both is no reason for a change', () => {
  // 700 req/s, 100 each, 80 %, three zones: 9 at the target; one lost 7 -> 4 a zone -> 12. Of 11, seven are left.
  expect(need(700, 100, 3, 0.8)).toBe(12)
  expect(need(700, 100, 3, 0.8, 1, 11)).toBe(11)
  expect(need(700, 100, 3, 0.8, 1, 10)).toBe(12)
  expect(need(700, 100, 3, 0.8, 1, 20)).toBe(12)
  expect(need(80, 100, 3, 0.8, 0, 1)).toBe(1)
  expect(need(81, 100, 3, 0.8, 0, 1)).toBe(3)
})

test('property: both requirements hold, and with one unit fewer in each zone one of them does not', () => {
  fc.assert(
    fc.property(rate, unit, zones, target, (rps, unitRps, zoneCount, ratio) => {
      const count = need(rps, unitRps, zoneCount, ratio)
      const holds = (units: number) =>
        rps <= units * unitRps * ratio * (1 + 1e-6) &&
        (zoneCount < 2 || rps <= (units / zoneCount) * (zoneCount - 1) * unitRps * (1 + 1e-6))
      expect(count % zoneCount).toBe(0)
      expect(holds(count)).toBe(true)
      expect(count === zoneCount || !holds(count - zoneCount)).toBe(true)
    }),
  )
})

test('property: more traffic, more headroom or a lost zone never need fewer units', () => {
  fc.assert(
    fc.property(
      rate,
      unit,
      zones,
      target,
      fc.double({min: 1, max: 3, noNaN: true}),
      (rps, unitRps, zoneCount, ratio, more) => {
        const plain = need(rps, unitRps, zoneCount, ratio)
        expect(need(rps * more, unitRps, zoneCount, ratio)).toBeGreaterThanOrEqual(plain)
        expect(need(rps, unitRps, zoneCount, ratio / more)).toBeGreaterThanOrEqual(plain)
        expect(need(rps, unitRps, zoneCount, ratio, 0)).toBeLessThanOrEqual(plain)
      },
    ),
  )
})
