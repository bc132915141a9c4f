import type {Plan} from '../documents/plan.js'

/** A field that no longer holds what the plan was made from. */
export type FieldDifference = {patchId: string; field: string; planned: unknown; live: unknown}

/** Who would make the changes. */
export type Caller = {arn: string; account: string}

/** A plan beside the estate as it is now: what `apply --dry-run` shows and nothing more. */
export type DryRunView = {
  plan: Plan
  /** Per patch id, what the fields that it would change hold now. */
  live: Record<string, Record<string, unknown>>
  differences: readonly FieldDifference[]
  caller: Caller
  /** Now, as UTC; the plan's age is counted to here. */
  at: string
}
