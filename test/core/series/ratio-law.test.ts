import fc from 'fast-check'
import {expect, test} from 'vitest'
import {hourRatios} from '../../../src/core/series/hour-ratios.js'
import {peakToMean} from '../../../src/core/series/peak-to-mean.js'
import {fitRatioLaw} from '../../../src/core/series/ratio-law.js'
import type {Window} from '../../../src/documents/series.js'
import type {Traffic} from '../../../src/documents/traffic.js'

const startAt = '2026-03-01T00:00:00Z'
const traffic = (windows: Window[]): Traffic => ({
  schema: 'ecom-plan.traffic/v1',
  capturedAt: '2026-04-01T00:00:00Z',
  level: 'origin',
  sources: ['test'],
  windows,
})
/** Hours of an exact law: log(R − 1) = log(excess at 1) + slope · log(mean). */
const hoursOf = (excess: number, slope: number) =>
  Array.from({length: 100}, (_, i) => ({meanRps: 10 + 10 * i, ratio: 1 + excess * (10 + 10 * i) ** slope}))

test('a ratio that grows with volume is followed beyond what was measured: worked by hand', () => {
  // R − 1 = .01·√mean: .1 at 100, .3 at 900, and 1.0 at 10,000, ten times the largest hour.
  const law = fitRatioLaw({hours: hoursOf(0.01, 0.5), mostRatio: 60})
  expect(law(0.5)(10_000)).toBeCloseTo(2, 6)
  // Hours from 10 to 1,000 span a factor of 100, so 100,000 is as far as the law goes: 1 + .01·√100,000 = 4.162.
  expect(law(0.5)(1e9)).toBeCloseTo(4.162, 3)
  expect(fitRatioLaw({hours: hoursOf(0.01, 0.5), mostRatio: 3})(0.5)(1e9)).toBe(3)
})

test('a ratio that falls with volume is never taken below that of all hours', () => {
  // R − 1 = 10 / mean. Of 10, 20, … 1,000 the middle is 505: its ratio 1.0198 counts for 10,000 too, not the law's 1.001.
  const law = fitRatioLaw({hours: hoursOf(10, -1), mostRatio: 60})
  expect(law(0.5)(10_000)).toBeCloseTo(1.0198, 4)
  // At 10 the law says 2, and below the smallest hour it stays there.
  expect(law(0.5)(10)).toBeCloseTo(2, 6)
  expect(law(0.5)(0.001)).toBeCloseTo(2, 6)
  expect(law(0.5)(0)).toBeCloseTo(2, 6)
})

test('hours that are all alike, and flat ones, give a number', () => {
  const alike = fitRatioLaw({hours: Array.from({length: 30}, () => ({meanRps: 7, ratio: 1})), mostRatio: 60})
  expect(alike(0.99)(7000)).toBeCloseTo(1, 3)
})

test('property: from 1 to the most, and more hours below with every larger share', () => {
  const hour = fc.record({
    meanRps: fc.double({min: 1e-3, max: 1e6, noNaN: true}),
    ratio: fc.double({min: 1, max: 60, noNaN: true}),
  })
  fc.assert(
    fc.property(
      fc.array(hour, {minLength: 24, maxLength: 60}),
      fc.double({min: 0, max: 1e9, noNaN: true}),
      (hours, meanRps) => {
        const law = fitRatioLaw({hours, mostRatio: 60})
        const found = [0.05, 0.5, 0.9, 0.99].map((share) => law(share)(meanRps))
        expect(found.every((ratio) => ratio >= 1 && ratio <= 60)).toBe(true)
        expect([...found].sort((a, b) => a - b)).toEqual(found)
      },
    ),
  )
})

test('the busiest minute of an hour, and hours with too little of them', () => {
  const minutes = Array.from({length: 180}, (_, i) => (i === 30 ? 120 : 60))
  const window: Window = {periodS: 60, startAt: '2026-03-01T00:30:00Z', values: minutes}
  // From 00:30 on: the first whole hour is minutes 30 to 89, of which the first has twice the others: 120 / 61 = 1.967.
  const found = [...hourRatios(window, 60)]
  expect(found.map(([atS]) => atS)).toEqual([Date.UTC(2026, 2, 1, 1) / 1000, Date.UTC(2026, 2, 1, 2) / 1000])
  expect(found[0]?.[1].ratio).toBeCloseTo(120 / 61, 9)
  expect(found[0]?.[1].meanRps).toBeCloseTo(61 / 60, 9)
  expect(found[1]?.[1].ratio).toBe(1)
  const holed = {...window, values: minutes.map((value, i) => (i >= 40 && i < 47 ? null : value))}
  expect(hourRatios(holed, 60).size).toBe(1)
})

test('seconds are summed to minutes, and tell of seconds too', () => {
  // Every minute has one second with 61 requests and 59 with 1: minutes are all alike, seconds 30.5 times their hour.
  const values = Array.from({length: 25 * 3600}, (_, i) => (i % 60 === 0 ? 61 : 1))
  const series = traffic([{periodS: 1, startAt, values}])
  expect(peakToMean(series, 60)?.ratioAt(0.5)(2)).toBeCloseTo(1, 3)
  expect(peakToMean(series, 1)?.ratioAt(0.5)(2)).toBeCloseTo(30.5, 6)
  expect(peakToMean(series, 60)).toMatchObject({hourCount: 25, periodS: 60})
})

test('minutes say nothing of seconds, and a day of them is the least', () => {
  const day = (hours: number) => [
    {periodS: 60, startAt, values: Array.from({length: hours * 60}, (_, i) => 5 + (i % 7))},
  ]
  expect(peakToMean(traffic(day(24)), 1)).toBeNull()
  expect(peakToMean(traffic(day(24)), 60)?.hourCount).toBe(24)
  expect(peakToMean(traffic(day(23)), 60)).toBeNull()
})

test('windows of one resolution count together, and five minutes serve where minutes are too few', () => {
  const minutes = (at: string, hours: number): Window => ({
    periodS: 60,
    startAt: at,
    values: Array.from({length: hours * 60}, () => 5),
  })
  const two = [minutes('2026-03-01T00:00:00Z', 12), minutes('2026-03-05T00:00:00Z', 12)]
  expect(peakToMean(traffic(two), 60)?.hourCount).toBe(24)
  const coarse: Window = {periodS: 300, startAt, values: Array.from({length: 24 * 12}, () => 9)}
  expect(peakToMean(traffic([minutes(startAt, 12), coarse]), 60)).toMatchObject({hourCount: 24, periodS: 300})
})
