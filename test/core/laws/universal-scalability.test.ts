import {expect, test} from 'vitest'
import {peakConcurrency, uslThroughput} from '../../../src/core/laws/universal-scalability.js'
import {truth} from '../../truth.js'

const specsdm91 = truth.usl_specsdm91
const precise = {
  contention: specsdm91.precise['alpha'] ?? 0,
  coherency: specsdm91.precise['beta'] ?? 0,
  singleUnitRps: specsdm91.precise['gamma'] ?? 0,
}
const raytracer = truth.usl_raytracer.published

// Fitted values and coefficients as R package usl prints them for specsdm91.
test.each([
  [1, 90],
  [18, 1078],
  [36, 1541],
  [72, 1850],
  [108, 1879],
  [144, 1822],
  [216, 1646],
])('specsdm91: %d users carry %d', (concurrencyCount, throughput) => {
  expect(Math.round(uslThroughput({...precise, concurrencyCount}))).toBe(throughput)
})

test('specsdm91: the published peak', () => {
  const peak = peakConcurrency(precise) ?? Number.NaN
  expect(peak).toBeCloseTo(specsdm91.published['peak_N'] ?? 0, 4)
  expect(Math.round(uslThroughput({...precise, concurrencyCount: peak}))).toBe(specsdm91.published['peak_X'])
})

test('raytracer: without coherency there is no peak, and throughput nears the published limit', () => {
  const published = {contention: raytracer['alpha'] ?? 0, coherency: 0, singleUnitRps: raytracer['gamma'] ?? 0}
  expect(peakConcurrency(published)).toBeNull()
  expect(uslThroughput({...published, concurrencyCount: 1e9})).toBeCloseTo(raytracer['limit_X'] ?? 0, 2)
})

test('where all runs one at a time the peak is a single unit', () => {
  expect(peakConcurrency({contention: 1, coherency: 0.1})).toBe(1)
})
