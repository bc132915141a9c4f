import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {forecastEvent} from '../../../src/core/forecast/forecast-event.js'
import type {PlannedEvent} from '../../../src/core/forecast/planned-event.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {Traffic} from '../../../src/documents/traffic.js'

const dayS = 86_400
const firstS = Date.UTC(2022, 9, 1) / 1000
const day = (index: number) => isoOf(firstS + index * dayS).slice(0, 10)
const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value
/** Four sales 364 days apart, the third with half of what it would have been. */
const saleDays = [65, 429, 793, 1157]

function shop(hour: number): number {
  const sale = saleDays.indexOf(Math.floor(hour / 24))
  return (hour % 24 === 20 ? 100 : 50) * (sale < 0 ? 1 : sale === 2 ? 1.5 : 3)
}

const traffic: Traffic = {
  schema: 'ecom-plan.traffic/v1',
  capturedAt: isoOf(firstS + 1130 * dayS),
  level: 'origin',
  sources: ['test'],
  windows: [
    {periodS: 3600, startAt: isoOf(firstS), values: Array.from({length: 1130 * 24}, (_, hour) => shop(hour) * 3600)},
  ],
}
const sale: PlannedEvent = {
  id: 'sale',
  name: 'Sale',
  date: day(1157),
  timezone: 'UTC',
  pastDates: saleDays.slice(0, 3).map(day),
  window: {startS: 0, endS: dayS},
  launches: [],
  uplift: null,
}
const forecast = (over: Partial<PlannedEvent>) =>
  forecastEvent({
    traffic,
    event: {...sale, ...over},
    labels: {labelled: [{id: 'sale', dates: saleDays.map(day), window: sale.window, timezone: 'UTC'}], excluded: []},
    asOf: isoOf(firstS + 1129 * dayS),
    judgement,
  })

test('each past occurrence is forecast from what was known then: the first from nothing, the third in vain', () => {
  const {occurrences, hindcast} = forecast({})
  expect(occurrences.map(({hindcastRps}) => hindcastRps?.toFixed(0) ?? null)).toEqual([null, '295', '298'])
  // 295.5 against 300 is 1.5 % off, 298 against 150 is 99 %: half of the sum is 50 %.
  expect(hindcast).toMatchObject({eventCount: 2, p90HeldCount: 2})
  expect(hindcast?.meanAbsoluteErrorRatio).toBeCloseTo(0.498, 2)
})

test('a censored occurrence is neither hit nor missed', () => {
  expect(forecast({censoredDates: [day(793)]}).hindcast?.eventCount).toBe(1)
})

test('a factor for the next one changes nothing of what was said of the past', () => {
  const given = forecast({uplift: {kind: 'factor', factorRatio: 5, why: 'asked'}})
  expect(given.hindcast).toEqual(forecast({}).hindcast)
})
