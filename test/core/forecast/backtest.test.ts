import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {backtestForecast} from '../../../src/core/forecast/backtest.js'
import type {PlannedEvent} from '../../../src/core/forecast/planned-event.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {Traffic} from '../../../src/documents/traffic.js'

const dayS = 86_400
const firstS = Date.UTC(2024, 9, 1) / 1000
const day = (index: number) => isoOf(firstS + index * dayS).slice(0, 10)
const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value

/** Sales a year apart, 364 days, so that weekdays agree. */
const saleDays = [65, 429, 793]
const days = 830

/** Evening hours of 100 req/s and 50 else, growing by a quarter a year; sales three times that. */
function shop(hour: number): number {
  const index = Math.floor(hour / 24)
  const growth = 1.25 ** (index / 364)
  return (hour % 24 === 20 ? 100 : 50) * growth * (saleDays.includes(index) ? 3 : 1)
}

function traffic(rateOf: (hour: number) => number | null, dayCount = days): Traffic {
  const values = Array.from({length: dayCount * 24}, (_, hour) => {
    const rate = rateOf(hour)
    return rate === null ? null : rate * 3600
  })
  return {
    schema: 'ecom-plan.traffic/v1',
    capturedAt: isoOf(firstS + dayCount * dayS),
    level: 'origin',
    sources: ['test'],
    windows: [{periodS: 3600, startAt: isoOf(firstS), values}],
  }
}

const sale = (index: number): PlannedEvent => ({
  id: 'sale',
  name: `Sale ${day(index).slice(0, 4)}`,
  date: day(index),
  timezone: 'UTC',
  pastDates: saleDays.filter((other) => other < index).map(day),
  window: {startS: 0, endS: dayS},
  launches: [],
  uplift: null,
})

const test3 = (over: Partial<Parameters<typeof backtestForecast>[0]> = {}) =>
  backtestForecast({
    traffic: traffic(shop),
    occurrences: saleDays.map(sale),
    labels: {
      labelled: [{id: 'sale', dates: saleDays.map(day), window: {startS: 0, endS: dayS}, timezone: 'UTC'}],
      excluded: [],
    },
    asOf: isoOf(firstS + days * dayS),
    leadDays: [28],
    isRolling: false,
    timezone: 'UTC',
    judgement,
    ...over,
  })

test('a shop that grows evenly: the actual, the analogue and the naive week, worked by hand', () => {
  const {cases, untested, totals} = test3()
  expect(cases.map(({date}) => date)).toEqual([day(429), day(793)])
  expect(untested).toMatchObject([{date: day(65), leadS: null, why: expect.stringContaining('no earlier occurrence')}])
  const [first] = cases
  expect(first?.actualRps).toBeCloseTo(300 * 1.25 ** (429 / 364), 6)
  expect(first?.actualAt).toBe(isoOf(firstS + 429 * dayS + 20 * 3600))
  // Levels of both years stand at the same place in an even growth: the analogue is exact.
  expect(first?.analogue?.signedErrorRatio).toBeCloseTo(0, 9)
  // Known to the end of day 400; the last whole week's same weekday is 5 weeks before day 429.
  expect(first?.seasonalNaive?.p50Rps).toBeCloseTo(100 * 1.25 ** ((429 - 35) / 364), 6)
  expect(first?.asOf).toBe(isoOf(firstS + 401 * dayS))
  expect(totals).toMatchObject([
    {kind: 'event', leadS: 28 * dayS, ours: {caseCount: 2}, analogue: {caseCount: 2}, seasonalNaive: {caseCount: 2}},
  ])
})

const quantiles = (score: {p50Rps: number; p90Rps: number; p99Rps: number} | null | undefined) =>
  score && [score.p50Rps, score.p90Rps, score.p99Rps]

/** The shop with another future from an hour on: all of it times a factor, and one hour in 97 not measured. */
const changedFrom = (fromHour: number, factor: number, dayCount = days) =>
  traffic((hour) => {
    if (hour < fromHour) return shop(hour)
    return hour % 97 === 5 && hour % 24 !== 20 ? null : shop(hour) * factor
  }, dayCount)

