import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {visits} from '../../../src/core/calibrate/visits.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {Metrics} from '../../../src/documents/metrics.js'
import type {MetricId} from '../../../src/documents/series.js'
import '../../seed.js'

const startS = Date.UTC(2026, 9, 1) / 1000
const id = (name: string, balancer: string): MetricId => ({
  namespace: 'AWS/ApplicationELB',
  metricName: 'RequestCount',
  dimensions: {LoadBalancer: balancer, TargetGroup: name},
  stat: 'Sum',
})
const origin = id('none', 'app/shop')
const inner = id('cart', 'app/inner')
type Column = {id: MetricId; detail?: number[]; hourly?: number[]; hourlyFromS?: number}
const metricsOf = (columns: Column[]): Metrics => ({
  schema: 'ecom-plan.metrics/v1',
  capturedAt: isoOf(startS),
  series: columns.map(({id, detail, hourly, hourlyFromS}) => ({
    ...id,
    windows: [
      ...(hourly === undefined ? [] : [{periodS: 3600, startAt: isoOf(hourlyFromS ?? startS), values: hourly}]),
      ...(detail === undefined ? [] : [{periodS: 300, startAt: isoOf(startS), values: detail}]),
    ],
  })),
})
const base = {
  given: undefined,
  eventShift: undefined,
  pastPeaks: [],
  judgement: (name: keyof typeof catalog.judgements) => catalog.judgements[name].value,
  tierRequests: inner,
  originRequests: origin,
}
const day = Array.from({length: 288 * 3}, (_, i) => 30_000 + 20_000 * Math.sin((i / 288) * 2 * Math.PI))

test('what does not grow with traffic is no visit: the slope, not the ratio', () => {
  // 18 % of the requests, and a job that calls 900 times in five minutes whatever comes.
  const metrics = metricsOf([
    {id: origin, detail: day},
    {id: inner, detail: day.map((count) => 0.18 * count + 900)},
  ])
  const found = visits({...base, metrics})
  expect(found?.visitCount).toBeCloseTo(0.18, 9)
  expect(found?.origin).toMatch(/^line \(Theil–Sen\) through the busier 4\d\d five-minute intervals/)
})

test('traffic that hardly varies has no slope, so the ratios count', () => {
  const flat = day.map((_, i) => 30_000 + (i % 3))
  const metrics = metricsOf([
    {id: origin, detail: flat},
    {id: inner, detail: flat.map((count, i) => 0.18 * count * (1 + 0.02 * Math.sin(i)))},
  ])
  const found = visits({...base, metrics})
  expect(found?.origin).toMatch(/^median of/)
  expect(found?.visitCount).toBeCloseTo(0.18, 2)
})

test('a third of wild intervals moves neither the visits nor their spread far', () => {
  const wild = (i: number) => (i % 7 < 2 ? 5 : 1)
  fc.assert(
    fc.property(fc.double({min: 0.05, max: 3, noNaN: true}), (share) => {
      const metrics = metricsOf([
        {id: origin, detail: day},
        {id: inner, detail: day.map((count, i) => share * count * (Math.floor(i / 12) % 4 === 0 ? wild(i) : 1))},
      ])
      const found = visits({...base, metrics})
      expect(Math.abs((found?.visitCount ?? 0) / share - 1)).toBeLessThan(0.02)
      expect(found?.spread.logSpreadRatio).toBeLessThan(0.15)
    }),
    {numRuns: 20},
  )
})

const hourS = 3600
const peakAtS = startS + 40 * 24 * hourS
const hours = Array.from({length: 41 * 24}, () => 400_000)
const isSale = (hour: number, atS: number) => Math.abs(startS + hour * hourS - atS) <= 6 * hourS

/** The last three days in detail, 41 days in hours with one sale in them at which the tier's share was another. */
const withSale = (saleFactor: number) =>
  metricsOf([
    {id: origin, detail: day, hourly: hours},
    {
      id: inner,
      detail: day.map((count) => 0.06 * count),
      hourly: hours.map((count, hour) => count * 0.06 * (isSale(hour, peakAtS) ? saleFactor : 1)),
    },
  ])

test('a shift at a past peak is learned, and our judgement is what one peak may be off', () => {
  const found = visits({...base, metrics: withSale(1.4), pastPeaks: [{atS: peakAtS, weightRatio: 1}]})
  expect(found?.visitCount).toBeCloseTo(0.06 * 1.4, 6)
  expect(found?.origin).toContain('× 1.4 as at the past peak of the event')
  expect(found?.spread.logSpreadRatio).toBeCloseTo(0.1, 6)
})

test('the config says the shift before the past does, and without either there is none', () => {
  const pastPeaks = [{atS: peakAtS, weightRatio: 1}]
  const given = visits({...base, metrics: withSale(1.4), pastPeaks, eventShift: 1.2})
  expect(given?.visitCount).toBeCloseTo(0.06 * 1.2, 6)
  expect(given?.origin).toContain('eventShift in ecom-plan.yaml')
  const none = visits({...base, metrics: withSale(1.4)})
  expect(none?.visitCount).toBeCloseTo(0.06, 6)
  expect(none?.origin).toContain('was not measured')
  // Hours a year before the peak say nothing of it.
  const old = visits({...base, metrics: withSale(1.4), pastPeaks: [{atS: peakAtS - 365 * 86_400, weightRatio: 1}]})
  expect(old?.origin).toContain('was not measured')
})

test('two peaks that disagree are spread by their distance and our judgement', () => {
  const second = peakAtS - 8 * 86_400
  const metrics = metricsOf([
    {id: origin, detail: day, hourly: hours},
    {
      id: inner,
      detail: day.map((count) => 0.06 * count),
      hourly: hours.map((count, hour) => count * 0.06 * (isSale(hour, peakAtS) ? 1.44 : isSale(hour, second) ? 1 : 1)),
    },
  ])
  const pastPeaks = [
    {atS: second, weightRatio: 1},
    {atS: peakAtS, weightRatio: 1},
  ]
  const found = visits({...base, metrics, pastPeaks})
  expect(found?.visitCount).toBeCloseTo(0.06 * 1.2, 4)
  const half = Math.log(1.44) / 2
  expect(found?.spread.logSpreadRatio).toBeCloseTo(Math.sqrt((0.01 + 2 * half ** 2) / 2), 3)
})

test('a tier that gets every request of its load balancer cannot get a larger share', () => {
  const web = id('web', 'app/shop')
  const metrics = metricsOf([
    {id: origin, detail: day},
    {id: web, detail: day},
  ])
  expect(visits({...base, metrics, tierRequests: web})?.spread.logSpreadRatio).toBe(0)
  expect(visits({...base, metrics, tierRequests: web, eventShift: 1.1})?.visitCount).toBeCloseTo(1.1, 9)
})

test('visits that the config gives are as uncertain as our judgement', () => {
  expect(visits({...base, metrics: metricsOf([]), given: 2})).toMatchObject({
    visitCount: 2,
    spread: {logSpreadRatio: 0.1},
  })
})
