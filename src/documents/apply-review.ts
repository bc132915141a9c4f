import * as z from 'zod'
import {applyCheckSchema} from './apply-check.js'
import {exceptionsSchema} from './journal.js'
import {fieldsSchema, patchSchema} from './patch.js'
import {receiptSchema} from './receipt.js'
import {timeSchema} from './units.js'

/**
 * Why a patch of the plan is not sent now: `later` and `missed` by its own times, `used` by an earlier apply, `left-out`
 * by --only, `consent` for want of a word of the person's, `by-hand` because no command sends it.
 */
const leftSchema = z.strictObject({
  patchId: z.string(),
  reason: z.enum(['later', 'missed', 'used', 'left-out', 'consent', 'by-hand']),
  because: z.string(),
})
export type LeftPatch = z.infer<typeof leftSchema>

/** A plan beside AWS as it is now: what would be sent, what would not and why, and what was checked. */
export const applyReviewSchema = z.strictObject({
  planId: z.string(),
  /** Of the file's bytes: what `--expect-sha256` takes. */
  planSha256: z.string(),
  planPath: z.string(),
  account: z.string(),
  accountAlias: z.string().nullable(),
  region: z.string(),
  caller: z.string(),
  at: timeSchema,
  /** To be sent, in this order. */
  patches: z.array(patchSchema),
  left: z.array(leftSchema),
  /** Per patch id, what the fields hold now. */
  live: z.record(z.string(), fieldsSchema),
  /** Ids of those whose fields hold the plan's values already: nothing is sent for them. */
  already: z.array(z.string()),
  checks: z.array(applyCheckSchema),
  isRefused: z.boolean(),
  windowCostUsd: z.number().nullable(),
  exceptions: exceptionsSchema,
})
export type ApplyReview = z.infer<typeof applyReviewSchema>

/** What `apply --json` prints: the review, and the receipt where something was sent. */
export const applyResultSchema = z.strictObject({
  schema: z.literal('ecom-plan.apply-result/v1'),
  result: z.enum(['dry-run', 'nothing', 'done', 'stopped']),
  review: applyReviewSchema,
  receipt: receiptSchema.nullable(),
})
export type ApplyResult = z.infer<typeof applyResultSchema>
