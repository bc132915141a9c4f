import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {allenCunneenWaitS} from '../../../src/core/laws/allen-cunneen.js'
import {erlangC} from '../../../src/core/laws/erlang-c.js'
import {finiteQueue, finiteQueueQuantileS, finiteQueueTail} from '../../../src/core/laws/finite-queue.js'
import {responseTimeQuantileS, responseTimeS, responseTimeTail} from '../../../src/core/laws/response-time.js'
import {tailQuantile} from '../../../src/core/laws/tail-quantile.js'
import {waitTimeQuantileS, waitTimeTail} from '../../../src/core/laws/wait-time.js'

const markov = {arrivalCvSquared: 1, serviceCvSquared: 1}
const share = fc.double({min: 0.01, max: 0.98, noNaN: true})
const probability = fc.double({min: 0, max: 0.9999, noNaN: true})

describe('Allen and Cunneen', () => {
  // Exact M/M/c waits over the service time, as printed beside Sakasegawa's approximation.
  test.each([
    [1, 0.8, 4],
    [4, 0.8, 0.745541],
    [8, 0.8, 0.286028],
    [16, 0.9, 0.36959],
    [32, 0.9, 0.143186],
  ])('%d servers at %d: %d service times', (serverCount, utilizationRatio, waitS) => {
    expect(allenCunneenWaitS({serviceTimeS: 1, utilizationRatio, serverCount, ...markov})).toBeCloseTo(waitS, 6)
  })

  // Mean responses of a simulation of requests on ten instances of four workers behind a balancer that takes turns, which
  // leaves each a tenth of the variation of Poisson arrivals; 450,000 requests each.
  test.each([
    [0.7, 1, 1.131, 1.196],
    [0.8, 1, 1.336, 1.41],
    [0.9, 1, 2.036, 2.083],
    [0.8, 2, 1.692, 1.783],
    [0.9, 2, 3.067, 3.068],
  ])('behind a balancer at %d with a service variation of %d', (utilizationRatio, serviceCvSquared, seen, said) => {
    const waitS = allenCunneenWaitS({
      serviceTimeS: 1,
      utilizationRatio,
      serverCount: 4,
      arrivalCvSquared: 0.1,
      serviceCvSquared,
    })
    expect(1 + waitS).toBeCloseTo(said, 3)
    expect((1 + waitS) / seen).toBeGreaterThan(0.99)
    expect((1 + waitS) / seen).toBeLessThan(1.08)
  })

  test('nobody waits without load or variation, and for ever from 1 on', () => {
    const queue = {serviceTimeS: 1, utilizationRatio: 0.9, serverCount: 2}
    expect(allenCunneenWaitS({...queue, utilizationRatio: 0, ...markov})).toBe(0)
    expect(allenCunneenWaitS({...queue, arrivalCvSquared: 0, serviceCvSquared: 0})).toBe(0)
    expect(allenCunneenWaitS({...queue, utilizationRatio: 1, ...markov})).toBe(Number.POSITIVE_INFINITY)
    for (const wrong of [{serviceTimeS: 0}, {utilizationRatio: -1}, {arrivalCvSquared: -1}, {serverCount: 1.5}]) {
      expect(() => allenCunneenWaitS({...queue, ...markov, ...wrong})).toThrow(RangeError)
    }
  })
})