test('nothing after the lead reaches a forecast: another future changes no number but the actual', () => {
  const plain = test3({leadDays: [28, 7]}).cases
  fc.assert(
    fc.property(fc.constantFrom(...plain), fc.double({min: 0.05, max: 20, noNaN: true}), (before, factor) => {
      fc.pre(Math.abs(factor - 1) > 0.01)
      const fromHour = (Date.parse(before.asOf) / 1000 - firstS) / 3600
      const {cases} = test3({traffic: changedFrom(fromHour, factor), leadDays: [before.leadS / dayS]})
      const after = cases.find(({date}) => date === before.date)
      expect(after?.actualRps).not.toBe(before.actualRps)
      for (const method of ['ours', 'analogue', 'seasonalNaive'] as const)
        expect(quantiles(after?.[method])).toEqual(quantiles(before[method]))
    }),
    {numRuns: 12},
  )
}, 60_000)

test('nor that of an ordinary day', () => {
  const some = {occurrences: [], isRolling: true, asOf: isoOf(firstS + 500 * dayS)}
  const plain = test3({...some, traffic: traffic(shop, 500)}).cases
  const before = plain.at(-3)
  const fromHour = (Date.parse(before?.asOf ?? '') / 1000 - firstS) / 3600
  const after = test3({...some, traffic: changedFrom(fromHour, 1.3, 500)}).cases.find(({date}) => date === before?.date)
  expect(after?.actualRps).not.toBe(before?.actualRps)
  for (const method of ['ours', 'analogue', 'seasonalNaive'] as const)
    expect(quantiles(after?.[method])).toEqual(quantiles(before?.[method]))
})

test('a past value does reach it: the property above can fail', () => {
  const [before] = test3().cases
  const other = traffic((hour) => shop(hour) * (hour < 24 * 300 ? 1 : 1.5))
  const [after] = test3({traffic: other}).cases
  expect(after?.ours.p50Rps).not.toBe(before?.ours.p50Rps)
})

test('each lead on its own; an occurrence without a level says so', () => {
  const {cases, untested} = test3({
    traffic: traffic((hour) => (hour >= 24 * 385 && hour < 24 * 418 ? null : shop(hour))),
    leadDays: [28, 7, 7],
  })
  expect(cases.map(({date, leadS}) => [date, leadS / dayS])).toContainEqual([day(793), 7])
  expect(untested).toContainEqual(
    expect.objectContaining({date: day(429), why: expect.stringContaining('fewer than 7 ordinary days')}),
  )
})

test('an unmeasured occurrence, one that ran into a limit, and one before the series', () => {
  const {cases, untested} = test3({
    traffic: traffic((hour) => (Math.floor(hour / 24) === 429 && hour % 24 < 12 ? null : shop(hour))),
    occurrences: [{...sale(429)}, {...sale(793), censoredDates: [day(793)]}, {...sale(65), date: '2023-12-05'}],
  })
  expect(cases).toEqual([])
  expect(untested.map(({date, why}) => [date, why])).toEqual([
    [day(429), expect.stringContaining('not measured')],
    [day(793), expect.stringContaining('limit')],
  ])
})

test('ordinary days: origins 28 days apart, none of them a sale', () => {
  const {cases, totals} = test3({occurrences: [], isRolling: true})
  const dates = cases.map(({date}) => date)
  expect(dates.length).toBeGreaterThan(20)
  expect(dates).toEqual([...dates].sort())
  for (const index of saleDays) expect(dates).not.toContain(day(index))
  expect(totals).toMatchObject([{kind: 'ordinary-day', ours: {caseCount: dates.length}}])
  // A shop that grows evenly holds no surprise.
  expect(totals[0]?.ours.meanAbsoluteErrorRatio).toBeLessThan(0.05)
})
