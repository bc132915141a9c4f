import {threeWay} from '../../core/apply/three-way.js'
import type {Patch} from '../../documents/patch.js'
import {Halt} from './halt.js'
import {ask, type Patience, type Run, record} from './run-state.js'
import {conflictStop} from './sight.js'

/**
 * Reads until AWS shows what a patch wants and is at it no more, and writes down what it shows: accepted is not done.
 * Returns whether it does; false too where AWS is still at it when the patience ends. Halts where the fields hold a third value: somebody
 * wrote over it.
 */
export async function verifyPatch(run: Run, patch: Patch, {lookCount, pauseS}: Patience): Promise<boolean> {
  const {ports} = run
  for (let i = 1; ; i++) {
    const doing = `${patch.id} is live, and could not be verified`
    const live = await ask(ports.readLive(patch), doing)
    const compared = threeWay(patch, live)
    const isConverged = compared.verdict === 'already' && !(await ask(ports.isUnderWay(patch), doing))
    const isLast = i >= lookCount || ports.isStopped()
    if (isConverged || isLast) {
      await record(run, {kind: 'verified', patchId: patch.id, live, isConverged}, `${patch.id} was looked at`)
      ports.onStep({kind: 'verified', patch, isConverged})
      if (compared.verdict === 'conflict') throw new Halt(conflictStop(patch, compared))
      return isConverged
    }
    ports.onStep({kind: 'waiting', patch, because: 'until AWS shows it', pauseS})
    await ports.pause(pauseS)
  }
}
