import type {ApplyCheck} from '../../documents/apply-check.js'
import type {ApplyReview} from '../../documents/apply-review.js'
import type {ApplyFacts} from './checks/apply-facts.js'
import {exceptionsOf} from './exceptions-of.js'
import {threeWay} from './three-way.js'

/** The facts and what the checks made of them in one document: what the screen shows and `--json` prints. */
export function reviewOf({
  facts,
  checks,
  planSha256,
  alias,
  isVerified,
}: {
  facts: ApplyFacts
  checks: readonly ApplyCheck[]
  planSha256: string
  alias: string | null
  isVerified: boolean
}): ApplyReview {
  const {plan, chosen, live} = facts
  return {
    planId: plan.planId,
    planSha256,
    planPath: facts.planPath,
    account: plan.account,
    accountAlias: alias,
    region: plan.region,
    caller: facts.caller.arn,
    at: facts.at,
    patches: [...chosen],
    left: [...facts.left],
    live: {...live},
    already: chosen.filter((patch) => threeWay(patch, live[patch.id] ?? {}).verdict === 'already').map(({id}) => id),
    checks: [...checks],
    isRefused: checks.some(({status}) => status === 'fail'),
    windowCostUsd: plan.windowCostUsd,
    exceptions: exceptionsOf(facts.asked, checks, isVerified),
  }
}
