import fc from 'fast-check'
import {expect, test} from 'vitest'
import {highestUtilization} from '../../../src/core/laws/highest-utilization.js'
import {truth} from '../../truth.js'

const {P, rows} = truth.max_rho
const table = Object.entries(rows).flatMap(([servers, row]) =>
  row.map((utilizationRatio, i) => ({serverCount: Number(servers), waits: P[i] ?? Number.NaN, utilizationRatio})),
)

test('there are 36 entries in the table', () => expect(table).toHaveLength(36))

test.each(table)('$serverCount servers, $waits wait', ({serverCount, waits, utilizationRatio}) => {
  expect(highestUtilization({serverCount, waitProbability: waits})).toBeCloseTo(utilizationRatio, 4)
})

test('a larger fleet may run hotter', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 200}), fc.double({min: 0.01, max: 0.9, noNaN: true}), (serverCount, waits) => {
      const small = highestUtilization({serverCount, waitProbability: waits})
      expect(highestUtilization({serverCount: serverCount + 1, waitProbability: waits})).toBeGreaterThan(small)
    }),
  )
})

test.each([0, 1, Number.NaN])('a chance of waiting of %d is refused', (waitProbability) => {
  expect(() => highestUtilization({serverCount: 4, waitProbability})).toThrow(RangeError)
})
