import fc from 'fast-check'
import {expect, test} from 'vitest'
import {erlangC} from '../../../src/core/laws/erlang-c.js'
import {minimumServers} from '../../../src/core/laws/minimum-servers.js'
import {truth} from '../../truth.js'

const tijms = truth.tijms_5_3_2
const table = (
  [
    ['p0.5', 0.5],
    ['p0.2', 0.2],
    ['p0.1', 0.1],
  ] as const
).flatMap(([column, waitProbability]) =>
  tijms.R.map((load, i) => ({load, waitProbability, serverCount: tijms[column][i]})),
)

test('there are 24 entries in the table', () => expect(table).toHaveLength(24))

test.each(table)('Tijms 5.3.2: a load of $load, $waitProbability wait', ({load, waitProbability, serverCount}) => {
  expect(minimumServers({offeredLoadErlangs: load, waitProbability})).toBe(serverCount)
})

// Where the square-root rule is one short of the exact count (the other column of the same table).
test.each([
  [10, 0.1, 15],
  [250, 0.2, 267],
  [250, 0.1, 273],
  [500, 0.2, 524],
  [1000, 0.1, 1045],
])('a load of %d with %d waiting needs one more than the %d of the square-root rule', (load, waits, rule) => {
  expect(minimumServers({offeredLoadErlangs: load, waitProbability: waits})).toBe(rule + 1)
})

test('no load needs no server', () => {
  expect(minimumServers({offeredLoadErlangs: 0, waitProbability: 0.1})).toBe(0)
})

test.each([
  [-1, 0.1],
  [Number.NaN, 0.1],
  [Number.POSITIVE_INFINITY, 0.1],
  [1, 0],
  [1, 1.1],
])('a load of %d with a chance of %d is refused', (offeredLoadErlangs, waitProbability) => {
  expect(() => minimumServers({offeredLoadErlangs, waitProbability})).toThrow(RangeError)
})

const load = fc.double({min: 0.001, max: 2000, noNaN: true})
const chance = fc.double({min: 0.001, max: 1, noNaN: true})

test('it is enough, and one fewer is not', () => {
  fc.assert(
    fc.property(load, chance, (offeredLoadErlangs, waitProbability) => {
      const serverCount = minimumServers({offeredLoadErlangs, waitProbability})
      expect(serverCount).toBeGreaterThan(offeredLoadErlangs)
      expect(erlangC({offeredLoadErlangs, serverCount})).toBeLessThanOrEqual(waitProbability)
      const isOneFewerEnough =
        serverCount - 1 > offeredLoadErlangs &&
        erlangC({offeredLoadErlangs, serverCount: serverCount - 1}) <= waitProbability
      expect(isOneFewerEnough).toBe(false)
    }),
  )
})

test('more load never needs fewer servers, and a laxer promise never more', () => {
  fc.assert(
    fc.property(load, fc.double({min: 1, max: 3, noNaN: true}), chance, chance, (a, growth, p, q) => {
      const before = minimumServers({offeredLoadErlangs: a, waitProbability: p})
      expect(minimumServers({offeredLoadErlangs: a * growth, waitProbability: p})).toBeGreaterThanOrEqual(before)
      const lax = minimumServers({offeredLoadErlangs: a, waitProbability: Math.max(p, q)})
      const strict = minimumServers({offeredLoadErlangs: a, waitProbability: Math.min(p, q)})
      expect(lax).toBeLessThanOrEqual(strict)
    }),
  )
})
