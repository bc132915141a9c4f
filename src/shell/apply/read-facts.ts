import type {AwsClients} from '../../aws/clients.js'
import type {ApplyFacts, QuotaFact} from '../../core/apply/checks/apply-facts.js'
import {choosePatches, usedPatches} from '../../core/apply/choose-patches.js'
import type {Downtime} from '../../core/apply/downtime.js'
import {receiptsOf} from '../../core/apply/receipts-of.js'
import type {Known, TriedAction} from '../../core/doctor/facts.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {Config} from '../../documents/config.js'
import {applySchema} from '../../documents/config-apply.js'
import type {Plan} from '../../documents/plan.js'
import {readJournals} from '../../journal/read-journal.js'
import {known} from '../known.js'
import {type Connection, readLiveAt} from './connect.js'
import {readDatabases, readMaintenance, readTags} from './read-touched.js'

/** What stays the same through a command: the plan, who asks, and what the command line says. */
export type ApplySetting = {
  plan: Plan
  planPath: string
  planSha256: string
  found: {config: Config; folder: string} | null
  connection: Connection
  store: BlobStore
  endpoint: ApplyFacts['endpoint']
  permissions: Known<readonly TriedAction[]>
  fresh: ApplyFacts['fresh']
  asked: {
    only: readonly string[]
    hasAccepted: boolean
    maxAgeS: number | null
    duringFreeze: string | null
    allowDowntime: Downtime | null
    skip: readonly string[]
  }
}

/** Reads all that the checks judge, as it is at this moment: AWS, the store and the clock. Changes nothing. */
export async function readFacts(setting: ApplySetting, at: string): Promise<ApplyFacts> {
  const {plan, connection, asked, found} = setting
  const receipts = receiptsOf(await readJournals(setting.store))
  const {chosen, left} = choosePatches({
    patches: plan.patches,
    timezone: plan.timezone,
    at,
    only: asked.only,
    used: usedPatches(receipts, plan.planId),
    downtime: asked.allowDowntime,
    hasAccepted: asked.hasAccepted,
  })
  const used = new Set(left.filter(({reason}) => reason === 'used').map(({patchId}) => patchId))
  const live = await readLiveAt(
    connection,
    plan.patches.filter(({id}) => !used.has(id)),
  )
  const {credentialsEndAt} = await import('../../aws/read-credentials-end.js')
  const databases = await known(() => readDatabases(connection, chosen))
  return {
    at,
    plan,
    planPath: setting.planPath,
    chosen,
    left,
    live,
    config: {apply: found?.config.apply ?? applySchema.parse({}), freeze: found?.config.freeze ?? []},
    receipts,
    caller: connection.caller,
    credentialsEndAt: await credentialsEndAt(connection.main),
    permissions: setting.permissions,
    databases,
    maintenance: await known(async () => (found === null ? [] : readMaintenance(connection, found.config))),
    quotas: await known(() => readQuotaFacts(plan, connection.main)),
    tags: await known(() => readTags(connection, chosen, databases)),
    endpoint: setting.endpoint,
    fresh: setting.fresh,
    asked,
  }
}

async function readQuotaFacts(plan: Plan, clients: AwsClients): Promise<QuotaFact[]> {
  const needs = plan.blockers.flatMap(({quota}) => (quota === undefined ? [] : [quota]))
  if (needs.length === 0) return []
  const {readQuotas} = await import('../../aws/read-quotas.js')
  const quotas = await readQuotas(
    clients,
    needs.map(({serviceCode, quotaCode}) => ({ServiceCode: serviceCode, QuotaCode: quotaCode})),
  )
  return needs.flatMap((need) => {
    const limit = quotas.find(({QuotaCode}) => QuotaCode === need.quotaCode)?.['Value']
    return typeof limit === 'number' ? [{...need, limitCount: limit}] : []
  })
}
