import fc from 'fast-check'
import {expect, test} from 'vitest'
import {isoOf} from '../../../src/core/series/zone.js'
import {classBurstUse, gp2BurstUse} from '../../../src/core/tiers/burst-clock.js'
import {assessed, limitOf, madeLine, madeLoad, quietState} from './made-database.js'
import {makeSetting} from './make-setting.js'

// db.m5.large: 3,600 IOPS for ever, 18,750 for half an hour once in 24 hours (EC2 User Guide).
const m5Large = {baselinePerS: 3600, maximumPerS: 18_750, plannedPerS: 3600, unit: 'IOPS'}
const minutes = (above: number, all: number) => [
  ...Array.from({length: above}, () => 10_000),
  ...Array.from({length: all - above}, () => 1000),
]

test.each([
  [22, 1, true, 22 / 30],
  [30, 1, true, 1],
  [31, 1, false, 1],
  [15, 0.5, true, 1],
  [16, 0.5, false, 1],
  [0, 0, true, 0],
])('%i minutes above the baseline with %d of the balance: lasts %s', (above, balanceRatio, lasts, usedRatio) => {
  const path = {perS: minutes(above, 600), stepS: 60}
  const use = classBurstUse({...m5Large, path, peakPerS: above > 0 ? 10_000 : 1000, balanceRatio})
  expect(use).toMatchObject({lasts, usedRatio})
  if (above === 22) expect(use.because()).toContain('for 22 min; its burst is counted on for 30 min a day')
})

test('two half hours a day apart are two bursts; twelve hours apart they are one hour', () => {
  const twice = (gap: number) => [...minutes(25, gap), ...minutes(25, 1440)]
  const lasts = (gap: number) =>
    classBurstUse({...m5Large, path: {perS: twice(gap), stepS: 60}, peakPerS: 10_000, balanceRatio: 1}).lasts
  expect([lasts(720), lasts(1465)]).toEqual([false, true])
})

test('a peak between the steps of the path still takes a minute', () => {
  const path = {perS: minutes(0, 10), stepS: 300}
  expect(classBurstUse({...m5Large, path, peakPerS: 4000, balanceRatio: 1})).toMatchObject({usedRatio: 1 / 30})
})

// EBS User Guide: 100 GiB of gp2 earn 300 IOPS and burst to 3,000 for 2,000 s.
test.each([
  [1980, true],
  [2040, false],
])('a gp2 volume of 100 GiB at 3,000 IOPS for %i s: lasts %s', (forS, lasts) => {
  const path = {perS: Array.from({length: forS / 60}, () => 3000), stepS: 60}
  const use = gp2BurstUse({path, baselinePerS: 300, burstPerS: 3000, creditCount: 5_400_000, balanceRatio: 1})
  expect(use.lasts).toBe(lasts)
  if (!lasts) expect(use.because()).toContain('gone after 33 min')
})

/** A day in five-minute steps: `spikeS` at the peak, and a tenth of it around. */
const dayWith = (spikeS: number, rps: number) => {
  const startS = Date.UTC(2026, 10, 26, 23) / 1000
  const path = Array.from({length: 288}, (_, i) => {
    const now = i * 300 < spikeS ? rps : rps / 10
    return {at: isoOf(startS + i * 300), p50Rps: now, p90Rps: now, p99Rps: now}
  })
  return makeSetting({rps, path, stepS: 300})
}
const large = {class: 'db.m6i.large', provisionedIops: 12_000}
const heavy = {...madeLoad, iops: madeLine(6), cpuRatio: madeLine(0.0001), usedMemoryGib: null}
const full = {...quietState, balances: {ebsIoRatio: 1, ebsByteRatio: 1, gp2Ratio: null}}

test('6,000 IOPS on a class of 3,600: a spike of 20 minutes is carried by the burst, one of 40 is not', () => {
  const iops = (spikeS: number) =>
    limitOf(assessed({at: large, load: heavy, state: full, setting: dayWith(spikeS, 1000)}), 'IOPS')
  const short = iops(1200)
  expect(short.verdict).toBe('ok')
  expect(short.today).toBe('12,000 at 85 %')
  expect(short.now.p90Ratio).toBeCloseTo(20 / 30, 9)
  expect(short.derivation.join()).toContain('for 20 min; its burst is counted on for 30 min a day')
  const long = iops(2400)
  expect(long.verdict).toBe('short')
  expect(long.now.p90Ratio).toBeCloseTo(6000 / (3600 * 0.85), 9)
  expect(long.shortS).toBe(2400)
})

test('a balance that was not measured counts as half a burst', () => {
  const iops = (spikeS: number) => limitOf(assessed({at: large, load: heavy, setting: dayWith(spikeS, 1000)}), 'IOPS')
  expect([iops(900).verdict, iops(1200).verdict]).toEqual(['tight', 'short'])
})

test('throughput has a clock of its own', () => {
  const load = {...heavy, iops: madeLine(0.1), mibPerS: madeLine(0.2)}
  const mibPerS = (spikeS: number) =>
    limitOf(assessed({at: large, load, state: full, setting: dayWith(spikeS, 1000)}), 'throughput')
  expect([mibPerS(1200).verdict, mibPerS(2400).verdict]).toEqual(['ok', 'short'])
})

test('more traffic, a longer spike or less balance never lowers the share, and it breaks where it says', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 100, max: 3000}),
      fc.integer({min: 1, max: 40}),
      fc.double({min: 0, max: 1, noNaN: true}),
      (rps, steps, balance) => {
        const state = {...quietState, balances: {ebsIoRatio: balance, ebsByteRatio: balance, gp2Ratio: null}}
        const share = (by: {rps?: number; steps?: number; balance?: number}) =>
          limitOf(
            assessed({
              at: large,
              load: heavy,
              setting: dayWith((by.steps ?? steps) * 300, by.rps ?? rps),
              state: by.balance === undefined ? state : full,
            }),
            'IOPS',
          )
        const now = share({})
        expect(share({rps: rps * 1.1}).now.p90Ratio).toBeGreaterThanOrEqual(now.now.p90Ratio - 1e-9)
        expect(share({steps: steps + 5}).now.p90Ratio).toBeGreaterThanOrEqual(now.now.p90Ratio - 1e-9)
        expect(share({balance: 1}).now.p90Ratio).toBeLessThanOrEqual(now.now.p90Ratio + 1e-9)
        const breaks = now.breaksAtRps ?? Number.POSITIVE_INFINITY
        expect(now.now.p90Ratio > 1).toBe(rps > breaks)
      },
    ),
    {numRuns: 30},
  )
})
