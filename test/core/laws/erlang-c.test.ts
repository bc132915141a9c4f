import {expect, test} from 'vitest'
import {erlangC} from '../../../src/core/laws/erlang-c.js'
import {truth} from '../../truth.js'

const {rho, rows} = truth.erlangC_grid
const grid = Object.entries(rows).flatMap(([servers, row]) =>
  row.map((waits, i) => ({serverCount: Number(servers), load: rho[i] ?? Number.NaN, waits})),
)

test('there are 48 points in the grid', () => expect(grid).toHaveLength(48))

test.each(grid)('$serverCount servers at a utilization of $load', ({serverCount, load, waits}) => {
  expect(erlangC({offeredLoadErlangs: load * serverCount, serverCount})).toBeCloseTo(waits, 6)
})

// R package queueing, PDQ, the call-centre example of R package ErlangC, and octave-queueing 1.2.7
test.each([
  [0.5, 2, 0.1],
  [2, 3, 4 / 9],
  [10, 14, 0.1741319],
  [10, 11, 0.6821],
  [10, 13, 0.2853],
  [8, 10, 0.40918015],
  [20, 24, 0.2980723],
  [90, 100, 0.21694048],
])('an offered load of %d on %d servers', (offeredLoadErlangs, serverCount, waits) => {
  expect(Math.abs(erlangC({offeredLoadErlangs, serverCount}) - waits)).toBeLessThan(5e-5)
})

test('nobody waits without load, and all wait when the servers cannot keep up', () => {
  expect(erlangC({offeredLoadErlangs: 0, serverCount: 3})).toBe(0)
  expect(erlangC({offeredLoadErlangs: 3, serverCount: 3})).toBe(1)
  expect(erlangC({offeredLoadErlangs: 30, serverCount: 3})).toBe(1)
})

test.each([
  [-1, 2],
  [Number.NaN, 2],
  [1, 0],
  [1, 2.5],
])('a load of %d on %d servers is refused', (offeredLoadErlangs, serverCount) => {
  expect(() => erlangC({offeredLoadErlangs, serverCount})).toThrow(RangeError)
})
