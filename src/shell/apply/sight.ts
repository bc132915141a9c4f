import {lowersBelowNeed, lowersMax} from '../../core/apply/lowers-below-need.js'
import {type ThreeWay, threeWay} from '../../core/apply/three-way.js'
import type {Need} from '../../documents/need.js'
import type {Fields, Patch} from '../../documents/patch.js'
import type {Stop} from './halt.js'
import {readSettled} from './read-settled.js'
import {ask, type Run} from './run-state.js'

/** What is seen of a patch just before its call: `stop` is why it may not be sent. */
export type Sight = {live: Fields; isThere: boolean; stop: Stop | null; need: Need | null}

/** Reads what a patch would change and, where it lowers a maximum, what stands below it; changes nothing. */
export async function sight(run: Run, patch: Patch): Promise<Sight> {
  const doing = `${patch.id} was not sent, since its resource could not be read`
  const live = await readSettled(run, patch, doing)
  const compared = threeWay(patch, live)
  if (compared.verdict === 'already') return {live, isThere: true, stop: null, need: null}
  if (compared.verdict === 'conflict') return {live, isThere: false, stop: conflictStop(patch, compared), need: null}
  const need = lowersMax(patch) ? await ask(run.ports.needOf(patch), doing) : null
  const cut = need === null ? null : lowersBelowNeed(patch, need)
  return {live, isThere: false, stop: cut === null ? null : needStop(patch, cut), need}
}

/**
 * Why a run stops behind a maximum that it lowered: the fleet stands at it and stood below it just before the call, so
 * that it grew in between and AWS may have cut it. Null where nothing says so, or the need cannot be read.
 */
export async function grewMeanwhile({ports}: Run, patch: Patch, need: Need | null): Promise<Stop | null> {
  if (need === null) return null
  const now = await ports.needOf(patch).catch(() => null)
  if (now === null || now.maxCount === null || now.desiredCount < now.maxCount || need.desiredCount >= now.maxCount) {
    return null
  }
  return {
    kind: 'refused',
    code: 'GREW_MEANWHILE',
    because: `${patch.resource} grew from ${need.desiredCount} to its new maximum of ${now.maxCount} just as that was set, and AWS may have cut it there`,
    suggestions: [`where it needs more, raise the maximum of ${patch.resource} again by hand`],
  }
}

/** Why a patch stops whose fields somebody else has changed. */
export function conflictStop({id, resource, before}: Patch, {fields}: ThreeWay): Stop {
  const moved = fields
    .filter(({state}) => state === 'moved')
    .map(({field, live, base, planned}) => `${field} is ${say(live)}, not ${say(base)} or ${say(planned)}`)
  const names = Object.keys(before).join(', ')
  return {
    kind: 'refused',
    code: 'PATCH_CONFLICT',
    because: `${id}: somebody else has changed ${resource}: ${moved.join('; ')}`,
    suggestions: [`find out who changed ${names} of ${resource}, and make a new plan: ecom-plan forecast`],
  }
}

function needStop({id, resource}: Patch, {maxCount, needCount}: {maxCount: number; needCount: number}): Stop {
  return {
    kind: 'refused',
    code: 'LOWERS_BELOW_NEED',
    because: `${id}: ${resource} has ${needCount} running, and a maximum of ${maxCount} would cut the rest at once`,
    suggestions: [`wait until ${resource} has scaled in to ${maxCount}, then go on`],
  }
}

const say = (value: unknown) => (value === null ? 'unset' : JSON.stringify(value))
