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
    labelled: [{fromS: firstS + 65 * 86_400, toS: firstS + 66 * 86_400}],
    excluded: [],
    asOf: isoOf(firstS + asOfDay * 86_400),
    judgement,
  })

/** 100 req/s in the evening hour, 50 else; the past sale three times that. */
const shop = (hour: number) => (hour % 24 === 20 ? 100 : 50) * (Math.floor(hour / 24) === 65 ? 3 : 1)

test('a shop that stands still, and one sale of three times the evening: worked by hand', () => {
  const found = forecast(traffic(400, shop), event())
  // Level 100; uplift ln 3 = 1.0986, one occurrence, shrunk by .97: e^1.0657 = 2.903. No minutes: 1.3 (our judgement).
  expect(found.levelRps).toBeCloseTo(100, 6)
  expect(found.upliftRatio).toBeCloseTo(2.903, 3)
  expect(found.peakHour.p50Rps).toBeCloseTo(290.3, 1)
  expect(found.peak.p50Rps).toBeCloseTo(377.4, 1)
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
