import fc from 'fast-check'
import {expect, test} from 'vitest'
import {windowPeak} from '../../../../src/core/forecast/daily/window-peak.js'
import {studentT} from '../../../../src/core/laws/student-t.js'

const day = (p50: number, logSpread: number, freedomCount = 12) => {
  const at = (probability: number) => p50 * Math.exp(logSpread * studentT({probability, freedomCount}))
  return {p50, p90: at(0.9), p99: at(0.99), logSpread, freedomCount}
}

test('a window of one day is that day, and one of zeros is zero', () => {
  expect(windowPeak([day(100, 0.2)])).toEqual(day(100, 0.2))
  expect(windowPeak([day(0, 0.2), day(0, 0.2)]).p50).toBe(0)
  expect(windowPeak([day(0, 0.2), day(100, 0.2)])).toEqual(day(100, 0.2))
  expect(() => windowPeak([])).toThrow(RangeError)
})

test('two like days: worked by hand', () => {
  // Own spread √.3·.2 = .10954; the highest of two stands 1/√π = .5642 of it above: .06180, 100·e^.0618 = 106.4.
  // Spread: √(.7·.04 + (1 − 1/π)·.3·.04) = √(.028 + .00818) = .1902.
  const found = windowPeak([day(100, 0.2), day(100, 0.2)])
  expect(found.p50).toBeCloseTo(106.37, 1)
  expect(found.logSpread).toBeCloseTo(0.1902, 4)
})

test('a day far below the other changes nothing', () => {
  const found = windowPeak([day(100, 0.2), day(10, 0.2)])
  expect(found.p50).toBeCloseTo(100, 6)
  expect(found.logSpread).toBeCloseTo(0.2, 6)
})

test('property: quantiles are in order, finite, not below the highest median, and the order of days is no matter', () => {
  const days = fc.array(
    fc.tuple(fc.double({min: 1e-3, max: 1e9, noNaN: true}), fc.double({min: 0, max: 1.5, noNaN: true})),
    {minLength: 1, maxLength: 12},
  )
  fc.assert(
    fc.property(days, (drawn) => {
      const window = drawn.map(([p50, spread]) => day(p50, spread))
      const {p50, p90, p99} = windowPeak(window)
      expect(p50 >= Math.max(...drawn.map(([median]) => median)) * (1 - 1e-9)).toBe(true)
      expect(p90 >= p50 && p99 >= p90 && Number.isFinite(p99)).toBe(true)
      expect(windowPeak([...window].reverse()).p90 / p90).toBeCloseTo(1, 6)
    }),
  )
})
