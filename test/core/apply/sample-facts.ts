import type {ApplyFacts} from '../../../src/core/apply/checks/apply-facts.js'
import type {Patch} from '../../../src/documents/patch.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {sampleRun} from '../../report/sample-run.js'

export const samplePlan = sampleRun.plan
export const patchOf = (id: string): Patch => {
  const found = samplePlan.patches.find((patch) => patch.id === id)
  if (found === undefined) throw new Error(`the sample has no patch ${id}`)
  return found
}

/** The Monday before, in the morning. */
export const now = '2026-11-23T13:14:00.000Z'

/** All is well: the plan is two hours old, nothing moved, and everything automatic is to be sent. */
export function sampleFacts(change: Partial<ApplyFacts> = {}): ApplyFacts {
  const chosen = samplePlan.patches.filter(({route}) => route === 'automatic')
  return {
    at: now,
    plan: samplePlan,
    planPath: 'plan.json',
    chosen,
    left: [],
    live: Object.fromEntries([...samplePlan.patches, ...(change.chosen ?? [])].map(({id, before}) => [id, before])),
    config: {apply: {maxIncrease: 2}, freeze: []},
    receipts: [],
    caller: {arn: 'arn:aws:sts::123456789012:assumed-role/ecom-plan-apply/alice', account: '123456789012'},
    credentialsEndAt: null,
    permissions: {value: []},
    databases: {value: {}},
    maintenance: {value: []},
    quotas: {value: []},
    tags: {value: {}},
    endpoint: {named: null, problem: null},
    fresh: null,
    ...change,
    asked: {maxAgeS: null, duringFreeze: null, allowDowntime: null, skip: [], ...change.asked},
  }
}

/** A receipt of an apply of the sample plan, with patches in the states that are given. */
export function sampleReceipt(
  states: Readonly<Record<string, Receipt['patches'][number]['state']>>,
  change: Partial<Receipt> = {},
): Receipt {
  const {planId, service, account, region, eventId, eventName, timezone, windowStartAt, windowEndAt} = samplePlan
  return {
    schema: 'ecom-plan.receipt/v1',
    applyId: 'a-20261123-1200-x7k2',
    purpose: 'apply',
    undoes: [],
    planId,
    planSha256: '0'.repeat(64),
    service,
    account,
    region,
    eventId,
    eventName,
    timezone,
    windowStartAt,
    windowEndAt,
    openedAt: '2026-11-23T12:00:00.000Z',
    closedAt: '2026-11-23T12:01:00.000Z',
    status: 'done',
    because: null,
    exceptions: {duringFreeze: null, skippedChecks: [], allowedDowntime: null, isVerified: true},
    writers: [],
    patches: Object.entries(states).map(([id, state]) => ({
      patch: patchOf(id),
      state,
      isSent: state !== 'untried',
      live: null,
      at: null,
      message: null,
    })),
    ...change,
  }
}
