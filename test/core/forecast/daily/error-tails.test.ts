import {expect, test} from 'vitest'
import {fitTails} from '../../../../src/core/forecast/daily/error-tails.js'
import {dailySettings} from '../../../../src/core/forecast/daily/settings.js'
import {studentT} from '../../../../src/core/laws/student-t.js'

const errorCount = 1000
/** No prior to speak of and no widening: the fit alone. */
const settings = {...dailySettings, likeErrorCount: 1, ownErrorRatio: 1, freedomSpread: 10}
/** The quantiles of a Student-t, each once: a sample without chance. */
const errorsOf = (freedomCount: number, scale: number) =>
  Array.from({length: errorCount}, (_, i) => ({
    size: scale * studentT({probability: (i + 0.5) / errorCount, freedomCount}),
    weight: 1,
  }))

test.each([
  [3, 0.5],
  [5, 1],
  [8, 2],
])('errors of a Student-t with %i degrees of freedom and scale %d give it back', (freedomCount, scale) => {
  const found = fitTails(errorsOf(freedomCount, scale), settings)
  expect(found.freedomCount).toBe(freedomCount)
  expect(found.scaleRatio).toBeCloseTo(scale, 1)
})

test('a few wild days among quiet ones: a narrower P90 and a farther P99 than their root mean square says', () => {
  const mixed = Array.from({length: 1000}, (_, i) => ({size: i % 50 === 0 ? 5 : i % 2 === 0 ? 0.4 : -0.4, weight: 1}))
  const rms = Math.sqrt(mixed.reduce((sum, {size}) => sum + size ** 2, 0) / mixed.length)
  const {scaleRatio, freedomCount} = fitTails(mixed, dailySettings)
  expect(freedomCount).toBeLessThanOrEqual(4)
  expect(scaleRatio * studentT({probability: 0.9, freedomCount})).toBeLessThan(rms * 1.2816)
  expect(scaleRatio * studentT({probability: 0.99, freedomCount})).toBeGreaterThan(rms * 2)
})

test('without errors, or with errors of nothing, a scale above zero', () => {
  expect(fitTails([], dailySettings).scaleRatio).toBeGreaterThan(0)
  expect(fitTails(new Array(500).fill({size: 0, weight: 1}), dailySettings).scaleRatio).toBeGreaterThan(0)
})
