import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseDuration} from '../../src/loadtests/parse-duration.js'

test.each([
  ['142.79ms', 0.14279],
  ['85us', 0.000085],
  ['85µs', 0.000085],
  ['85μs', 0.000085],
  ['500ns', 5e-7],
  ['1.2s', 1.2],
  ['0s', 0],
  ['2.00m', 120],
  ['1h', 3600],
  ['1m30.5s', 90.5],
  ['1h2m3s', 3723],
  ['40.12 ms', 0.04012],
  ['4.57 secs', 4.57],
])('%s is %d s', (text, seconds) => {
  expect(parseDuration(text)).toBeCloseTo(seconds, 12)
})

test.each(['', '12', 'ms', '-5ms', '1.2.3s', '5 parsecs', 'NaN', '1s later', '1e3s'])('%s is no time', (text) => {
  expect(parseDuration(text)).toBeNull()
})

test('any text is a time of at least 0 or none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const seconds = parseDuration(text)
      expect(seconds === null || seconds >= 0).toBe(true)
    }),
  )
})
