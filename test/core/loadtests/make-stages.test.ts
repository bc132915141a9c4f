import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {findCovers} from '../../../src/core/loadtests/find-cover.js'
import {makeStages} from '../../../src/core/loadtests/make-stages.js'
import {simplifyLine} from '../../../src/core/loadtests/simplify-line.js'
import type {Forecast} from '../../../src/documents/forecast.js'
import {loadStagesSchema} from '../../../src/documents/load-stages.js'
import type {LoadTest} from '../../../src/documents/load-test.js'
import {sampleRun} from '../../report/sample-run.js'

const startMs = Date.UTC(2026, 10, 27)
const at = (minute: number) => new Date(startMs + minute * 60_000).toISOString()

/** A forecast whose P90 path goes through these rates, one every `stepMinutes`. */
function forecastOf(rates: readonly number[], stepMinutes = 60): Forecast {
  const path = rates.map((rps, i) => ({at: at(i * stepMinutes), p50Rps: rps * 0.8, p90Rps: rps, p99Rps: rps * 1.3}))
  const {finePath: _, ...rest} = sampleRun.forecast
  return {...rest, level: 'edge', eventId: 'sale-2026', eventName: 'Sale', stepS: stepMinutes * 60, path}
}

const stagesOf = (forecast: Forecast, more: Partial<Parameters<typeof makeStages>[0]> = {}) =>
  makeStages({
    forecast,
    goalRatio: 1.5,
    lengthS: 7200,
    fromAt: null,
    speedRatio: 1,
    originRatio: null,
    covers: [],
    ...more,
  })

const brief = ({stages}: ReturnType<typeof makeStages>) =>
  stages.map(({part, durationS, fromRps, toRps}) => [part, durationS, Math.round(fromRps), Math.round(toRps)])

test('worked by hand: the last two hours before the peak, at 150 %', () => {
  const found = stagesOf(forecastOf([100, 200, 800, 1000, 400]))
  expect(brief(found)).toEqual([
    ['warm-up', 120, 0, 300],
    ['ramp', 3600, 300, 1200],
    ['ramp', 3600, 1200, 1500],
    ['hold', 600, 1500, 1500],
    ['ramp-down', 60, 1500, 0],
  ])
  expect(found).toMatchObject({peakAt: at(180), peakP90Rps: 1000, goalRps: 1500, fromAt: at(60), toAt: at(180)})
  expect(found.words).toEqual([
    'Sale: 1,500 req/s at the CDN edge, 150 % of the P90 peak of 1,000, in 5 stages over 2.2 h',
    'no load test covers any of it',
  ])
  expect(loadStagesSchema.parse(found)).toEqual(found)
})

test('points on one line become one stage', () => {
  expect(brief(stagesOf(forecastOf([100, 200, 300, 400], 10)))).toEqual([
    ['warm-up', 120, 0, 150],
    ['ramp', 1800, 150, 600],
    ['hold', 600, 600, 600],
    ['ramp-down', 60, 600, 0],
  ])
})

test('doors that open at midnight, hours before the peak: the steepest rise comes first', () => {
  // 10 minutes a step: a jump in the third hour, a slow climb to the peak at the end.
  const rates = Array.from({length: 73}, (_, i) => (i < 18 ? 100 : i === 18 ? 700 : 600 + (i - 18) * 6))
  const found = stagesOf(forecastOf(rates, 10))
  expect(found.stages.map(({part}) => part)).toEqual([
    'warm-up',
    'rise',
    'rise',
    'rise',
    'move',
    'ramp',
    'hold',
    'ramp-down',
  ])
  const rises = found.stages.filter(({part}) => part === 'rise')
  expect(rises[1]).toMatchObject({durationS: 600, fromRps: 150, toRps: 1050})
  expect(found.warnings).toEqual([])
  const asked = stagesOf(forecastOf(rates, 10), {fromAt: at(600), lengthS: 3600})
  expect(asked.warnings.join()).toMatch(
    /the steepest rise lies outside of the ramp: 900 req\/s within 10 min from 2026-11-27T02:50Z/,
  )
})

test('as many times as fast, of the origin, from a time on', () => {
  const forecast = forecastOf([100, 200, 800, 1000, 400])
  expect(brief(stagesOf(forecast, {speedRatio: 4})).slice(1, 3)).toEqual([
    ['ramp', 900, 300, 1200],
    ['ramp', 900, 1200, 1500],
  ])
  const origin = stagesOf(forecast, {originRatio: 0.25})
  expect(origin).toMatchObject({level: 'origin', goalRps: 375})
  expect(origin.words[0]).toMatch(/at the load balancer/)
  expect(brief(stagesOf(forecast, {fromAt: at(60), lengthS: 3600}))).toEqual([
    ['warm-up', 120, 0, 300],
    ['ramp', 3600, 300, 1200],
    ['move', 300, 1200, 1500],
    ['hold', 600, 1500, 1500],
    ['ramp-down', 60, 1500, 0],
  ])
})

