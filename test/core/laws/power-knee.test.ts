import fc from 'fast-check'
import {expect, test} from 'vitest'
import {powerKnee} from '../../../src/core/laws/power-knee.js'
import {uslThroughput} from '../../../src/core/laws/universal-scalability.js'

// X/R = X²/N.
const power = (law: {contention: number; coherency: number}, concurrencyCount: number) =>
  uslThroughput({...law, singleUnitRps: 1, concurrencyCount}) ** 2 / concurrencyCount

test('checkout: 12.13 in flight, 364 req/s, 33.3 ms', () => {
  const law = {contention: 0.05, coherency: 0.0008, singleUnitRps: 50}
  const concurrencyCount = powerKnee(law) ?? 0
  expect(concurrencyCount).toBeCloseTo(12.13, 2)
  expect(uslThroughput({...law, concurrencyCount})).toBeCloseTo(364.4, 1)
  expect(concurrencyCount / uslThroughput({...law, concurrencyCount})).toBeCloseTo(0.0333, 4)
})

test('in proportion for ever: no knee', () => {
  expect(powerKnee({contention: 0, coherency: 0})).toBeNull()
})

test('no other concurrency has more power', () => {
  const coefficient = fc.double({min: 1e-6, max: 0.5, noNaN: true})
  fc.assert(
    fc.property(
      coefficient,
      coefficient,
      fc.double({min: 1, max: 1e4, noNaN: true}),
      (contention, coherency, other) => {
        for (const law of [
          {contention, coherency},
          {contention, coherency: 0},
          {contention: 0, coherency},
        ]) {
          expect(power(law, powerKnee(law) ?? 0)).toBeGreaterThanOrEqual(power(law, other) * (1 - 1e-9))
        }
      },
    ),
  )
})
