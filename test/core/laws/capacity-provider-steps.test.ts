import fc from 'fast-check'
import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {capacityProviderSteps} from '../../../src/core/laws/capacity-provider-steps.js'

const ask = {
  firstCount: catalog.scalingLimits.capacityProviderFirstCount.value,
  minimumStepCount: 1,
  maximumStepCount: 10_000,
  isMixed: false,
  warmupS: 300,
}

test('by the wording of AWS: all at once in one zone, two from empty, the minimum step over several zones', () => {
  expect(capacityProviderSteps({...ask, fromCount: 4, toCount: 24})).toEqual({stepCount: 1, timeS: 0})
  expect(capacityProviderSteps({...ask, fromCount: 0, toCount: 1})).toEqual({stepCount: 1, timeS: 0})
  // Two at first, the rest after one warm-up.
  expect(capacityProviderSteps({...ask, fromCount: 0, toCount: 24})).toEqual({stepCount: 2, timeS: 300})
  expect(capacityProviderSteps({...ask, fromCount: 4, toCount: 24, isMixed: true})).toEqual({
    stepCount: 20,
    timeS: 5700,
  })
  expect(capacityProviderSteps({...ask, fromCount: 9, toCount: 9})).toEqual({stepCount: 0, timeS: 0})
})

const counts = fc.record({
  fromCount: fc.integer({min: 0, max: 200}),
  toCount: fc.integer({min: 0, max: 200}),
  minimumStepCount: fc.integer({min: 1, max: 20}),
  maximumStepCount: fc.integer({min: 1, max: 200}),
  isMixed: fc.boolean(),
})

test('property: going step by step gives the same', () => {
  fc.assert(
    fc.property(counts, (given) => {
      let hosts = given.fromCount
      let stepCount = 0
      while (hosts < given.toCount) {
        const missing = given.toCount - hosts
        const bounded = Math.max(given.minimumStepCount, Math.min(given.maximumStepCount, missing))
        hosts += hosts === 0 ? ask.firstCount : given.isMixed ? given.minimumStepCount : bounded
        stepCount += 1
      }
      expect(capacityProviderSteps({...ask, ...given}).stepCount).toBe(stepCount)
    }),
  )
})

test('numbers that make no sense are refused', () => {
  expect(() => capacityProviderSteps({...ask, fromCount: 1, toCount: 2, minimumStepCount: 0})).toThrow(RangeError)
})
