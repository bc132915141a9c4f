import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {forecastEvent} from '../../../src/core/forecast/forecast-event.js'
import type {PlannedEvent} from '../../../src/core/forecast/planned-event.js'
import {isoOf} from '../../../src/core/series/zone.js'
import {forecastSchema} from '../../../src/documents/forecast.js'
import type {Traffic} from '../../../src/documents/traffic.js'

const firstS = Date.UTC(2025, 9, 1) / 1000
const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value
const day = (index: number) => isoOf(firstS + index * 86_400).slice(0, 10)

/** Hourly traffic of some days: `rateOf(hour since the first)` in requests per second, null where nothing was measured. */
function traffic(days: number, rateOf: (hour: number) => number | null): Traffic {
  const values = Array.from({length: days * 24}, (_, hour) => {
    const rate = rateOf(hour)
    return rate === null ? null : rate * 3600
  })
  const windows = [{periodS: 3600, startAt: isoOf(firstS), values}]
  return {
    schema: 'ecom-plan.traffic/v1',
    capturedAt: isoOf(firstS + days * 86_400),
    level: 'origin',
    sources: ['test'],
    windows,
  }
}

const event = (over: Partial<PlannedEvent> = {}): PlannedEvent => ({
  id: 'sale',
  name: 'Sale',
  date: day(430),
  timezone: 'UTC',
  pastDates: [day(65)],
  window: {startS: 0, endS: 86_400},
  launches: [],
  uplift: null,
  ...over,
})
const forecast = (series: Traffic, planned: PlannedEvent, asOfDay = 400) =>
  forecastEvent({
    traffic: series,
    event: planned,
    labels: {
      labelled: [{id: 'sale', dates: [day(65)], window: {startS: 0, endS: 86_400}, timezone: 'UTC'}],
      excluded: [],
    },
    asOf: isoOf(firstS + asOfDay * 86_400),
    judgement,
  })

/** 100 req/s in the evening hour, 50 else; the past sale three times that. */
const shop = (hour: number) => (hour % 24 === 20 ? 100 : 50) * (Math.floor(hour / 24) === 65 ? 3 : 1)

test('a shop that stands still, and one sale of three times the evening: worked by hand', () => {
  const found = forecast(traffic(400, shop), event())
  // On the log scale a hundredth of the level is added: the sale stands ln(301/101) = 1.0921 above its days. One
  // occurrence, with a prior spread of .065 + .06·1.0921 = .1305, is pulled to 1.0921·1.1927/(1.1927 + 2·.01704) =
  // 1.0618; over the level known then it is 1.0921, and half way between is 1.0769: 101·e^1.0769 − 1 = 295.5.
  expect(found.levelRps).toBeCloseTo(100, 6)
  expect(found.upliftRatio).toBeCloseTo(2.955, 3)
  expect(found.peakHour.p50Rps).toBeCloseTo(295.5, 1)
  // No minutes: 295.5 · 1.3 (our judgement) = 384.1. No ratio is below 1, which lifts the middle of all by a hair.
  expect(found.peak.p50Rps / 384.1).toBeCloseTo(1, 2)
  expect(found.peak.at).toBe(isoOf(firstS + 430 * 86_400 + 20 * 3600))
  expect(found.growthRatio).toBeCloseTo(1, 6)
  expect(forecastSchema.safeParse(found).success).toBe(true)
})

test('what comes after asOf is not seen', () => {
  const series = traffic(420, (hour) => (hour >= 400 * 24 ? 9999 : shop(hour)))
  expect(forecast(series, event()).peak).toEqual(forecast(traffic(400, shop), event()).peak)
})

test('no history and no factor is refused; with a factor it is wider and follows ordinary days', () => {
  const unknown = event({pastDates: []})
  expect(() => forecast(traffic(400, shop), unknown)).toThrow(/no past occurrence/)
  const given = forecast(
    traffic(400, shop),
    event({pastDates: [], uplift: {kind: 'factor', factorRatio: 3, why: 'asked'}}),
  )
  expect(given.peakHour.p50Rps).toBeCloseTo(300, 6)
  expect(given.logSpreadRatio).toBeGreaterThan(forecast(traffic(400, shop), event()).logSpreadRatio)
  expect(given.occurrences).toEqual([])
  expect(given.notes.join(' ')).toContain('ordinary days')
})

