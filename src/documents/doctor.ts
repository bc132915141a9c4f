import * as z from 'zod'
import {iamPurposes} from './iam-policy.js'
import {countSchema, timeSchema} from './units.js'

export const checkStatusSchema = z.enum(['ok', 'warn', 'fail', 'skipped'])
export type CheckStatus = z.infer<typeof checkStatusSchema>

/** One thing that doctor looked at, or why it did not. `next` is what to type, best first; empty where nothing is. */
export const checkSchema = z.strictObject({
  id: z.string(),
  group: z.enum(['Environment', 'AWS', 'Data', 'Capacity model']),
  title: z.string(),
  status: checkStatusSchema,
  message: z.string(),
  next: z.array(z.string()),
})
export type Check = z.infer<typeof checkSchema>

/** What `ecom-plan doctor` found, in the order of the checks. `fail` means that a command cannot work. */
export const doctorSchema = z.strictObject({
  schema: z.literal('ecom-plan.doctor/v1'),
  at: timeSchema,
  purposes: z.array(z.enum(iamPurposes)),
  isOffline: z.boolean(),
  checks: z.array(checkSchema),
  counts: z.record(checkStatusSchema, countSchema),
})
export type Doctor = z.infer<typeof doctorSchema>
