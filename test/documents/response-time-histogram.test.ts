import fc from 'fast-check'
import {expect, test} from 'vitest'
import {
  bucketOf,
  histogramSchema,
  lastBucket,
  longestUs,
  ResponseTimeHistogram,
} from '../../src/documents/response-time-histogram.js'

const times = fc.array(fc.oneof(fc.integer({min: 0, max: 300}), fc.integer({min: 0, max: longestUs})), {
  minLength: 1,
  maxLength: 200,
})
const of = (values: readonly number[]) => {
  const histogram = new ResponseTimeHistogram()
  for (const value of values) histogram.record(value)
  return histogram
}

test('buckets by hand: exact below 128, then 64 an octave, the last at 71.6 minutes', () => {
  expect([0, 1, 64, 127, 128, 129, 130, 255, 256, 260].map(bucketOf)).toEqual([
    0, 1, 64, 127, 128, 128, 129, 191, 192, 193,
  ])
  expect(bucketOf(longestUs)).toBe(lastBucket)
})

test('property: quantiles are within 0.8 % of the exact ones by nearest rank, the mean is exact', () => {
  fc.assert(
    fc.property(times, fc.double({min: 0, max: 1, noNaN: true}), (values, ratio) => {
      const sorted = [...values].sort((a, b) => a - b)
      const exactUs = sorted[Math.max(1, Math.ceil(ratio * values.length - 1e-9)) - 1] ?? 0
      const foundUs = (of(values).quantileS(ratio) ?? -1) * 1e6
      expect(Math.abs(foundUs - exactUs)).toBeLessThanOrEqual(exactUs * 0.008 + 1e-6)
      const meanUs = values.reduce((sum, value) => sum + value, 0) / values.length
      expect(of(values).meanS() * 1e6).toBeCloseTo(meanUs, 3)
    }),
  )
})

test('property: merged histograms are the histogram of all; the document keeps it', () => {
  fc.assert(
    fc.property(times, times, (first, second) => {
      const merged = of(first)
      merged.merge(of(second))
      const document = merged.toDocument()
      expect(document).toEqual(of([...first, ...second]).toDocument())
      expect(histogramSchema.parse(document)).toEqual(document)
      expect(ResponseTimeHistogram.fromDocument(document).counts).toEqual(merged.counts)
      expect(ResponseTimeHistogram.fromDocument(document).quantileS(0.95)).toBe(merged.quantileS(0.95))
    }),
  )
})

test('nothing counted has no quantile, and counts up to a time are whole buckets', () => {
  expect(new ResponseTimeHistogram().quantileS(0.5)).toBe(null)
  expect(ResponseTimeHistogram.fromDocument(new ResponseTimeHistogram().toDocument()).count).toBe(0)
  const histogram = of([10_000, 20_000, 30_000])
  expect([0.005, 0.015, 0.025, 0.03].map((upToS) => histogram.countUpTo(upToS))).toEqual([0, 1, 2, 3])
})

test('the average of percentiles is no percentile: merging five nodes of which one is slow gives the true p99', () => {
  const fast = Array.from({length: 1000}, (_, i) => 10_000 + i * 10)
  const slow = fast.map((us) => us * 8)
  const nodes = [fast, fast, fast, fast, slow]
  const merged = of([])
  for (const node of nodes) merged.merge(of(node))
  const exactUs = nodes.flat().sort((a, b) => a - b)[4949] ?? 0
  const averageS = nodes.map((node) => of(node).quantileS(0.99) ?? 0).reduce((a, b) => a + b, 0) / 5
  expect(Math.abs((merged.quantileS(0.99) ?? 0) * 1e6 - exactUs)).toBeLessThan(exactUs * 0.008)
  expect(averageS * 1e6).toBeLessThan(exactUs * 0.4)
})