test.each([
  ['nothing in the last month', (hour: number) => (hour > 370 * 24 ? null : shop(hour)), /ordinary days/],
  ['all zero', () => 0, /ordinary days|no past occurrence/],
  ['nothing measured at all', () => null, /no measured hour/],
])('%s is refused with the reason', (_name, rateOf, says) => {
  expect(() => forecast(traffic(400, rateOf), event())).toThrow(says)
})

test('an event that is over is refused', () => {
  expect(() => forecast(traffic(440, shop), event(), 432)).toThrow(/ended before/)
})

test('property: quantiles are positive, finite and in order, whatever the traffic', () => {
  const rates = fc.array(
    fc.oneof(
      {weight: 9, arbitrary: fc.double({min: 0.001, max: 1e7, noNaN: true})},
      {weight: 1, arbitrary: fc.constant(null)},
    ),
    {minLength: 48, maxLength: 96},
  )
  fc.assert(
    fc.property(rates, fc.double({min: 0.2, max: 50, noNaN: true}), (pattern, factorRatio) => {
      const series = traffic(400, (hour) => pattern[hour % pattern.length] ?? null)
      let found: ReturnType<typeof forecast>
      try {
        found = forecast(series, event({uplift: {kind: 'factor', factorRatio, why: 'asked'}}))
      } catch (error) {
        expect(error).toMatchObject({name: 'PlanError'})
        return
      }
      for (const {p50Rps, p90Rps, p99Rps} of [found.peak, found.peakHour, ...found.path]) {
        expect(p50Rps >= 0 && p90Rps >= p50Rps && p99Rps >= p90Rps && Number.isFinite(p99Rps)).toBe(true)
      }
      expect(found.peak.p50Rps).toBeGreaterThan(0)
    }),
    {numRuns: 30},
  )
})

test('property: twice the traffic is twice the peak', () => {
  fc.assert(
    fc.property(fc.double({min: 0.01, max: 1000, noNaN: true}), (factor) => {
      const plain = forecast(traffic(400, shop), event())
      const scaled = forecast(
        traffic(400, (hour) => shop(hour) * factor),
        event(),
      )
      expect(scaled.peak.p99Rps / plain.peak.p99Rps / factor).toBeCloseTo(1, 9)
    }),
    {numRuns: 10},
  )
})

test('property: the fine path stays inside the path and reaches it in every hour', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 0, max: 23}),
      fc.integer({min: 0, max: 59}),
      fc.nat({max: 10}),
      (hour, minute, seed) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
        const shape = (at: number) => shop(at) * (1 + ((at * (seed + 3)) % 7) / 10)
        const found = forecast(traffic(400, shape), event({launches: [time]}))
        const points = found.finePath?.points ?? []
        expect(points).toHaveLength(24 * 12)
        found.path.forEach((step, i) => {
          const inside = points.slice(i * 12, (i + 1) * 12)
          expect(inside[0]?.at).toBe(step.at)
          expect(Math.max(...inside.map((point) => point.p90Rps)) / step.p90Rps).toBeCloseTo(1, 9)
          for (const {p50Rps, p90Rps, p99Rps} of inside) {
            expect(p50Rps >= 0 && p90Rps >= p50Rps && p99Rps >= p90Rps).toBe(true)
          }
        })
      },
    ),
    {numRuns: 10},
  )
})

test('a launch inside the hour raises its busiest minute over what minutes in general do', () => {
  // The sale's hour from 12:00 has 180 req/s after 150: at 12:30 something goes live, ramp a minute. Of the
  // 1,800 s left, 26 are lost to the ramp: the crowd is 30 · 3,600 / 1,774 = 60.9, and 210.9 is 1.172 of the hour's mean.
  const noon = (hour: number) => shop(hour) * (hour === 65 * 24 + 12 ? 1.2 : 1)
  const minutes = {periodS: 60, startAt: isoOf(firstS + 398 * 86_400), values: Array.from({length: 2880}, () => 3000)}
  const series = traffic(400, noon)
  const measured = {...series, windows: [...series.windows, minutes]}
  const plain = forecast(measured, event()).path[12]
  const launched = forecast(measured, event({launches: ['12:30'], rampS: 60})).path[12]
  expect((launched?.p50Rps ?? 0) / (plain?.p50Rps ?? 1)).toBeCloseTo(1.172, 2)
})

