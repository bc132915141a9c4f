import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {FreezeConfig} from '../../../documents/config-planning.js'
import type {Opened} from '../../../documents/journal.js'
import type {Patch} from '../../../documents/patch.js'
import {accountCheck, credentialsCheck, endpointCheck} from './access-checks.js'
import type {ApplyFacts} from './apply-facts.js'
import {freezeCheck} from './freeze-check.js'

/** What is known before a run goes on; `rest` are its changes that are not live. */
export type ResumeFacts = {
  at: string
  opened: Opened
  rest: readonly Patch[]
  freeze: readonly FreezeConfig[]
  duringFreeze: string | null
} & Pick<ApplyFacts, 'caller' | 'credentialsEndAt' | 'endpoint'>

/**
 * What has to be so before a run that was cut goes on: the same account, calls that go to AWS, credentials that last,
 * and no freeze for what is left. Drift is the run's own to see, change by change.
 */
export function runResumeChecks(facts: ResumeFacts): ApplyCheck[] {
  const {opened, rest, at, caller, credentialsEndAt, endpoint} = facts
  return [
    ...accountCheck({plan: opened, caller}),
    ...endpointCheck({endpoint}),
    ...credentialsCheck({credentialsEndAt, at, chosen: rest}),
    ...freezeCheck({
      plan: opened,
      at,
      config: {freeze: facts.freeze},
      chosen: rest,
      live: {},
      asked: {duringFreeze: facts.duringFreeze},
      command: `ecom-plan apply --resume ${opened.applyId}`,
    }),
  ]
}
