import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {cdnDriver, hitRatio} from '../../../src/core/calibrate/hit-ratio.js'
import {missStorm} from '../../../src/core/calibrate/miss-storm.js'
import {missFactor} from '../../../src/core/laws/miss-factor.js'
import type {Metrics} from '../../../src/documents/metrics.js'
import '../../seed.js'

const startAt = '2026-10-01T00:00:00.000Z'
const id = {namespace: 'AWS/CloudFront', metricName: 'CacheHitRate', dimensions: {}, stat: 'Average'}
const metricsOf = (hourly: (number | null)[], detail: (number | null)[] = []): Metrics => ({
  schema: 'ecom-plan.metrics/v1',
  capturedAt: startAt,
  series: [
    {
      ...id,
      windows: [
        {periodS: 3600, startAt, values: hourly},
        {periodS: 300, startAt, values: detail},
      ],
    },
  ],
})
const judgement = (name: keyof typeof catalog.judgements) => catalog.judgements[name].value
const asked = {cacheHitRate: id, judgement}

test('five points of hit ratio at 95 % double the origin load', () => {
  expect(missFactor({fromHitRatio: 0.95, toHitRatio: 0.9})).toBeCloseTo(2, 9)
  expect(() => missFactor({fromHitRatio: 1.2, toHitRatio: 0.9})).toThrow(RangeError)
})

test('the lowest hour seen is the storm, and says when', () => {
  const storm = missStorm({...asked, hitRatio: 0.85, metrics: metricsOf([85, 86, 40, null, 84], [85, 60])})
  expect(storm?.hitRatio).toBe(0.4)
  expect(storm?.factorRatio).toBeCloseTo(4, 9)
  expect(storm?.origin).toBe('the lowest seen, in the hour from 2026-10-01T02:00Z')
})

test('hours that only scatter are no storm, so half of the hits go, by our judgement', () => {
  const storm = missStorm({...asked, hitRatio: 0.84, metrics: metricsOf([85, 86, 82, 84])})
  expect(storm?.hitRatio).toBeCloseTo(0.42, 9)
  expect(storm?.factorRatio).toBeCloseTo(3.625, 9)
  expect(storm?.origin).toContain('our judgement')
})

test('a storm never brings less load than planned, and a cache without hits has none to lose', () => {
  const percents = fc.array(fc.double({min: 0, max: 100, noNaN: true}), {maxLength: 30})
  fc.assert(
    fc.property(percents, fc.double({min: 0.01, max: 0.99, noNaN: true}), (hourly, ratio) => {
      const storm = missStorm({...asked, hitRatio: ratio, metrics: metricsOf(hourly)})
      expect(storm?.factorRatio).toBeGreaterThan(1)
      expect(storm?.hitRatio).toBeLessThan(ratio)
    }),
  )
  expect(missStorm({...asked, hitRatio: 0, metrics: metricsOf([])})).toBeNull()
  expect(missStorm({...asked, hitRatio: 1, metrics: metricsOf([])})).toBeNull()
})

test('the misses are spread by single intervals and by what past peaks did', () => {
  const steady = hitRatio({...asked, given: undefined, metrics: metricsOf([], [85, 85, 85]), pastPeaksAt: []})
  expect(steady?.missLogSpreadRatio).toBeCloseTo(0.1, 9)
  const scattered = hitRatio({...asked, given: undefined, metrics: metricsOf([], [80, 85, 90]), pastPeaksAt: []})
  // Misses of 20, 15 and 10 % about 15 %: the middle distance is ln(4/3).
  expect(scattered?.missLogSpreadRatio).toBeCloseTo(Math.hypot(Math.log(4 / 3) / 0.67449, 0.1), 5)
  const hourly = [...Array.from({length: 24}, () => 80), ...Array.from({length: 24}, () => 90)]
  const pastPeaksAt = ['2026-10-01T10:00:00.000Z', '2026-10-02T12:00:00.000Z']
  const twice = hitRatio({...asked, given: undefined, metrics: metricsOf(hourly, [92, 92]), pastPeaksAt})
  // Misses of 20 and 10 %: each lies ln(2)/2 from their middle, and our judgement counts as one more.
  expect(twice?.missLogSpreadRatio).toBeCloseTo(Math.sqrt((0.01 + 2 * (Math.log(2) / 2) ** 2) / 2), 5)
  expect(twice?.missBecause).toContain('2 past peaks')
  if (twice !== null) expect(cdnDriver(twice)).toMatchObject({id: 'cdn', logSpreadRatio: twice.missLogSpreadRatio})
})
