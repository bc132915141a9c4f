import type {ApplyCheck} from '../../documents/apply-check.js'
import type {UndoReview} from '../../documents/undo-review.js'
import type {UndoFacts} from './checks/undo-checks.js'
import {threeWay} from './three-way.js'

/** The facts and what the checks made of them in one document: what the screen shows and `--json` prints. */
export function undoReviewOf({
  facts,
  checks,
  undoes,
  windowEndAt,
  alias,
  isVerified,
}: {
  facts: UndoFacts
  checks: readonly ApplyCheck[]
  undoes: readonly string[]
  windowEndAt: string
  alias: string | null
  isVerified: boolean
}): UndoReview {
  const {base, chosen, live, staying, caller, at, duringFreeze, allowDowntime, purpose} = facts
  const {planId, planSha256, service, eventId, eventName, timezone, windowStartAt, account, region} = base
  return {
    purpose,
    undoes: [...undoes],
    planId,
    planSha256,
    service,
    eventId,
    eventName,
    timezone,
    windowStartAt,
    windowEndAt,
    account,
    accountAlias: alias,
    region,
    caller: caller.arn,
    at,
    patches: [...chosen],
    staying: [...staying],
    live: {...live},
    already: chosen.filter((patch) => threeWay(patch, live[patch.id] ?? {}).verdict === 'already').map(({id}) => id),
    checks: [...checks],
    isRefused: checks.some(({status}) => status === 'fail'),
    exceptions: {
      duringFreeze,
      skippedChecks: [],
      allowedDowntime: allowDowntime?.text ?? null,
      isVerified,
    },
  }
}
