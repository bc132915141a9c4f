import * as z from 'zod'
import {applyCheckSchema} from './apply-check.js'
import {exceptionsSchema, purposeSchema} from './journal.js'
import {fieldsSchema, patchSchema} from './patch.js'
import {receiptSchema} from './receipt.js'
import {timeSchema} from './units.js'

/**
 * Why a change stays as it is: `left-out` by --only, `need` since more runs than it would leave room for, `busy`
 * since RDS takes no change of the storage yet, `consent` for want of a word of the person's, `impossible` since nothing puts it back in place.
 */
const stayingSchema = z.strictObject({
  patchId: z.string(),
  tier: z.string(),
  resource: z.string(),
  summary: z.string(),
  reason: z.enum(['left-out', 'need', 'busy', 'consent', 'impossible']),
  because: z.string(),
})
export type Staying = z.infer<typeof stayingSchema>

/** What a rollback, a restore or an extension would send, beside AWS as it is now, and what was checked. */
export const undoReviewSchema = z.strictObject({
  purpose: purposeSchema,
  /** The applies that it undoes; none of an extension. */
  undoes: z.array(z.string()),
  planId: z.string(),
  planSha256: z.string(),
  service: z.string(),
  eventId: z.string(),
  eventName: z.string(),
  timezone: z.string(),
  windowStartAt: timeSchema,
  /** Of an extension the new end. */
  windowEndAt: timeSchema,
  account: z.string(),
  accountAlias: z.string().nullable(),
  region: z.string(),
  caller: z.string(),
  at: timeSchema,
  /** To be sent, in this order. */
  patches: z.array(patchSchema),
  staying: z.array(stayingSchema),
  /** Per patch id, what the fields hold now. */
  live: z.record(z.string(), fieldsSchema),
  /** Ids of those whose fields hold the wanted values already. */
  already: z.array(z.string()),
  checks: z.array(applyCheckSchema),
  isRefused: z.boolean(),
  exceptions: exceptionsSchema,
})
export type UndoReview = z.infer<typeof undoReviewSchema>

/** What `rollback`, `restore` and `extend` print with --json. `partly`: done but for what has to wait. */
export const undoResultSchema = z.strictObject({
  schema: z.literal('ecom-plan.undo-result/v1'),
  result: z.enum(['dry-run', 'nothing', 'done', 'partly', 'stopped']),
  review: undoReviewSchema.nullable(),
  receipt: receiptSchema.nullable(),
})
export type UndoResult = z.infer<typeof undoResultSchema>