describe('the wait and the response of M/M/m', () => {
  // R package ErlangC: 100 calls in half an hour of 180 s each; share answered within 20 s, and mean wait.
  test.each([
    [11, 0.3896, 122.78],
    [12, 0.6402, 40.44],
    [13, 0.7956, 17.12],
    [14, 0.88835, 7.83594],
  ])('%d agents', (serverCount, within20, meanWaitS) => {
    const queue = {offeredLoadErlangs: 10, serverCount, serviceTimeS: 180}
    expect(Math.abs(1 - waitTimeTail({...queue, timeS: 20}) - within20)).toBeLessThan(5.1e-5)
    expect(Math.abs(responseTimeS(queue) - 180 - meanWaitS)).toBeLessThan(5.1e-3)
  })

  test('a bookshop: Gross and Harris (3rd ed.), example 4.1, with four clerks and with three', () => {
    const shop = {offeredLoadErlangs: 40 / 15, serviceTimeS: 4}
    expect(responseTimeS({...shop, serverCount: 4}) - 4).toBeCloseTo(1.1353, 4)
    expect(erlangC({...shop, serverCount: 3})).toBeCloseTo(0.797508, 6)
    expect(responseTimeS({...shop, serverCount: 3})).toBeCloseTo(13.5701, 4)
  })

  test('one server: the response time is exponential', () => {
    const queue = {offeredLoadErlangs: 0.8, serverCount: 1, serviceTimeS: 0.1}
    expect(responseTimeQuantileS({...queue, probability: 0.95})).toBeCloseTo(0.5 * Math.log(20), 10)
    expect(responseTimeTail({...queue, timeS: 1e6})).toBe(0)
  })

  test('property: a quantile is where the tail is, and the tail adds up to the mean', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 60}), share, probability, (serverCount, utilizationRatio, p) => {
        const queue = {offeredLoadErlangs: utilizationRatio * serverCount, serverCount, serviceTimeS: 0.2}
        const timeS = responseTimeQuantileS({...queue, probability: p})
        expect(responseTimeTail({...queue, timeS})).toBeCloseTo(1 - p, 9)
        const waitS = waitTimeQuantileS({...queue, probability: p})
        expect(waitTimeTail({...queue, timeS: waitS})).toBeLessThanOrEqual(1 - p + 1e-9)
        if (waitS > 0) expect(waitTimeTail({...queue, timeS: waitS})).toBeCloseTo(1 - p, 9)
        expect(waitS).toBeLessThanOrEqual(timeS + 1e-9)
        const meanS = responseTimeS(queue)
        expect(areaUnder((t) => responseTimeTail({...queue, timeS: t}), meanS * 60) / meanS).toBeCloseTo(1, 3)
      }),
    )
  })

  test('where m − 1 equals the load the tail has no jump', () => {
    const at = (offeredLoadErlangs: number) =>
      responseTimeTail({offeredLoadErlangs, serverCount: 4, serviceTimeS: 1, timeS: 3})
    expect(at(3)).toBeCloseTo(at(3 - 1e-9), 8)
    expect(at(3)).toBeCloseTo(at(3 + 1e-9), 8)
  })

  test('servers that cannot keep up never catch up', () => {
    const queue = {offeredLoadErlangs: 2, serverCount: 2, serviceTimeS: 1}
    expect(responseTimeS(queue)).toBe(Number.POSITIVE_INFINITY)
    expect(responseTimeTail({...queue, timeS: 100})).toBe(1)
    expect(responseTimeQuantileS({...queue, probability: 0.5})).toBe(Number.POSITIVE_INFINITY)
    expect(waitTimeQuantileS({...queue, probability: 0.5})).toBe(Number.POSITIVE_INFINITY)
    expect(waitTimeTail({...queue, timeS: 100})).toBe(1)
  })

  test('numbers without a meaning are refused', () => {
    const queue = {offeredLoadErlangs: 1, serverCount: 2, serviceTimeS: 1}
    expect(() => responseTimeS({...queue, serviceTimeS: 0})).toThrow(RangeError)
    expect(() => responseTimeTail({...queue, timeS: -1})).toThrow(RangeError)
    expect(() => waitTimeTail({...queue, timeS: Number.NaN})).toThrow(RangeError)
    expect(() => waitTimeTail({...queue, serviceTimeS: -1, timeS: 1})).toThrow(RangeError)
    expect(() => waitTimeQuantileS({...queue, probability: 1})).toThrow(RangeError)
    expect(() => responseTimeQuantileS({...queue, probability: 1})).toThrow(RangeError)
    expect(() => tailQuantile({tail: () => 0, probability: -0.1, scaleS: 1})).toThrow(RangeError)
  })
})

