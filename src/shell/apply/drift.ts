import {driftOfApply, driftOfPlan, isDrifted} from '../../core/apply/field-drift.js'
import type {Drift} from '../../documents/drift.js'
import type {Patch} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'
import type {Receipt} from '../../documents/receipt.js'
import {PlanError} from '../../errors.js'
import {type AwsFlagValues, useEndpoint} from '../aws-flags.js'
import {optionalConfig} from '../optional-config.js'
import {connect, readLiveAt} from './connect.js'
import {openApplyStore} from './open-apply-store.js'
import {mainPlace} from './prepare-apply.js'
import {readCopies} from './read-copies.js'
import {readPlanFile} from './read-plan-file.js'
import {lastApply, readReceipts, receiptOfId} from './read-receipts.js'

const applyId = /^a-\d{8}-\d{4}-[a-z0-9]{4}$/

/**
 * Every field of an apply, or of a plan's file, beside what AWS has now; without `against` of the last apply. Changes
 * nothing. Throws NOTHING_APPLIED for a store without an apply, APPLY_UNKNOWN, and what reading throws. A resource that
 * is gone has no live values: its fields are said to have moved to none.
 */
export async function walkDrift({
  configPath,
  aws,
  against,
}: {
  configPath: string | undefined
  aws: AwsFlagValues
  against: string | undefined
}): Promise<Drift> {
  useEndpoint(aws['endpoint-url'])
  const found = await optionalConfig(configPath, aws)
  const store = await openApplyStore(found)
  const receipts = await readReceipts(store)
  const base = await baseOf(against, receipts, store.place)
  const connection = await connect({place: mainPlace(base.of, found, aws.profile), endpointUrl: undefined})
  const at = new Date().toISOString()
  const live = await readEach(base.patches, (patch) => readLiveAt(connection, [patch]))
  const known = {receipts, live, at}
  const fields =
    base.kind === 'apply' ? driftOfApply({receipt: base.of, ...known}) : driftOfPlan({plan: base.of, ...known})
  const {service, account, region, timezone, eventName} = base.of
  const place = mainPlace(base.of, found, aws.profile)
  const copies = await readCopies({aws: place}, base.kind === 'apply' ? [base.of] : receipts)
  return {
    schema: 'ecom-plan.drift/v1',
    at,
    against: {kind: base.kind, id: base.id, eventName, madeAt: base.madeAt},
    service,
    account,
    region,
    timezone,
    fields,
    copies,
    isDrifted: isDrifted(fields) || copies.length > 0,
  }
}

type Base = {id: string; madeAt: string; patches: Patch[]} & ({kind: 'apply'; of: Receipt} | {kind: 'plan'; of: Plan})

async function baseOf(against: string | undefined, receipts: readonly Receipt[], place: string): Promise<Base> {
  if (against !== undefined && !applyId.test(against)) {
    const {plan} = await readPlanFile(against, undefined)
    return {kind: 'plan', of: plan, id: plan.planId, madeAt: plan.asOf, patches: plan.patches}
  }
  const receipt = against === undefined ? lastApply(receipts, place) : receiptOfId(receipts, against, place)
  const patches = receipt.patches.map(({patch}) => patch)
  return {kind: 'apply', of: receipt, id: receipt.applyId, madeAt: receipt.openedAt, patches}
}

/** One at a time, so that a resource that is gone does not hide the others. */
async function readEach(
  patches: readonly Patch[],
  read: (patch: Patch) => Promise<Record<string, Record<string, unknown>>>,
): Promise<Record<string, Record<string, unknown>>> {
  const live: Record<string, Record<string, unknown>> = {}
  for (const patch of patches) {
    try {
      Object.assign(live, await read(patch))
    } catch (error) {
      if (!(error instanceof PlanError) || error.code !== 'RESOURCE_NOT_FOUND') throw error
      live[patch.id] = {}
    }
  }
  return live
}
