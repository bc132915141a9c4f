import fc from 'fast-check'
import {expect, test} from 'vitest'
import {responseTimeQuantileS} from '../../../src/core/laws/response-time.js'
import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {smoothedResponseQuantileS} from '../../../src/core/laws/smoothed-response.js'

const queue = fc.record({
  serverCount: fc.integer({min: 1, max: 64}),
  utilization: fc.double({min: 0.01, max: 0.98, noNaN: true}),
  serviceTimeS: fc.double({min: 1e-3, max: 10, noNaN: true}),
  probability: fc.double({min: 0.5, max: 0.999, noNaN: true}),
})

test('property: with both variations 1 it is the law of M/M/m, to nine digits', () => {
  fc.assert(
    fc.property(queue, ({serverCount, utilization, serviceTimeS, probability}) => {
      const asked = {offeredLoadErlangs: utilization * serverCount, serverCount, serviceTimeS, probability}
      const ours = smoothedResponseQuantileS({...asked, arrivalCvSquared: 1, serviceCvSquared: 1})
      expect(ours / responseTimeQuantileS(asked)).toBeCloseTo(1, 8)
    }),
  )
})

test('property: smoother arrivals never make it longer, and it is never below the service alone', () => {
  const squares = fc.tuple(fc.double({min: 0, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true}))
  fc.assert(
    fc.property(queue, squares, ({serverCount, utilization, serviceTimeS, probability}, [a, b]) => {
      const at = (arrivalCvSquared: number) =>
        smoothedResponseQuantileS({
          offeredLoadErlangs: utilization * serverCount,
          serverCount,
          serviceTimeS,
          probability,
          arrivalCvSquared,
          serviceCvSquared: 1,
        })
      expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)) * (1 + 1e-9))
      expect(at(0)).toBeGreaterThanOrEqual(serviceTimeS * -Math.log(1 - probability) * (1 - 1e-9))
    }),
  )
})

test('beyond saturation it has no end', () => {
  const full = {serverCount: 4, serviceTimeS: 1, arrivalCvSquared: 0.1, serviceCvSquared: 1, probability: 0.95}
  expect(smoothedResponseQuantileS({...full, offeredLoadErlangs: 4})).toBe(Number.POSITIVE_INFINITY)
})

/** Requests to one of k units that a balancer serves in turn, each with m workers: first come, first served. */
function simulatedP95(unitCount: number, serverCount: number, utilization: number): number {
  const uniform = seededUniform(7)
  const exponential = (mean: number) => -mean * Math.log(1 - uniform())
  const free = Array.from({length: serverCount}, () => 0)
  const times: number[] = []
  let nowS = 0
  for (let request = 0; request < 200_000; request += 1) {
    for (let turn = 0; turn < unitCount; turn += 1) nowS += exponential(1 / (utilization * serverCount * unitCount))
    const first = free.indexOf(Math.min(...free))
    const endS = Math.max(nowS, free[first] ?? 0) + exponential(1)
    free[first] = endS
    if (request > 5000) times.push(endS - nowS)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}

test.each([
  [1, 4, 0.8],
  [6, 4, 0.8],
  [6, 1, 0.8],
  [24, 8, 0.9],
])('%d units of %d workers at %f, against a simulation of single requests', (unitCount, serverCount, utilization) => {
  const ours = smoothedResponseQuantileS({
    offeredLoadErlangs: utilization * serverCount,
    serverCount,
    serviceTimeS: 1,
    arrivalCvSquared: 1 / unitCount,
    serviceCvSquared: 1,
    probability: 0.95,
  })
  const found = simulatedP95(unitCount, serverCount, utilization)
  // Too high by some percent where arrivals are smooth, never too low by more than the simulation's own noise.
  expect(ours / found).toBeGreaterThan(0.96)
  expect(ours / found).toBeLessThan(1.15)
})
