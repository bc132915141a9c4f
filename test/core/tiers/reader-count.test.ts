import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readersLeft, readersNeeded} from '../../../src/core/tiers/reader-count.js'

/** Instances one by one into zones, the writer first; then the writer's zone goes, and a reader takes over. */
function leftByHand(readerCount: number, zoneCount: number, zonesLost: number): number {
  const zones = Array.from({length: readerCount + 1}, (_, i) => i % zoneCount)
  const lost = new Set(Array.from({length: zonesLost}, (_, i) => i))
  const survivors = zones.filter((zone) => !lost.has(zone)).length
  return Math.max(0, survivors - 1)
}

test.each([
  [1, 3, 0],
  [2, 3, 1],
  [3, 3, 1],
  [5, 3, 3],
  [3, 2, 1],
])('of %d readers in %d zones %d still serve reads when the writer’s zone is lost', (readerCount, zoneCount, left) => {
  expect(readersLeft({readerCount, zonesLost: 1, zoneCount})).toBe(left)
})

test('never more are counted on than are left when instances are spread one by one, and with no zone one is lost', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 15}), fc.integer({min: 2, max: 4}), (readerCount, zoneCount) => {
      const left = readersLeft({readerCount, zonesLost: 1, zoneCount})
      expect(left).toBe(leftByHand(readerCount, zoneCount, 1))
      expect(readersLeft({readerCount, zonesLost: 0, zoneCount})).toBe(readerCount - 1)
    }),
  )
})

test('the fewest readers that carry the peak and what must hold with a zone lost, never fewer than there are', () => {
  const counts = {needed: fc.integer({min: 0, max: 12}), lost: fc.integer({min: 0, max: 8})}
  fc.assert(
    fc.property(
      counts.needed,
      counts.lost,
      fc.integer({min: 0, max: 6}),
      (neededCount, neededLostCount, presentCount) => {
        const zones = {zonesLost: 1, zoneCount: 3}
        const {readerCount} = readersNeeded({neededCount, neededLostCount, presentCount, ...zones})
        const isEnough = (count: number) =>
          count >= Math.max(neededCount, presentCount) && readersLeft({readerCount: count, ...zones}) >= neededLostCount
        expect(isEnough(readerCount)).toBe(true)
        if (readerCount > 1) expect(isEnough(readerCount - 1)).toBe(false)
      },
    ),
  )
})
