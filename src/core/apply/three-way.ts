import type {Fields, Patch} from '../../documents/patch.js'
import {isSameValue} from './same-value.js'

/** Where a field stands between what the plan was made from and what the call leaves. */
export type FieldState = 'unchanged' | 'there' | 'moved'

/**
 * What may be done with a patch: send it; nothing, since all is as the call would leave it; or stop, since somebody
 * else has changed a field to a third value.
 */
export type Verdict = 'send' | 'already' | 'conflict'

export type ThreeWay = {
  verdict: Verdict
  fields: {field: string; base: unknown; live: unknown; planned: unknown; state: FieldState}[]
}

/** The autoscaler owns them, so that they move at any time; no patch names them. */
const notCompared = new Set(['DesiredCapacity', 'DesiredCount', 'desiredCount'])

/**
 * Compares each field of a patch as the plan knew it (`before`), as it is (`live`) and as the call leaves it (`after`).
 *
 * A field that moved stops the patch even where it moved in the direction of the plan: who moved it had a reason that
 * the plan does not know. A field that is missing in `live` is one without a value.
 */
export function threeWay(patch: Pick<Patch, 'before' | 'after'>, live: Fields): ThreeWay {
  const names = [...new Set([...Object.keys(patch.before), ...Object.keys(patch.after)])]
  const fields = names
    .filter((field) => !notCompared.has(field))
    .map((field) => {
      const [base, now, planned] = [patch.before[field] ?? null, live[field] ?? null, patch.after[field] ?? null]
      return {field, base, live: now, planned, state: stateOf(base, now, planned)}
    })
  return {verdict: verdictOf(fields.map(({state}) => state)), fields}
}

function stateOf(base: unknown, live: unknown, planned: unknown): FieldState {
  if (isSameValue(live, planned)) return 'there'
  return isSameValue(live, base) ? 'unchanged' : 'moved'
}

function verdictOf(states: readonly FieldState[]): Verdict {
  if (states.includes('moved')) return 'conflict'
  return states.includes('unchanged') ? 'send' : 'already'
}
