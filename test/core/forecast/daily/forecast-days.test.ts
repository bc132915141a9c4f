import fc from 'fast-check'
import {expect, test} from 'vitest'
import {forecastDays} from '../../../../src/core/forecast/daily/forecast-days.js'
import type {DayEvent} from '../../../../src/core/forecast/daily/label-days.js'

const firstDay = 19_000
const value = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.double({min: 0, max: 1e6, noNaN: true}),
  fc.double({min: 0, noNaN: true}),
  fc.double(),
)
const event: fc.Arbitrary<DayEvent> = fc.record({
  id: fc.constantFrom('black-friday', 'christmas', 'launch'),
  day: fc.integer({min: firstDay - 50, max: firstDay + 900}),
  lo: fc.integer({min: -5, max: 1}),
  hi: fc.integer({min: -1, max: 5}),
})
const events = fc.array(event, {maxLength: 12})

/** Finite, at least zero, in order: whatever the series. */
function expectSound(days: readonly {p50: number; p90: number; p99: number}[], horizonDays: number) {
  expect(days).toHaveLength(horizonDays)
  for (const {p50, p90, p99} of days) {
    expect(Number.isFinite(p99)).toBe(true)
    expect(p50).toBeGreaterThanOrEqual(0)
    expect(p90).toBeGreaterThanOrEqual(p50)
    expect(p99).toBeGreaterThanOrEqual(p90)
  }
}

test('any series and any events: quantiles are finite, at least zero and in order', () => {
  fc.assert(
    fc.property(
      fc.array(value, {maxLength: 500}),
      events,
      fc.integer({min: 1, max: 90}),
      (values, some, horizonDays) => {
        expectSound(forecastDays({values, firstDay, events: some, horizonDays}).days, horizonDays)
      },
    ),
  )
})

const rising = (count: number) => Array.from({length: count}, (_, i) => 100 + i + 20 * Math.sin(i))
const birthday: DayEvent[] = [100, 465, 830, 1195].map((after) => ({
  id: 'birthday',
  day: firstDay + after,
  lo: -1,
  hi: 1,
}))

test.each<[string, (number | null)[]]>([
  ['empty', []],
  ['one point', [7]],
  ['all null', [null, null, null]],
  ['all zero', new Array(500).fill(0)],
  ['constant', new Array(500).fill(42)],
  ['a point in ten', rising(800).map((one, i) => (i % 10 === 0 ? one : null))],
  ['a year of gap', rising(1100).map((one, i) => (i > 300 && i < 700 ? null : one))],
  ['ten years', rising(3650)],
  ['a single day above zero', new Array(500).fill(0).with(250, 9)],
  ['the largest numbers', new Array(400).fill(Number.MAX_VALUE)],
  ['the smallest numbers', new Array(400).fill(Number.MIN_VALUE).with(3, 0)],
  ['NaN and negative', rising(400).map((one, i) => (i % 3 === 0 ? Number.NaN : i % 3 === 1 ? -one : one))],
])('%s', (_, values) => {
  expectSound(forecastDays({values, firstDay, events: birthday, horizonDays: 60}).days, 60)
  expectSound(forecastDays({values, firstDay, events: [], horizonDays: 400}).days, 400)
})

test('nothing measured, or nothing but zeros, is forecast as zero', () => {
  for (const values of [[], [null], [0, 0, 0]]) {
    expect(forecastDays({values, firstDay, events: birthday, horizonDays: 1}).days).toMatchObject([
      {p50: 0, p90: 0, p99: 0},
    ])
  }
})

test('every day of the history inside an event: still an answer', () => {
  const all = [{id: 'always', day: firstDay, lo: 0, hi: 800}]
  expectSound(forecastDays({values: rising(700), firstDay, events: all, horizonDays: 30}).days, 30)
})

test('a horizon that is no whole number of days is refused', () => {
  for (const horizonDays of [0, -1, 1.5, Number.NaN]) {
    expect(() => forecastDays({values: [1], firstDay, events: [], horizonDays})).toThrow(RangeError)
  }
})

