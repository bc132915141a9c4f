import type {DraftPatch} from '../../documents/patch.js'
import type {Change} from '../../documents/plan.js'

/**
 * The changes of databases that no price is known of, which apply then sends only where a person names them: what a
 * database is given is billed from the call on, used or not, and the plan's total lacks it. Changes that ask for a word
 * already, and those that the config itself asks for, stay as they are.
 *
 * A change of which a person makes a part stays theirs.
 */
export function askUnpriced<Found extends {changes: Change[]; patches: DraftPatch[]}>(found: Found): Found {
  const unpriced = found.changes.filter(({cost}) => cost.windowUsd === null)
  const waiting = new Set(
    found.patches
      .filter((patch) => patch.consent === undefined && isOfDatabase(patch))
      .map(({id}) => id)
      .filter((id) => unpriced.some(({patchIds}) => patchIds.includes(id))),
  )
  return {
    ...found,
    changes: found.changes.map((change) =>
      change.patchIds.some((id) => waiting.has(id)) ? {...change, route: 'manual' as const} : change,
    ),
    patches: found.patches.map((patch) =>
      waiting.has(patch.id) ? {...patch, route: 'manual' as const, consent: 'unpriced' as const} : patch,
    ),
  }
}

/** Whether a call changes a database, or the number of a cluster's readers. */
export function isOfDatabase({request}: Pick<DraftPatch, 'request'>): boolean {
  return request.service === 'rds' || request.input['ServiceNamespace'] === 'rds'
}
