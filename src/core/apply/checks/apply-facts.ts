import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {LeftPatch} from '../../../documents/apply-review.js'
import type {ApplyConfig} from '../../../documents/config-apply.js'
import type {FreezeConfig} from '../../../documents/config-planning.js'
import type {Fields, Patch} from '../../../documents/patch.js'
import type {Plan} from '../../../documents/plan.js'
import type {Receipt} from '../../../documents/receipt.js'
import type {AwsObject} from '../../../documents/snapshot.js'
import type {Failure, Known, TriedAction} from '../../doctor/facts.js'
import type {Downtime} from '../downtime.js'

/** A quota as AWS has it now. `neededCount` is what the plan needs of it. */
export type QuotaFact = {serviceCode: string; quotaCode: string; neededCount: number; limitCount: number}

/** What AWS says of a database that a patch modifies: DescribeDBInstances or DescribeDBClusters, and when its storage was last modified. */
export type DatabaseFact = {
  instance: AwsObject
  /** Null where no modification of its storage is known of. */
  storageModifiedAt: string | null
  /** Why that could not be read; absent where it was. */
  unread?: string
}

/** An action that AWS has announced for a database, as DescribePendingMaintenanceActions has it. */
export type MaintenanceFact = {
  id: string
  /** AWS's PendingMaintenanceAction. */
  action: AwsObject
  /** `ddd:hh:mm-ddd:hh:mm` in UTC; null where it is not known. */
  window: string | null
}

/** What a newer forecast says of the same event, beside the plan's own. */
export type FreshForecast = {path: string; asOf: string; peakRatio: number}

/** Everything that is known before AWS is written to, as it was read. Times are UTC. */
export type ApplyFacts = {
  at: string
  plan: Plan
  /** As the user would type it. */
  planPath: string
  /** What is about to be sent, in order, and what of the plan is not and why. */
  chosen: readonly Patch[]
  left: readonly LeftPatch[]
  /** Per patch id, what the fields hold now. */
  live: Readonly<Record<string, Fields>>
  config: {apply: ApplyConfig; freeze: readonly FreezeConfig[]}
  receipts: readonly Receipt[]
  caller: {arn: string; account: string}
  /** Null for keys without an end. */
  credentialsEndAt: string | null
  permissions: Known<readonly TriedAction[]>
  /** By the identifier of the instance or cluster; empty where none of the patches modifies one. */
  databases: Known<Readonly<Record<string, DatabaseFact>>>
  /** Of the databases of the config; empty without one. */
  maintenance: Known<readonly MaintenanceFact[]>
  quotas: Known<readonly QuotaFact[]>
  /** Tags of the resources that the patches change, by the patch's `resource`. */
  tags: Known<Readonly<Record<string, readonly {key: string; value: string}[]>>>
  /** The place in place of AWS that the command line names, and why writes may not go where they would. */
  endpoint: {named: string | null; problem: Failure | null}
  /** Null where no newer forecast of the event lies beside the plan. */
  fresh: FreshForecast | null
  asked: {
    /** Null: the config's, or what the plan itself says. */
    maxAgeS: number | null
    duringFreeze: string | null
    allowDowntime: Downtime | null
    skip: readonly string[]
  }
}

/** A check without anything beside its message. */
export function checked(
  id: string,
  status: ApplyCheck['status'],
  message: string,
  more: Partial<Pick<ApplyCheck, 'details' | 'next' | 'isFinal'>> = {},
): ApplyCheck {
  return {id, status, message, details: [], next: [], isFinal: false, ...more}
}