test('a constant series is forecast as itself', () => {
  const {days} = forecastDays({values: new Array(400).fill(42), firstDay, events: [], horizonDays: 28})
  for (const {p50, p99} of days) {
    expect(p50).toBeCloseTo(42, 6)
    expect(p99).toBeLessThan(44)
  }
})

/** Three years: weekends 1.5 ×, growth of 20 % a year, and an event of 3 × with a day before it of 2 ×. */
const truth = (i: number) => 1000 * 1.2 ** (i / 365) * ((firstDay + i) % 7 < 2 ? 1.5 : 1)
const sales: DayEvent[] = [200, 564, 928, 1292].map((after) => ({id: 'sale', day: firstDay + after, lo: -1, hi: 0}))
const upliftOf = (i: number) =>
  sales.some(({day}) => day === firstDay + i) ? 3 : sales.some(({day}) => day - 1 === firstDay + i) ? 2 : 1
const shop = Array.from({length: 1264}, (_, i) => truth(i) * upliftOf(i))

test('weekday, growth and uplift of a shop without noise come back', () => {
  const {days, evidence} = forecastDays({values: shop, firstDay, events: sales, horizonDays: 35})
  days.forEach(({p50}, k) => {
    const i = shop.length + k
    expect(Math.abs(Math.log(p50 / (truth(i) * upliftOf(i))))).toBeLessThan(0.04)
  })
  expect(evidence.events).toMatchObject([{id: 'sale', occurrenceCount: 3}])
})

test('an event that was never measured is an ordinary day with a wider spread, and the evidence says so', () => {
  const launch = {id: 'launch', day: firstDay + shop.length + 9, lo: 0, hi: 0}
  const plain = forecastDays({values: shop, firstDay, events: sales, horizonDays: 20})
  const launched = forecastDays({values: shop, firstDay, events: [...sales, launch], horizonDays: 20})
  expect(launched.days[9]?.p50).toBeCloseTo(plain.days[9]?.p50 ?? 0)
  expect(launched.days[9]?.p99).toBeGreaterThan(1.3 * (plain.days[9]?.p99 ?? 0))
  expect(launched.evidence.events).toMatchObject([{id: 'launch', occurrenceCount: 0}])
})

test('the unit does not matter: a thousand times the traffic is a thousand times the forecast', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({min: 1, max: 1e4, noNaN: true}), {minLength: 30, maxLength: 200}),
      events,
      (values, some) => {
        const plain = forecastDays({values, firstDay, events: some, horizonDays: 20}).days
        const large = forecastDays({
          values: values.map((one) => one * 1000),
          firstDay,
          events: some,
          horizonDays: 20,
        }).days
        plain.forEach(({p50, p99}, k) => {
          expect((large[k]?.p50 ?? 0) / p50).toBeCloseTo(1000, 2)
          expect((large[k]?.p99 ?? 0) / p99).toBeCloseTo(1000, 2)
        })
      },
    ),
  )
})

test('what happens after the horizon, or before the history, changes nothing', () => {
  const far = [
    {id: 'sale', day: firstDay + 5000, lo: -1, hi: 0},
    {id: 'sale', day: firstDay - 400, lo: -1, hi: 0},
  ]
  const plain = forecastDays({values: shop, firstDay, events: sales, horizonDays: 35})
  expect(forecastDays({values: shop, firstDay, events: [...sales, ...far], horizonDays: 35})).toEqual(plain)
})

test('a rush that comes every year is expected in full: the level known now is as late as the one known then', () => {
  const rush = (i: number) => 100 * Math.exp(0.6 * Math.exp(-0.5 * (((i % 364) - 300) / 20) ** 2))
  const values = Array.from({length: 2 * 364 + 280}, (_, i) => rush(i))
  const {days} = forecastDays({values, firstDay, events: [], horizonDays: 21})
  days.forEach(({p50}, k) => {
    expect(Math.abs(Math.log(p50 / rush(values.length + k)))).toBeLessThan(0.04)
  })
})
