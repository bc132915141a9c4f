import type {Fields, Patch} from '../../documents/patch.js'
import {Halt} from './halt.js'
import {ask, type Run} from './run-state.js'

/**
 * What the fields of a patch hold once AWS is at no change of its resource. While it is, a database shows the values
 * that it is about to leave: a rollback that took them for its own would send nothing, and the change would come true
 * behind it. Halts where the resource stays busy, or the run is asked to stop meanwhile.
 */
export async function readSettled(run: Run, patch: Patch, doing: string): Promise<Fields> {
  const {ports, patience} = run
  for (let i = 1; await ask(ports.isUnderWay(patch), doing); i++) {
    const because = `${patch.resource} is still at another change; ${doing}`
    if (ports.isStopped()) throw new Halt({kind: 'refused', code: 'STOPPED', because})
    if (i >= patience.lookCount) throw new Halt({kind: 'aws', code: 'RESOURCE_BUSY', because})
    const {pauseS} = patience
    ports.onStep({kind: 'waiting', patch, because: `until ${patch.resource} is at no other change`, pauseS})
    await ports.pause(pauseS)
  }
  return ask(ports.readLive(patch), doing)
}
