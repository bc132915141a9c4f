import {readinessCap} from '../../catalog/readiness-checks.js'
import type {Readiness, ReadinessCheck} from '../../documents/readiness.js'

type Scored = Pick<Readiness, 'scorePoints' | 'cap'>

/** What a check takes of the score: its whole weight where it fails, half of it where it warns or is unknown. */
export function lostPoints(status: ReadinessCheck['status'], weightPoints: number): number {
  if (status === 'pass') return 0
  return status === 'fail' ? weightPoints : weightPoints / 2
}

/**
 * 100 points less what the checks lose, never below 0, and at most the cap where a must fails. Rounded down, so that 100
 * means that nothing is lost. A check that gets worse never raises it.
 */
export function scoreOf(checks: readonly Pick<ReadinessCheck, 'id' | 'isMust' | 'status' | 'lostPoints'>[]): Scored {
  const lost = checks.reduce((sum, check) => sum + check.lostPoints, 0)
  const plainPoints = Math.max(0, Math.floor(100 - lost))
  const failed = checks.filter(({isMust, status}) => isMust && status === 'fail').map(({id}) => id)
  if (failed.length === 0) return {scorePoints: plainPoints, cap: null}
  return {
    scorePoints: Math.min(plainPoints, readinessCap.value),
    cap: {atPoints: readinessCap.value, checkIds: failed},
  }
}
