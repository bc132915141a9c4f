import {expect, test} from 'vitest'
import {seeded} from '../../../fixtures/generate/seeded.js'
import {judgements} from '../../../src/catalog/judgements.js'
import {addBots} from '../../../src/core/forecast/bot-share.js'
import {forecastEvent} from '../../../src/core/forecast/forecast-event.js'
import type {PlannedEvent} from '../../../src/core/forecast/planned-event.js'
import {isoOf} from '../../../src/core/series/zone.js'
import {forecastSchema} from '../../../src/documents/forecast.js'
import type {Traffic} from '../../../src/documents/traffic.js'

const firstS = Date.UTC(2025, 9, 1) / 1000
const dayS = 86_400
const day = (index: number) => isoOf(firstS + index * dayS).slice(0, 10)
const judgement = (name: keyof typeof judgements) => judgements[name].value

/** 400 days of people (100 req/s in the evening, three times that at the sale) and of 20 req/s of bots. */
function trafficOf(botRps: (hour: number) => number): Required<Traffic> {
  const window = (rateAt: (hour: number) => number) => [
    {periodS: 3600, startAt: isoOf(firstS), values: Array.from({length: 400 * 24}, (_, hour) => rateAt(hour) * 3600)},
  ]
  return {
    schema: 'ecom-plan.traffic/v1',
    capturedAt: isoOf(firstS + 400 * dayS),
    level: 'edge',
    sources: ['logs'],
    windows: window((hour) => (hour % 24 === 20 ? 100 : 50) * (Math.floor(hour / 24) === 65 ? 3 : 1)),
    bots: window(botRps),
  }
}
const window = {startS: 0, endS: dayS}
const event: PlannedEvent = {
  id: 'sale',
  name: 'Sale',
  date: day(430),
  timezone: 'UTC',
  pastDates: [day(65)],
  window,
  launches: [],
  uplift: null,
}
const labels = {labelled: [{id: 'sale', window, timezone: 'UTC', dates: [day(65), day(430)]}], excluded: []}
const people = (traffic: Traffic) =>
  forecastEvent({traffic, event, labels, asOf: isoOf(firstS + 400 * dayS), judgement})

test('bots are added as they are: not times the uplift of the sale', () => {
  const traffic = trafficOf(() => 20)
  const learned = people(traffic)
  const found = addBots({forecast: learned, traffic, labels, blockedBy: undefined})
  expect(forecastSchema.safeParse(found).success).toBe(true)
  for (const name of ['p50Rps', 'p90Rps', 'p99Rps'] as const) {
    expect(found.peak[name] - learned.peak[name]).toBeCloseTo(20, 2)
    expect(found.peakHour[name] - learned.peakHour[name]).toBeCloseTo(20, 2)
  }
  expect(
    found.path.map(({p90Rps}, i) => p90Rps - (learned.path[i]?.p90Rps ?? 0)).every((more) => Math.abs(more - 20) < 0.1),
  ).toBe(true)
  expect([found.levelRps, found.upliftRatio, found.occurrences]).toEqual([
    learned.levelRps,
    learned.upliftRatio,
    learned.occurrences,
  ])
  // 20 of 72 requests a second on an ordinary day: 24 · 20 of 24 · 20 + 23 · 50 + 100 = 27.7 %.
  expect(found.notes.at(-1)).toMatch(/^Bots: 27.7 % of requests on a usual day.* 20 req\/s of bots .*does not grow/)
})

test('bots that come and go widen the sum by less than their own P99', () => {
  const random = seeded('crawlers')
  const traffic = trafficOf(() => 20 * Math.exp(0.8 * random.normal()))
  const learned = people(traffic)
  const found = addBots({forecast: learned, traffic, labels, blockedBy: undefined})
  expect(found.peak.p99Rps).toBeGreaterThan(learned.peak.p99Rps + 20)
  // Bots alone: P99 of e^(0.8·2.33) · 20 = 129.
  expect(found.peak.p99Rps).toBeLessThan(learned.peak.p99Rps + 100)
  for (const {p50Rps, p90Rps, p99Rps} of [found.peak, ...found.path, ...(found.finePath?.points ?? [])]) {
    expect(p50Rps <= p90Rps && p90Rps <= p99Rps && Number.isFinite(p99Rps)).toBe(true)
  }
  // The fine path still peaks where its hour does.
  const highest = Math.max(...(found.finePath?.points ?? []).map(({p90Rps}) => p90Rps))
  expect(highest).toBeCloseTo(found.peak.p90Rps, 6)
})

test('blocked bots are left out and named; a series that cannot tell them says nothing', () => {
  const traffic = trafficOf(() => 20)
  const learned = people(traffic)
  const blocked = addBots({forecast: learned, traffic, labels, blockedBy: 'AWS WAF Bot Control since 2026-09'})
  expect({...blocked, notes: []}).toEqual({...learned, notes: []})
  expect(blocked.notes.at(-1)).toMatch(
    /^Bots \(27.7 % .*\) are left out: AWS WAF Bot Control since 2026-09 blocks them/,
  )
  const {bots: _, ...mixed} = traffic
  expect(addBots({forecast: learned, traffic: mixed, labels, blockedBy: undefined})).toBe(learned)
  expect(addBots({forecast: learned, traffic: trafficOf(() => 0), labels, blockedBy: undefined})).toBe(learned)
  const old = {...traffic, bots: [{periodS: 3600, startAt: isoOf(firstS), values: [3600]}]}
  expect(addBots({forecast: learned, traffic: old, labels, blockedBy: undefined}).notes.at(-1)).toContain(
    'none are added',
  )
})
