import fc from 'fast-check'
import {expect, test} from 'vitest'
import {busiestHour} from '../../../src/core/diagnose/busiest-hour.js'
import {isoOf} from '../../../src/core/series/zone.js'

const dayStartS = Date.UTC(2026, 10, 20) / 1000
const hours = (values: readonly (number | null)[]) => [
  {periodS: 300, startAt: isoOf(dayStartS), values: values.flatMap((value) => Array.from({length: 12}, () => value))},
]
const asked = {fromS: dayStartS, toS: dayStartS + 86_400, isSum: true}
const hour = (i: number) => ({fromS: dayStartS + i * 3600, toS: dayStartS + (i + 1) * 3600})

test('the fullest hour, the last of equal ones, gaps never', () => {
  expect(busiestHour({windows: hours([5, 9, 7]), ...asked})).toEqual(hour(1))
  expect(busiestHour({windows: hours([5, 9, 9, null]), ...asked})).toEqual(hour(2))
  expect(busiestHour({windows: hours([null, null]), ...asked})).toBeNull()
  expect(busiestHour({windows: [], ...asked})).toBeNull()
})

test('only within the span; hours alone where there is nothing finer', () => {
  expect(busiestHour({windows: hours([50, 9, 7]), ...asked, fromS: dayStartS + 3600})).toEqual(hour(1))
  const coarse = [{periodS: 3600, startAt: isoOf(dayStartS), values: [1, 3, 2]}]
  expect(busiestHour({windows: coarse, ...asked})).toEqual(hour(1))
  expect(busiestHour({windows: [...coarse, ...hours([9, 1])], ...asked})).toEqual(hour(0))
})

test('sums of unlike steps compare: 100 in a minute is more than 300 in five', () => {
  const minutes = {periodS: 60, startAt: isoOf(dayStartS), values: Array.from({length: 60}, () => 100)}
  const fives = {periodS: 300, startAt: isoOf(dayStartS + 3600), values: Array.from({length: 12}, () => 300)}
  expect(busiestHour({windows: [minutes, fives], ...asked})).toEqual(hour(0))
  expect(busiestHour({windows: [minutes, fives], ...asked, isSum: false})).toEqual(hour(1))
})

test('any day: no hour has more than the one that is found', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 0, max: 9}), {minLength: 1, maxLength: 24}), (values) => {
      const found = busiestHour({windows: hours(values), ...asked})
      expect(values[((found?.fromS ?? 0) - dayStartS) / 3600]).toBe(Math.max(...values))
    }),
  )
})