describe('M/M/m/K', () => {
  // Erlang B, from standard traffic tables: the load that loses 1 %, 2 % and 5 % of the calls.
  test.each([
    [10, 4.4612, 0.01],
    [10, 5.084, 0.02],
    [10, 6.2157, 0.05],
    [20, 12.0306, 0.01],
    [50, 37.9014, 0.01],
    [100, 84.0642, 0.01],
  ])('%d lines with a load of %d lose %d', (serverCount, arrivalRateRps, loss) => {
    const {lossProbability} = finiteQueue({arrivalRateRps, serviceTimeS: 1, serverCount, placeCount: serverCount})
    expect(lossProbability).toBeCloseTo(loss, 6)
  })

  test('with places enough it is M/M/m', () => {
    const queue = {arrivalRateRps: 40, serviceTimeS: 0.2, serverCount: 10, placeCount: 400}
    const open = {offeredLoadErlangs: 8, serverCount: 10, serviceTimeS: 0.2}
    expect(finiteQueue(queue).responseTimeS).toBeCloseTo(responseTimeS(open), 9)
    for (const p of [0.5, 0.95, 0.999]) {
      const openS = responseTimeQuantileS({...open, probability: p})
      expect(finiteQueueQuantileS({...queue, probability: p})).toBeCloseTo(openS, 9)
    }
  })

  test('with two hundred servers too, nine service times out, where the terms leave the range of a double', () => {
    const queue = {arrivalRateRps: 194, serviceTimeS: 1, serverCount: 200, placeCount: 3000}
    const open = {offeredLoadErlangs: 194, serverCount: 200, serviceTimeS: 1}
    for (const timeS of [0, 1, 3, 9]) {
      const ratio = finiteQueueTail({...queue, timeS}) / responseTimeTail({...open, timeS})
      expect(ratio).toBeCloseTo(1, 8)
    }
  })

  test('in overload all places are taken, and what is carried is what the servers can', () => {
    const queue = {arrivalRateRps: 1e4, serviceTimeS: 0.1, serverCount: 50, placeCount: 2000}
    const {throughputRps, systemCount, lossProbability, responseTimeS: timeS} = finiteQueue(queue)
    expect(throughputRps).toBeCloseTo(500, 6)
    expect(lossProbability).toBeCloseTo(0.95, 9)
    expect(systemCount).toBeGreaterThan(1999.9)
    expect(timeS).toBeCloseTo(4, 3)
    expect(finiteQueueQuantileS({...queue, probability: 0.95})).toBeGreaterThan(4)
    expect(finiteQueueQuantileS({...queue, probability: 0.95})).toBeLessThan(4.4)
  })

  test('property: Little holds, the tail falls from 1, and a place more loses less', () => {
    const size = fc.tuple(fc.integer({min: 1, max: 40}), fc.integer({min: 0, max: 60}))
    fc.assert(
      fc.property(size, fc.double({min: 0.05, max: 3, noNaN: true}), probability, ([m, waiting], rho, p) => {
        const queue = {arrivalRateRps: rho * m, serviceTimeS: 1, serverCount: m, placeCount: m + waiting}
        const found = finiteQueue(queue)
        expect(found.throughputRps * found.responseTimeS).toBeCloseTo(found.systemCount, 9)
        expect(found.responseTimeS).toBeGreaterThanOrEqual(1 - 1e-9)
        const timeS = finiteQueueQuantileS({...queue, probability: p})
        expect(finiteQueueTail({...queue, timeS: 0})).toBeCloseTo(1, 9)
        expect(finiteQueueTail({...queue, timeS})).toBeCloseTo(1 - p, 8)
        const larger = finiteQueue({...queue, placeCount: queue.placeCount + 1})
        expect(larger.lossProbability).toBeLessThanOrEqual(found.lossProbability + 1e-12)
      }),
    )
  })

  test('numbers without a meaning are refused', () => {
    const queue = {arrivalRateRps: 1, serviceTimeS: 1, serverCount: 2, placeCount: 3}
    for (const wrong of [{arrivalRateRps: 0}, {serviceTimeS: -1}, {serverCount: 0}, {placeCount: 1}]) {
      expect(() => finiteQueue({...queue, ...wrong})).toThrow(RangeError)
    }
    expect(() => finiteQueueTail({...queue, timeS: -1})).toThrow(RangeError)
  })
})

/** By Simpson's rule, in 400 steps. */
function areaUnder(height: (x: number) => number, width: number): number {
  const step = width / 400
  let sum = 0
  for (let i = 0; i < 400; i += 1) sum += height(i * step) + 4 * height((i + 0.5) * step) + height((i + 1) * step)
  return (sum * step) / 6
}