test('the minutes of a past occurrence set the least that its hours are given again', () => {
  const series = traffic(400, shop)
  // Two days of minutes around the sale: all alike, but one minute of the evening hour that has three times the others.
  const values = Array.from({length: 2880}, (_, i) => (i === 20 * 60 + 7 ? 3 : 1) * 60 * (i < 1440 ? 150 : 50))
  const evening = values.map((value, i) => (Math.floor(i / 60) === 20 ? value * 2 : value))
  const window = {periodS: 60, startAt: isoOf(firstS + 65 * 86_400), values: evening}
  const found = forecast({...series, windows: [...series.windows, window]}, event())
  // 3 ÷ (62/60) = 2.903 times the hour's mean.
  expect(found.peak.p50Rps / found.peakHour.p50Rps).toBeCloseTo(2.903, 1)
  const ordinary = found.path[3]
  expect(ordinary?.p50Rps).toBeLessThan(found.peakHour.p50Rps)
})

test('an event like another is learned from that one, until it has a past of its own', () => {
  const like = {id: 'bf', name: 'Black Friday', dates: [day(65)], censoredDates: [], factorRatio: 0.5, why: null}
  const own = forecast(traffic(400, shop), event())
  const found = forecast(traffic(400, shop), event({pastDates: [], like}))
  expect(found.upliftRatio / own.upliftRatio).toBeCloseTo(0.5, 9)
  expect(found.peakHour.p99Rps / found.peakHour.p50Rps).toBeGreaterThan(own.peakHour.p99Rps / own.peakHour.p50Rps)
  expect(found.occurrences.map(({eventId}) => eventId)).toEqual(['bf'])
  expect(found.hindcast).toBeNull()
  expect(found.lastTimeRps).toEqual(own.lastTimeRps)
  expect(found.notes.join(' ')).toContain('taken after Black Friday')
  const both = forecast(traffic(400, shop), event({like}))
  expect(both.peak).toEqual(own.peak)
  expect(both.notes.join(' ')).toContain('set aside')
  const unknown = event({pastDates: [], like: {...like, dates: [day(420)]}})
  expect(() => forecast(traffic(400, shop), unknown)).toThrow(/nor of bf that it is like/)
})

test('a past that ran into a limit is a lower bound, and said to be one', () => {
  const plain = forecast(traffic(400, shop), event())
  const found = forecast(traffic(400, shop), event({censoredDates: [day(65)]}))
  expect(found.peakHour.p50Rps).toBeGreaterThan(plain.peakHour.p50Rps)
  expect(found.peakHour.p99Rps / found.peakHour.p50Rps).toBeGreaterThan(plain.peakHour.p99Rps / plain.peakHour.p50Rps)
  expect(found.occurrences[0]).toMatchObject({isCensored: true, peakHourRps: 300})
  expect(found.notes.join(' ')).toContain('300 req/s is the least that came')
  expect(forecastSchema.safeParse(found).success).toBe(true)
})

test('what the business expects is said and changes nothing', () => {
  const business = {
    from: 'marketing',
    said: '9 orders an hour',
    because: 'here',
    hourRps: 400,
    counted: 'orders',
    perRps: 1,
  }
  const plain = forecast(traffic(400, shop), event())
  const found = forecast(traffic(400, shop), event({business}))
  expect(found.path).toEqual(plain.path)
  expect(found.business).toMatchObject({from: 'marketing', hourRps: 400})
  expect(found.business?.rankRatio).toBeGreaterThan(0.8)
  expect(found.notes[0]).toMatch(/^Marketing expects 9 orders an hour: 400 req\/s/)
  expect(forecastSchema.safeParse(found).success).toBe(true)
})

test.each([1, 1200, 5400, 86_399])('a window of %d s has a step for every hour that it touches', (endS) => {
  const found = forecast(traffic(400, shop), event({window: {startS: 0, endS}}))
  expect(found.path).toHaveLength(Math.ceil(endS / 3600))
  expect(found.peak.p50Rps).toBeGreaterThan(0)
})