test('a peak at the start has no ramp; a time outside is refused', () => {
  expect(stagesOf(forecastOf([1000, 10, 10])).stages.map(({part}) => part)).toEqual(['warm-up', 'hold', 'ramp-down'])
  expect(() => stagesOf(forecastOf([10, 20]), {fromAt: '2027-01-01T00:00:00.000Z'})).toThrow(
    expect.objectContaining({code: 'STAGES_NO_PATH', kind: 'data'}),
  )
})

test('a true forecast: the fine path, the ramp ends at its peak', () => {
  const found = stagesOf(sampleRun.forecast)
  expect(found.peakP90Rps).toBeGreaterThan(0)
  expect(found.toAt).toBe(found.peakAt)
})

test('whatever the path: joined from 0 to 0, at the goal in the hold, never above it', () => {
  const rates = fc.array(fc.double({min: 0, max: 1e5, noNaN: true}), {minLength: 1, maxLength: 60})
  fc.assert(
    fc.property(rates, fc.integer({min: 1, max: 120}), fc.integer({min: 1, max: 10}), (path, minutes, speedRatio) => {
      const {stages, goalRps} = stagesOf(forecastOf(path, minutes), {speedRatio})
      expect(stages[0]?.fromRps).toBe(0)
      expect(stages.at(-1)?.toRps).toBe(0)
      expect(stages.slice(1).map(({fromRps}) => fromRps)).toEqual(stages.slice(0, -1).map(({toRps}) => toRps))
      expect(Math.max(...stages.map(({toRps}) => toRps))).toBeLessThanOrEqual(goalRps * (1 + 1e-9))
      expect(stages.find(({part}) => part === 'hold')?.fromRps).toBeCloseTo(goalRps, 6)
    }),
  )
})

test('a simplified line stays within its tolerance', () => {
  fc.assert(
    fc.property(fc.array(fc.double({min: 0, max: 100, noNaN: true}), {maxLength: 60}), (ys) => {
      const points = ys.map((y, x) => ({x, y}))
      const line = simplifyLine(points, 10)
      for (const {x, y} of points) {
        const next = line.findIndex((point) => point.x >= x)
        const [a, b] = [line[Math.max(0, next - 1)], line[next]]
        if (a === undefined || b === undefined) throw new Error('the line lost an end')
        const on = a.x === b.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x)
        expect(Math.abs(on - y)).toBeLessThanOrEqual(10 + 1e-9)
      }
    }),
  )
})

describe('cover', () => {
  const step = (throughputRps: number, errorRatio: number) => ({throughputRps, errorRatio}) as LoadTest['steps'][number]
  const testOf = (more: Partial<LoadTest>): LoadTest =>
    ({id: '0123456789abcdef', tool: 'k6', tier: 'web', unitCount: 4, startedAt: at(0), steps: [], ...more}) as LoadTest

  test('the newest test of each tier, by what it carried without failing, over the visits of the tier', () => {
    const covers = findCovers({
      tests: [
        testOf({startedAt: at(10), steps: [step(600, 0), step(900, 0.2)]}),
        testOf({id: 'fedcba9876543210', startedAt: at(0), steps: [step(5000, 0)]}),
        testOf({tier: 'checkout', steps: [step(60, 0)]}),
      ],
      peakP90Rps: 1000,
      goalRatio: 1.5,
      visitCounts: new Map([['checkout', 0.1]]),
    })
    expect(covers).toEqual([
      {
        name: 'k6 01234567',
        tier: 'web',
        testedAt: at(10),
        unitCount: 4,
        throughputRps: 600,
        goalRatio: expect.closeTo(0.4, 9),
        peakRatio: 0.6,
      },
      {
        name: 'k6 01234567',
        tier: 'checkout',
        testedAt: at(0),
        unitCount: 4,
        throughputRps: 60,
        goalRatio: expect.closeTo(0.4, 9),
        peakRatio: 0.6,
      },
    ])
    expect(stagesOf(forecastOf([1, 2]), {covers}).words[1]).toBe(
      'the last test of web (k6 01234567 of 2026-11-27, against 4 units) reached 600 req/s: 40 % of the goal, 60 % of the P90 peak',
    )
  })
})
