import {threeWay} from '../../core/apply/three-way.js'
import type {Patch} from '../../documents/patch.js'
import {Halt} from './halt.js'
import {readSettled} from './read-settled.js'
import {type Run, recordOutcome} from './run-state.js'
import {conflictStop} from './sight.js'

/** A write may show in reads a little later than it is done; judged, since AWS gives no figure. */
const lookCount = 3
const lookPauseS = 2

/**
 * Decides of a patch whose call may have been done: looks up to three times, two seconds apart, and records what it
 * found. Returns whether it was done. Halts where the fields hold a third value, and where they cannot be read, which
 * leaves the patch in doubt.
 */
export async function look(run: Run, patch: Patch): Promise<boolean> {
  const {ports} = run
  const doing = `it is not known whether ${patch.id} (${patch.summary}) was done`
  for (let i = 1; ; i++) {
    const compared = threeWay(patch, await readSettled(run, patch, doing))
    if (compared.verdict === 'already') {
      await recordOutcome(run, patch, {result: 'found-done'}, `AWS has done ${patch.id}, and the journal lacks it`)
      return true
    }
    if (i < lookCount) {
      ports.onStep({kind: 'waiting', patch, because: 'AWS may show it later', pauseS: lookPauseS})
      await ports.pause(lookPauseS)
      continue
    }
    if (compared.verdict === 'conflict') {
      const stop = conflictStop(patch, compared)
      await recordOutcome(run, patch, {result: 'conflict', code: stop.code, message: stop.because}, doing)
      throw new Halt(stop)
    }
    await recordOutcome(run, patch, {result: 'found-undone'}, doing)
    return false
  }
}
