import fc from 'fast-check'
import {expect, test} from 'vitest'
import {freezeAt, freezesOf, latestOutside} from '../../../src/core/recommend/freeze.js'

const hour = 3600
const iso = (atS: number) => new Date(atS * 1000).toISOString()

test('a freeze is read in the zone of the event, on both sides of a change of clocks', () => {
  const [summer, winter] = freezesOf(
    [
      {from: '2026-11-26T12:00', to: '2026-12-01T12:00'},
      {from: '2026-10-20T00:00', to: '2026-10-21T00:00'},
    ],
    'America/New_York',
  )
  expect([summer, winter].map((one) => [iso(one?.startS ?? 0), iso(one?.endS ?? 0)])).toEqual([
    ['2026-10-20T04:00:00.000Z', '2026-10-21T04:00:00.000Z'],
    ['2026-11-26T17:00:00.000Z', '2026-12-01T17:00:00.000Z'],
  ])
})

test('what would run into a freeze ends as it begins, and what comes after it stays', () => {
  const freezes = [{startS: 100 * hour, endS: 200 * hour}]
  expect(latestOutside({atS: 150 * hour, workS: 0, freezes})).toBe(100 * hour)
  expect(latestOutside({atS: 99 * hour, workS: 2 * hour, freezes})).toBe(98 * hour)
  expect(latestOutside({atS: 98 * hour, workS: 2 * hour, freezes})).toBe(98 * hour)
  expect(latestOutside({atS: 200 * hour, workS: hour, freezes})).toBe(200 * hour)
  expect(freezeAt(100 * hour, freezes)).toBeDefined()
  expect(freezeAt(200 * hour, freezes)).toBeUndefined()
})

test('out of one freeze may lead into an earlier one', () => {
  const freezes = [
    {startS: 100 * hour, endS: 110 * hour},
    {startS: 112 * hour, endS: 120 * hour},
  ]
  expect(latestOutside({atS: 115 * hour, workS: 4 * hour, freezes})).toBe(96 * hour)
})

const freezesArbitrary = fc.array(
  fc.tuple(fc.integer({min: 0, max: 200}), fc.integer({min: 1, max: 60})).map(([startS, lengthS]) => ({
    startS,
    endS: startS + lengthS,
  })),
  {maxLength: 5},
)

test('property: never later, never in a freeze, and no later second would do (brute force)', () => {
  fc.assert(
    fc.property(
      freezesArbitrary,
      fc.integer({min: 0, max: 300}),
      fc.integer({min: 0, max: 40}),
      (freezes, atS, workS) => {
        const isFree = (startS: number) =>
          freezes.every((freeze) => startS >= freeze.endS || startS + workS <= freeze.startS)
        let best = atS
        while (!isFree(best)) best -= 1
        expect(latestOutside({atS, workS, freezes})).toBe(best)
      },
    ),
  )
})
