import type {ApplyCheck} from '../../../documents/apply-check.js'
import {PlanError} from '../../../errors.js'
import {accountCheck, credentialsCheck, endpointCheck, permissionsCheck} from './access-checks.js'
import type {ApplyFacts} from './apply-facts.js'
import {databaseChecks} from './database-checks.js'
import {driftCheck} from './drift-check.js'
import {freezeCheck} from './freeze-check.js'
import {costCheck, increaseCheck, orderCheck, priceCheck} from './guard-rails.js'
import {iacCheck} from './iac-check.js'
import {maintenanceCheck} from './maintenance-check.js'
import {
  blockersCheck,
  dueCheck,
  forecastCheck,
  openApplyCheck,
  planAgeCheck,
  usedCheck,
  whatIfCheck,
} from './plan-checks.js'
import {quotaCheck} from './quota-check.js'

const checks = [
  whatIfCheck,
  accountCheck,
  endpointCheck,
  planAgeCheck,
  usedCheck,
  openApplyCheck,
  credentialsCheck,
  permissionsCheck,
  driftCheck,
  (facts: ApplyFacts) => freezeCheck({...facts, command: `ecom-plan apply ${facts.planPath}`}),
  increaseCheck,
  costCheck,
  priceCheck,
  orderCheck,
  quotaCheck,
  databaseChecks,
  maintenanceCheck,
  iacCheck,
  dueCheck,
  forecastCheck,
  blockersCheck,
]

/** Checks that `--skip-check` sets aside. What is not here is never set aside. */
export const skippableChecks = [
  'plan-age',
  'credentials',
  'permissions',
  'max-increase',
  'max-window-cost',
  'quota',
  'storage',
  'database',
] as const

/**
 * All that has to be so before a plan's patches are sent, in the order in which a person reads it. A failed check that
 * `asked.skip` names is `skipped`, and says what it found. Throws CHECK_UNKNOWN for a name that may not be set aside.
 */
export function runChecks(facts: ApplyFacts): ApplyCheck[] {
  refuseUnknown(facts.asked.skip)
  return checks
    .flatMap((check) => check(facts))
    .map((check) =>
      check.status === 'fail' && facts.asked.skip.includes(check.id)
        ? {...check, status: 'skipped' as const, message: `set aside: ${check.message}`, next: []}
        : check,
    )
}

function refuseUnknown(skip: readonly string[]): void {
  const unknown = skip.find((id) => !skippableChecks.some((name) => name === id))
  if (unknown === undefined) return
  throw new PlanError('usage', 'CHECK_UNKNOWN', `--skip-check ${unknown}: no check of that name can be set aside`, {
    suggestions: [`those that can: ${skippableChecks.join(', ')}`],
  })
}

/** The first check that refuses, as an error of its own code: `DRIFT`, `QUOTA`, `PLAN_AGE`. */
export function refusal(all: readonly ApplyCheck[]): PlanError | null {
  const failed = all.filter(({status}) => status === 'fail')
  const [first] = failed
  if (first === undefined) return null
  const others =
    failed.length === 1
      ? ''
      : ` (and ${failed.length - 1} more: ${failed
          .slice(1)
          .map(({id}) => id)
          .join(', ')})`
  const code = codes[first.id] ?? first.id.toUpperCase().replaceAll('-', '_')
  const details = first.details.length === 0 ? '' : `: ${first.details.slice(0, 3).join('; ')}`
  return new PlanError('refused', code, `${first.message}${details}${others}; nothing was sent`, {
    suggestions: failed.flatMap(({next}) => next).slice(0, 5),
  })
}

const codes: Readonly<Record<string, string>> = {
  used: 'PLAN_USED',
  'plan-age': 'PLAN_EXPIRED',
  'what-if': 'WHAT_IF_NOT_A_PLAN',
  account: 'WRONG_ACCOUNT',
  endpoint: 'ENDPOINT_NOT_AWS',
}
