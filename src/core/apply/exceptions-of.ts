import type {ApplyCheck} from '../../documents/apply-check.js'
import type {Exceptions} from '../../documents/journal.js'
import type {ApplyFacts} from './checks/apply-facts.js'

/** What of the rules was set aside, as the journal keeps it: only the checks that would have refused. */
export function exceptionsOf(
  asked: ApplyFacts['asked'],
  checks: readonly ApplyCheck[],
  isVerified: boolean,
): Exceptions {
  const skipped = checks.filter(({id, status}) => status === 'skipped' && asked.skip.includes(id))
  return {
    duringFreeze: asked.duringFreeze,
    skippedChecks: skipped.map(({id}) => id),
    allowedDowntime: asked.allowDowntime?.text ?? null,
    isVerified,
  }
}
