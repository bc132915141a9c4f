import fc from 'fast-check'
import {expect, test} from 'vitest'
import {azStaticStability} from '../../../src/core/laws/az-static-stability.js'
import {truth} from '../../truth.js'

const table = Object.entries(truth.az.rows).flatMap(([need, row]) =>
  row.map(([perZoneCount, totalCount], i) => ({neededCount: Number(need), zoneCount: i + 2, perZoneCount, totalCount})),
)

test('there are 18 entries in the table', () => expect(table).toHaveLength(18))

test.each(table)('$neededCount needed over $zoneCount zones', ({neededCount, zoneCount, ...expected}) => {
  expect(azStaticStability({neededCount, zoneCount})).toEqual(expected)
})

test('the zones left hold all that is needed, and one unit less in each would not', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 5000}), fc.integer({min: 2, max: 6}), (neededCount, zoneCount) => {
      const {perZoneCount, totalCount} = azStaticStability({neededCount, zoneCount})
      expect(totalCount % zoneCount).toBe(0)
      expect(totalCount - perZoneCount).toBeGreaterThanOrEqual(neededCount)
      expect((perZoneCount - 1) * (zoneCount - 1)).toBeLessThan(neededCount)
    }),
  )
})

test('one zone cannot lose one', () => {
  expect(() => azStaticStability({neededCount: 4, zoneCount: 1})).toThrow(RangeError)
})
