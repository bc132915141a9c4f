import fc from 'fast-check'
import {expect, test} from 'vitest'
import {fluidBacklog} from '../../../src/core/laws/fluid-backlog.js'

const minutes = {stepS: 60, patienceS: null}
const even = (rps: number, count: number) => Array.from({length: count}, () => rps)

test('ten minutes of 120 against 100 leave 12,000, and 60 after that drain them in five minutes', () => {
  const found = fluidBacklog({
    ...minutes,
    arrivalRps: [...even(120, 10), ...even(60, 10)],
    capacityRps: even(100, 20),
  })
  expect(found.mostCount).toBeCloseTo(12_000, 9)
  expect(found.longestWaitS).toBeCloseTo(120, 9)
  expect(found.drainedAfterS).toBeCloseTo(900, 9)
  expect(found.servedCount).toBeCloseTo(120 * 600 + 60 * 600, 6)
  expect(found.abandonedCount).toBe(0)
})

test('below saturation nothing waits; at the end of a peak something may be left', () => {
  expect(fluidBacklog({...minutes, arrivalRps: even(90, 5), capacityRps: even(100, 5)})).toMatchObject({
    mostCount: 0,
    longestWaitS: 0,
    drainedAfterS: 0,
  })
  expect(fluidBacklog({...minutes, arrivalRps: [110], capacityRps: [100]}).drainedAfterS).toBeNull()
})

test('new capacity drains what the old one left', () => {
  const found = fluidBacklog({...minutes, arrivalRps: even(150, 6), capacityRps: [100, 100, 100, 200, 200, 200]})
  expect(found.mostCount).toBeCloseTo(9000, 9)
  expect(found.drainedAfterS).toBeCloseTo(360, 9)
})

test('a queue drains within a step, and who joins as capacity falls waits for the capacity that is left', () => {
  const half = fluidBacklog({...minutes, arrivalRps: [150, 0], capacityRps: [100, 100]})
  expect(half.drainedAfterS).toBeCloseTo(90, 9)
  const falling = fluidBacklog({...minutes, arrivalRps: [150, 0], capacityRps: [100, 50]})
  expect(falling.longestWaitS).toBeCloseTo(60, 9)
  const hasty = fluidBacklog({arrivalRps: [150, 0], capacityRps: [100, 50], stepS: 60, patienceS: 30})
  // B = 1500·(1 − e⁻²) at the end of the peak; then B' = −50 − B/30, so ln(1 + B/1500) patiences until nothing is left.
  expect(hasty.drainedAfterS).toBeCloseTo(60 + 30 * Math.log(2 - Math.exp(-2)), 9)
})

test('with patience the queue settles where as many give up as come too many', () => {
  // Fluid limit of Erlang A: B = (λ − c)/θ, a share 1 − c/λ gives up (Whitt, Management Science 50, 2004).
  const found = fluidBacklog({arrivalRps: even(150, 60), capacityRps: even(100, 60), stepS: 60, patienceS: 30})
  expect(found.backlogCounts.at(-1)).toBeCloseTo(50 * 30, 6)
  expect(found.longestWaitS).toBeCloseTo(30 * Math.log(1.5), 6)
  expect(found.abandonedCount / (150 * 3600)).toBeCloseTo(1 / 3, 2)
})

test('nothing is served of nothing', () => {
  const found = fluidBacklog({...minutes, arrivalRps: [10], capacityRps: [0]})
  expect(found).toMatchObject({mostCount: 600, longestWaitS: Number.POSITIVE_INFINITY, servedCount: 0})
})

const rates = fc.array(fc.tuple(fc.integer({min: 0, max: 300}), fc.integer({min: 1, max: 300})), {
  minLength: 1,
  maxLength: 30,
})
const patience = fc.option(fc.integer({min: 1, max: 500}))

test('property: what came is served, given up or still there, and the exact steps are those of many small ones', () => {
  fc.assert(
    fc.property(rates, patience, (steps, patienceS) => {
      const arrivalRps = steps.map(([arrivals]) => arrivals)
      const capacityRps = steps.map(([, capacity]) => capacity)
      const found = fluidBacklog({arrivalRps, capacityRps, stepS: 10, patienceS})
      const came = arrivalRps.reduce((sum, arrivals) => sum + arrivals * 10, 0)
      const left = found.backlogCounts.at(-1) ?? 0
      expect(found.servedCount + found.abandonedCount + left).toBeCloseTo(came, 5)
      let backlog = 0
      steps.forEach(([arrivals, capacity], i) => {
        // Euler's steps of 2 ms.
        for (let k = 0; k < 5000; k += 1) {
          const leaving = patienceS === null ? 0 : backlog / patienceS
          backlog = Math.max(0, backlog + (arrivals - capacity - leaving) * 0.002)
        }
        expect(Math.abs((found.backlogCounts[i] ?? 0) - backlog)).toBeLessThan(1)
      })
    }),
    {numRuns: 40},
  )
})

test('property: more capacity never leaves more, nor less patience', () => {
  fc.assert(
    fc.property(rates, fc.integer({min: 1, max: 500}), (steps, patienceS) => {
      const arrivalRps = steps.map(([arrivals]) => arrivals)
      const capacityRps = steps.map(([, capacity]) => capacity)
      const patient = fluidBacklog({arrivalRps, capacityRps, ...minutes})
      const larger = fluidBacklog({arrivalRps, capacityRps: capacityRps.map((rps) => rps + 10), ...minutes})
      const hasty = fluidBacklog({arrivalRps, capacityRps, ...minutes, patienceS})
      expect(larger.mostCount).toBeLessThanOrEqual(patient.mostCount)
      expect(hasty.mostCount).toBeLessThanOrEqual(patient.mostCount + 1e-6)
      expect(hasty.servedCount).toBeLessThanOrEqual(patient.servedCount + 1e-6)
    }),
  )
})

test('numbers without a meaning are refused', () => {
  const run = {arrivalRps: [1], capacityRps: [1], stepS: 1, patienceS: null}
  for (const wrong of [{capacityRps: []}, {arrivalRps: [-1]}, {stepS: 0}, {patienceS: 0}]) {
    expect(() => fluidBacklog({...run, ...wrong})).toThrow(RangeError)
  }
})
