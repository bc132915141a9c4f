import fc from 'fast-check'
import {expect, test} from 'vitest'
import {
  concurrencyAtResponseTime,
  concurrencyAtThroughput,
  responseTimeAtThroughput,
  throughputAtResponseTime,
} from '../../../src/core/laws/scalability-inverses.js'
import {highestThroughput, peakConcurrency, uslThroughput} from '../../../src/core/laws/universal-scalability.js'

// The Cisco benchmark of Schwartz, Practical Scalability Analysis with the Universal Scalability Law. usl4j and usl-rs
// answer .001453 s, 7,047.84 and a number for 13,000 req/s here; the right ones follow from X(N) alone.
const cisco = {contention: 0.02671591, coherency: 7.690945e-4, singleUnitRps: 995.6486}

test('Cisco: each inverse, where the common libraries are wrong', () => {
  expect(concurrencyAtThroughput({...cisco, throughputRps: 12_201})).toBeCloseTo(29.569, 3)
  expect(responseTimeAtThroughput({...cisco, throughputRps: 12_201})).toBeCloseTo(0.0024235, 7)
  expect(concurrencyAtThroughput({...cisco, throughputRps: 11_048})).toBeCloseTo(19.92, 2)
  expect(concurrencyAtResponseTime({...cisco, responseTimeS: 0.03})).toBeCloseTo(177.7, 1)
  expect(throughputAtResponseTime({...cisco, responseTimeS: 0.03})).toBeCloseTo(5923.28, 2)
})

test('above the highest throughput there is no answer, whatever is asked', () => {
  const highest = highestThroughput(cisco) ?? 0
  expect(highest).toBeCloseTo(12_342.9, 0)
  expect(concurrencyAtThroughput({...cisco, throughputRps: 13_000})).toBeNull()
  expect(responseTimeAtThroughput({...cisco, throughputRps: highest * 1.0001})).toBeNull()
  expect(concurrencyAtThroughput({...cisco, throughputRps: highest})).toBeCloseTo(peakConcurrency(cisco) ?? 0, 3)
  const ceiling = {contention: 0.1, coherency: 0, singleUnitRps: 10}
  expect(concurrencyAtThroughput({...ceiling, throughputRps: 100})).toBeNull()
  expect(concurrencyAtThroughput({...ceiling, throughputRps: 99})).toBeCloseTo(891, 6)
})

test('below the time of a single request there is no answer', () => {
  expect(concurrencyAtResponseTime({...cisco, responseTimeS: 0.9 / cisco.singleUnitRps})).toBeNull()
  expect(concurrencyAtResponseTime({...cisco, responseTimeS: 1 / cisco.singleUnitRps})).toBeCloseTo(1, 6)
  const linear = {contention: 0, coherency: 0, singleUnitRps: 10}
  expect(concurrencyAtResponseTime({...linear, responseTimeS: 0.2})).toBeNull()
  expect(concurrencyAtThroughput({...linear, throughputRps: 70})).toBeCloseTo(7, 9)
})

const laws = fc.record({
  contention: fc.double({min: 0, max: 0.5, noNaN: true}),
  coherency: fc.oneof(fc.constant(0), fc.double({min: 1e-7, max: 0.05, noNaN: true})),
  singleUnitRps: fc.double({min: 0.01, max: 1e5, noNaN: true}),
})

test('each inverse undoes the law: by response time everywhere, by throughput up to the peak', () => {
  fc.assert(
    fc.property(laws, fc.double({min: 1.01, max: 500, noNaN: true}), (law, concurrencyCount) => {
      fc.pre(law.contention + law.coherency > 1e-4)
      const throughputRps = uslThroughput({...law, concurrencyCount})
      const responseTimeS = concurrencyCount / throughputRps
      expect((concurrencyAtResponseTime({...law, responseTimeS}) ?? 0) / concurrencyCount).toBeCloseTo(1, 4)
      expect((throughputAtResponseTime({...law, responseTimeS}) ?? 0) / throughputRps).toBeCloseTo(1, 4)
      if (concurrencyCount < 0.9 * (peakConcurrency(law) ?? Number.POSITIVE_INFINITY)) {
        expect((concurrencyAtThroughput({...law, throughputRps}) ?? 0) / concurrencyCount).toBeCloseTo(1, 4)
        expect((responseTimeAtThroughput({...law, throughputRps}) ?? 0) / responseTimeS).toBeCloseTo(1, 4)
      }
    }),
  )
})
