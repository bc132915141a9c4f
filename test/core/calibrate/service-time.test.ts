import fc from 'fast-check'
import {expect, test} from 'vitest'
import {serviceTime} from '../../../src/core/calibrate/service-time.js'
import {responseTimeS} from '../../../src/core/laws/response-time.js'
import type {HeldStep, TierLoadTest} from '../../../src/documents/load-test.js'

const step = (concurrencyCount: number, throughputRps: number, meanResponseTimeS: number): HeldStep =>
  ({concurrencyCount, throughputRps, meanResponseTimeS, isSteady: true}) as HeldStep
const held = (unitCount: number, ...steps: HeldStep[]) => ({unitCount, steps}) as unknown as TierLoadTest

test('by hand: 8 workers of 100 ms on each of two units are full at 160 a second', () => {
  const test160 = held(
    2,
    step(2, 20, 0.1),
    step(8, 79, 0.101),
    step(16, 148, 0.108),
    step(32, 160, 0.2),
    step(64, 160, 0.4),
  )
  expect(serviceTime(test160)).toEqual({workerCount: 8, serviceTimeS: 0.1})
})

test('null where it was never full, has too few steps, or began too heavy', () => {
  expect(serviceTime(held(1, step(1, 10, 0.1), step(2, 20, 0.1), step(4, 40, 0.1)))).toBeNull()
  expect(serviceTime(held(1, step(1, 10, 0.1), step(64, 80, 0.8)))).toBeNull()
  expect(serviceTime(held(1, step(16, 79, 0.2), step(32, 80, 0.4), step(64, 80, 0.8)))).toBeNull()
  expect(serviceTime(held(1))).toBeNull()
  // 1.4 workers: something else than workers made it full.
  expect(serviceTime(held(1, step(0.5, 5, 0.1), step(2, 13.9, 0.14), step(8, 14, 0.57)))).toBeNull()
})

test('property: workers and service time of an open queue are found from its steps', () => {
  const queue = fc.record({
    workerCount: fc.integer({min: 2, max: 40}),
    serviceTimeS: fc.double({min: 0.005, max: 1, noNaN: true}),
  })
  fc.assert(
    fc.property(queue, ({workerCount, serviceTimeS}) => {
      const full = workerCount / serviceTimeS
      const at = (ratio: number) => {
        const meanS = responseTimeS({offeredLoadErlangs: ratio * workerCount, serverCount: workerCount, serviceTimeS})
        return step(ratio * full * meanS, ratio * full, meanS)
      }
      const full4 = step(workerCount * 4, full, serviceTimeS * 4)
      const found = serviceTime(held(1, at(0.1), at(0.5), step(workerCount * 2, full, serviceTimeS * 2), full4))
      expect(found?.workerCount).toBeGreaterThanOrEqual(workerCount)
      // In a light step of two workers one request in a hundred waits already.
      expect(found?.workerCount).toBeLessThanOrEqual(Math.ceil(workerCount * 1.02))
      expect((found?.workerCount ?? 0) / (found?.serviceTimeS ?? 1)).toBeCloseTo(full, 6)
    }),
  )
})
