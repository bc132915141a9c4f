import * as z from 'zod'
import {exceptionsSchema, groupTagsSchema, purposeSchema, writerSchema} from './journal.js'
import {dayCostSchema, fieldsSchema, patchSchema} from './patch.js'
import {timeSchema} from './units.js'

/**
 * Where a patch stands after an apply. `in-doubt`: sent or about to be when the journal ends, and nobody has looked.
 * `live`: AWS took it, or had it already. `undone`: a later rollback or restore put it back.
 */
export const patchStateSchema = z.enum(['untried', 'in-doubt', 'live', 'verified', 'failed', 'conflict', 'undone'])
export type PatchState = z.infer<typeof patchStateSchema>

const receiptPatchSchema = z.strictObject({
  patch: patchSchema,
  state: patchStateSchema,
  /** False where the fields held the wanted values before, so that nothing was sent. */
  isSent: z.boolean(),
  /** What the fields held just before the call; null where it was not tried. */
  live: fieldsSchema.nullable(),
  /** When AWS answered. */
  at: timeSchema.nullable(),
  /** Why it failed or stands in doubt. */
  message: z.string().nullable(),
})
export type ReceiptPatch = z.infer<typeof receiptPatchSchema>

/** What an apply, rollback, restore or extend has done: its journal in one document. */
export const receiptSchema = z.strictObject({
  schema: z.literal('ecom-plan.receipt/v1'),
  applyId: z.string(),
  purpose: purposeSchema,
  undoes: z.array(z.string()),
  planId: z.string(),
  planSha256: z.string(),
  service: z.string(),
  account: z.string(),
  region: z.string(),
  eventId: z.string(),
  /** The other events of a plan that was made for several; absent where it is of one. */
  alsoEventIds: z.array(z.string()).optional(),
  eventName: z.string(),
  timezone: z.string(),
  windowStartAt: timeSchema,
  windowEndAt: timeSchema,
  openedAt: timeSchema,
  closedAt: timeSchema.nullable(),
  /** `open`: cut, or still running. */
  status: z.enum(['open', 'done', 'stopped']),
  because: z.string().nullable(),
  dayCosts: z.array(dayCostSchema).optional(),
  groups: z.array(groupTagsSchema).optional(),
  exceptions: exceptionsSchema,
  writers: z.array(writerSchema),
  patches: z.array(receiptPatchSchema),
})
export type Receipt = z.infer<typeof receiptSchema>
