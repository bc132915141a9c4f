import type {TierLoadTest} from '../../documents/load-test.js'
import {instantOf} from '../series/zone.js'

/**
 * Of the tests of one tier, newest first, those that a plan reads: the newest, and the newest against each other number
 * of units that measured the same thing: of the same commit, or of none and within `togetherS` of the newest, and of the
 * same loop. They say together how the tier scales; an older build is another system.
 */
export function testsToPlanWith(tests: readonly TierLoadTest[], togetherS: number): TierLoadTest[] {
  const [newest] = tests
  if (newest === undefined) return []
  const alike = tests.filter((test) => test === newest || isAlike(test, newest, togetherS))
  return alike.filter((test, i) => alike.findIndex(({unitCount}) => unitCount === test.unitCount) === i)
}

function isAlike(test: TierLoadTest, newest: TierLoadTest, togetherS: number): boolean {
  if (test.loop !== newest.loop || test.commit !== newest.commit) return false
  if (newest.commit !== null) return true
  if (test.startedAt === null || newest.startedAt === null) return false
  return Math.abs(instantOf(newest.startedAt) - instantOf(test.startedAt)) <= togetherS
}
