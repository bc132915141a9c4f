import {expect, test} from 'vitest'
import {seeded} from '../../../fixtures/generate/seeded.js'
import {judgements} from '../../../src/catalog/judgements.js'
import type {LimitEvidence} from '../../../src/core/forecast/find-censored.js'
import {forecastEvent} from '../../../src/core/forecast/forecast-event.js'
import {knownSeries} from '../../../src/core/forecast/known-series.js'
import {pastSpans, withPastLimits} from '../../../src/core/forecast/past-limits.js'
import type {PlannedEvent} from '../../../src/core/forecast/planned-event.js'
import {hourlyRates} from '../../../src/core/series/hourly-rates.js'
import {isoOf, makeZone} from '../../../src/core/series/zone.js'
import type {MetricId} from '../../../src/documents/series.js'
import type {Traffic} from '../../../src/documents/traffic.js'

/** A year of five minutes with a sale that ran into its limit in March, and one in August that did not. */
const firstS = Date.UTC(2026, 0, 1) / 1000
const dayS = 86_400
const days = 300
const [cutDay, freeDay] = [80, 220]
const dateOf = (day: number) => isoOf(firstS + day * dayS).slice(0, 10)
const judgement = (name: keyof typeof judgements) => judgements[name].value

function traffic(): Traffic {
  const random = seeded('a sale that was cut')
  const values = Array.from({length: days * 288}, (_, i) => {
    const day = Math.floor(i / 288)
    const height = 60 + 40 * Math.cos((((i % 288) / 12 - 20.5) / 24) * 2 * Math.PI)
    const wanted = height * (day === cutDay || day === freeDay ? 3 : 1) * (1 + 0.03 * random.normal())
    return Math.round((day === cutDay ? Math.min(wanted, 240 * (1 + 0.002 * random.normal())) : wanted) * 300)
  })
  const windows = [{periodS: 300, startAt: isoOf(firstS), values}]
  return {
    schema: 'ecom-plan.traffic/v1',
    capturedAt: isoOf(firstS + days * dayS),
    level: 'origin',
    sources: [],
    windows,
  }
}

const id = (metricName: string, stat = 'Sum'): MetricId => ({namespace: 'test', metricName, dimensions: {}, stat})
/** Two windows, as they are read: the four weeks before each sale and the sale. 3.1 % of the evening failed in March. */
const evidence: LimitEvidence = {
  metrics: {
    schema: 'ecom-plan.metrics/v1',
    capturedAt: isoOf(firstS + days * dayS),
    series: [
      {name: id('RequestCount'), valueAt: () => 860_000},
      {name: id('Errors'), valueAt: (hour: number) => (Math.abs(hour - (cutDay * 24 + 20)) <= 5 ? 26_660 : null)},
    ].map(({name, valueAt}) => ({
      ...name,
      windows: [cutDay, freeDay].map((day) => ({
        periodS: 3600,
        startAt: isoOf(firstS + (day - 28) * dayS),
        values: Array.from({length: 29 * 24}, (_, i) => valueAt((day - 28) * 24 + i)),
      })),
    })),
  },
  limits: {
    balancer: {
      requests: id('RequestCount'),
      balancerErrors: id('None'),
      targetErrors: id('Errors'),
      rejected: id('None'),
      p95: id('None', 'p95'),
    },
    tiers: [],
  },
  sloP95ResponseTimeS: 0.25,
}

const window = {startS: 0, endS: dayS}
const event: PlannedEvent = {
  id: 'sale',
  name: 'Sale',
  date: dateOf(320),
  timezone: 'UTC',
  pastDates: [dateOf(cutDay), dateOf(freeDay)],
  window,
  launches: [],
  uplift: null,
}
const series = traffic()
const labels = {labelled: [{id: 'sale', window, timezone: 'UTC', dates: event.pastDates}], excluded: []}
const known = knownSeries({hourly: hourlyRates(series), labels, zone: makeZone('UTC'), asOfS: firstS + days * dayS})
const whole = (limits: LimitEvidence | null, planned: PlannedEvent = event) =>
  forecastEvent({traffic: series, event: planned, labels, asOf: isoOf(firstS + days * dayS), judgement, limits})

test('the whole forecast: a limit lifts it, widens it and is told', () => {
  const [as, blind] = [whole(evidence), whole(null)]
  expect(as.occurrences.map(({isCensored = false}) => isCensored)).toEqual([true, false])
  expect(as.peakHour.p50Rps).toBeGreaterThan(blind.peakHour.p50Rps)
  expect(as.peakHour.p99Rps / as.peakHour.p50Rps).toBeGreaterThan(blind.peakHour.p99Rps / blind.peakHour.p50Rps)
  expect(as.notes.join(' ')).toMatch(
    /2026-03-22 ran into a limit \(5xx for 3\.1 % of requests and traffic stood still for .*\): 2\d\d req\/s, after 1\.5 % that most likely were sent twice, is the least that came/,
  )
  expect(blind.notes.join(' ')).toContain('write censored: [2026-03-22]')
  const marked = whole(null, {...event, censoredDates: [dateOf(cutDay)]})
  expect(marked.notes.join(' ')).toContain('ran into a limit (the config says so; traffic stood still for')
  expect(marked.occurrences[0]?.isCensored).toBe(true)
  expect(whole(evidence, {...event, censoredDates: []}).peakHour).toEqual(
    whole(null, {...event, censoredDates: []}).peakHour,
  )
})

const found = (planned: PlannedEvent, read: LimitEvidence | null = evidence) =>
  withPastLimits({event: planned, known, traffic: series, evidence: read, judgement}).pastLimits ?? []

test('of two sales the one with 5xx at a plateau ran into a limit', () => {
  const [cut, free] = found(event)
  expect(cut).toMatchObject({date: dateOf(cutDay), isCensored: true})
  expect(cut?.signs[0]).toBe('5xx for 3.1 % of requests')
  expect(cut?.signs[1]).toMatch(/^traffic stood still for /)
  // 26,660 an hour are 7.41 req/s; half of them sent again, of 240.
  expect(cut?.retryShareRatio).toBeCloseTo(7.41 / 2 / 240, 3)
  expect(free).toEqual({
    date: dateOf(freeDay),
    isCensored: false,
    isMarked: false,
    isSuspected: false,
    signs: [],
    retryShareRatio: 0,
  })
})

test('without metrics the plateau is suspected, and the user decides', () => {
  expect(found(event, null).map(({isSuspected}) => isSuspected)).toEqual([true, false])
  expect(found({...event, censoredDates: []}).map(({isCensored}) => isCensored)).toEqual([false, false])
  const marked = found({...event, censoredDates: [dateOf(freeDay)]})
  expect(marked.map(({isCensored, isMarked}) => [isCensored, isMarked])).toEqual([
    [true, false],
    [true, true],
  ])
})

test('the past of the event that it is like is looked at too, and what is not over is not', () => {
  const like = {id: 'other', name: 'Other', dates: event.pastDates, censoredDates: [], factorRatio: 1, why: null}
  const likely = {...event, pastDates: [], like}
  expect(found(likely).map(({isCensored}) => isCensored)).toEqual([true, false])
  expect(pastSpans(likely)).toEqual(pastSpans(event))
  expect(pastSpans(event)[0]).toEqual({fromS: firstS + cutDay * dayS, toS: firstS + (cutDay + 1) * dayS})
  expect(found({...event, pastDates: [dateOf(310)]})).toEqual([])
})
