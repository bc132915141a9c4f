import fc from 'fast-check'
import {expect, test} from 'vitest'
import {steepestFall} from '../../../src/core/recommend/descent.js'
import {type MinStep, minSchedule, scheduledUnitHours} from '../../../src/core/recommend/min-schedule.js'

const startS = Date.UTC(2026, 10, 26, 23) / 1000
const make = (needs: number[], restingCount = 3, leadS = 660) =>
  minSchedule({needs, startS, stepS: 3600, leadS, restingCount, earliestS: 0})

test('nothing is scheduled where the resting minimum is enough', () => {
  expect(make([1, 2, 3])).toEqual([])
})

/** Unit-hours within the window: the way down after it is another matter. */
const inWindow = (steps: readonly MinStep[], hours: number) =>
  scheduledUnitHours(
    steps.map((step) => ({...step, startS: Math.min(step.startS, startS + hours * 3600)})),
    0,
  )

test('after the window the minimum goes down by what the need falls by in an hour, and the last rung rests', () => {
  expect(make([20, 16, 16, 13]).slice(1)).toEqual([
    {startS: startS + 3600, minCount: 16},
    {startS: startS + 3 * 3600, minCount: 13},
    {startS: startS + 4 * 3600, minCount: 9},
    {startS: startS + 5 * 3600, minCount: 5},
    {startS: startS + 6 * 3600, minCount: 3},
  ])
})

test('a long way down takes longer rungs instead of more than four', () => {
  expect(make([15, 15], 3).slice(1)).toEqual([
    {startS: startS + 4 * 3600, minCount: 12},
    {startS: startS + 7 * 3600, minCount: 9},
    {startS: startS + 10 * 3600, minCount: 6},
    {startS: startS + 13 * 3600, minCount: 3},
  ])
})

test('up early, down on the hour, and back at the end', () => {
  expect(make([3, 9, 9, 5])).toEqual([
    {startS: startS + 3600 - 660, minCount: 9},
    {startS: startS + 3 * 3600, minCount: 5},
    {startS: startS + 4 * 3600, minCount: 3},
  ])
})

const needs = fc.array(fc.integer({min: 0, max: 40}), {minLength: 1, maxLength: 30})

test('property: every hour has its need from its first second, and it ends at rest', () => {
  fc.assert(
    fc.property(needs, fc.integer({min: 0, max: 12}), fc.integer({min: 60, max: 1800}), (wanted, resting, leadS) => {
      const steps = make(wanted, resting, leadS)
      const minimumAt = (atS: number) => steps.findLast((step) => step.startS <= atS)?.minCount ?? resting
      wanted.forEach((need, hour) => {
        expect(minimumAt(startS + hour * 3600)).toBeGreaterThanOrEqual(need)
        expect(minimumAt(startS + hour * 3600 + 3599)).toBeGreaterThanOrEqual(need)
      })
      expect(steps.at(-1)?.minCount ?? resting).toBe(resting)
      // AWS rejects two actions at one time.
      const times = steps.map((step) => step.startS)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      expect(steps.length).toBeLessThanOrEqual(5 + 4)
    }),
  )
})

test('property: after the window the minimum falls no faster than the need ever did in it, one unit an hour at least', () => {
  fc.assert(
    fc.property(needs, fc.integer({min: 0, max: 12}), (wanted, resting) => {
      const steps = make(wanted, resting)
      const endS = startS + wanted.length * 3600
      const last = steps.findLast((step) => step.startS < endS)?.minCount ?? resting
      const fallCount = Math.max(1, steepestFall(wanted.map((need) => Math.max(need, resting))))
      const after = steps.filter((step) => step.startS >= endS)
      for (const step of after) {
        const hours = (step.startS - endS) / 3600
        expect(last - step.minCount).toBeLessThanOrEqual(fallCount * (hours + 1) + 1e-9)
      }
      expect(after.length).toBeLessThanOrEqual(4)
      const counts = [last, ...after.map((step) => step.minCount)]
      expect(counts).toEqual([...new Set(counts)].sort((a, b) => b - a))
    }),
  )
})

test('property: never dearer than one stretch over the whole window', () => {
  fc.assert(
    fc.property(needs, (wanted) => {
      const hours = inWindow(make(wanted, 0, 0), wanted.length)
      expect(hours).toBeLessThanOrEqual(Math.max(...wanted) * wanted.length + 1e-9)
    }),
  )
})

test('with five cuts at most it finds the cheapest cover: brute force on small windows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 7}), (wanted) => {
      const hours = inWindow(make(wanted, 0, 0), wanted.length)
      let best = Number.POSITIVE_INFINITY
      for (let cuts = 0; cuts < 2 ** (wanted.length - 1); cuts++) {
        if (cuts.toString(2).replaceAll('0', '').length > 4) continue
        let [cost, top, from] = [0, 0, 0]
        wanted.forEach((need, i) => {
          top = Math.max(top, need)
          if (i === wanted.length - 1 || (cuts >> i) & 1) {
            cost += top * (i + 1 - from)
            ;[top, from] = [0, i + 1]
          }
        })
        best = Math.min(best, cost)
      }
      // A further stretch has to save a hundredth to be worth reading.
      expect(hours).toBeGreaterThanOrEqual(best)
      expect(hours).toBeLessThanOrEqual(best * 1.05)
    }),
  )
})
