import * as z from 'zod'
import {groupCopySchema} from './status.js'
import {timeSchema} from './units.js'

/**
 * Where a field stands. `as-left`: as the apply left it, or as a later apply of ours asks for. `ran`: a scheduled action
 * that is gone because it ran. `unchanged`: not applied, and as the plan knew it. `gone-back`: it holds again what it
 * held before the apply. `moved`: it holds something else; by whom AWS does not tell here.
 */
export const fieldStandingSchema = z.enum(['as-left', 'ran', 'unchanged', 'gone-back', 'moved'])
export type FieldStanding = z.infer<typeof fieldStandingSchema>

const driftedFieldSchema = z.strictObject({
  tier: z.string(),
  resource: z.string(),
  patchId: z.string(),
  field: z.string(),
  /** Of a scheduled action: the name that AWS knows it by. */
  actionName: z.string().optional(),
  /** Of AWS, in its spelling: before the apply, as it left the field (or would), and now. */
  before: z.unknown(),
  left: z.unknown(),
  live: z.unknown(),
  standing: fieldStandingSchema,
  /** What makes the standing other than it seems; null where nothing does. */
  because: z.string().nullable(),
})
export type FieldDrift = z.infer<typeof driftedFieldSchema>

/** Each field of an apply or a plan beside what AWS has now. */
export const driftSchema = z.strictObject({
  schema: z.literal('ecom-plan.drift/v1'),
  at: timeSchema,
  against: z.strictObject({
    kind: z.enum(['apply', 'plan']),
    /** Of the apply or of the plan. */
    id: z.string(),
    eventName: z.string(),
    madeAt: timeSchema,
  }),
  service: z.string(),
  account: z.string(),
  region: z.string(),
  timezone: z.string(),
  fields: z.array(driftedFieldSchema),
  copies: z.array(groupCopySchema),
  isDrifted: z.boolean(),
})
export type Drift = z.infer<typeof driftSchema>
