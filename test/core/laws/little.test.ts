import {expect, test} from 'vitest'
import {little} from '../../../src/core/laws/little.js'

test.each([
  ['users with think time: 100 rps, 0.5 + 9.5 s', 100, 10, 1000],
  ['users with think time: 50 rps, 1.2 + 30 s', 50, 31.2, 1560],
  ['disk: 12,000 IOPS of 2 ms', 12_000, 0.002, 24],
  ['disk: 16,000 IOPS of 0.5 ms', 16_000, 0.0005, 8],
])('%s', (_what, throughputRps, timeS, concurrencyCount) => {
  expect(little({throughputRps, timeS})).toBeCloseTo(concurrencyCount, 9)
})

test('AWS Tomcat (arXiv 1811.12341): 300 threads of 0.444 s carry 675.7 a second', () => {
  expect(little({throughputRps: 675.7, timeS: 0.444})).toBeCloseTo(300, 1)
})
