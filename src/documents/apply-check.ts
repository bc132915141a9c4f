import * as z from 'zod'
import {checkStatusSchema} from './doctor.js'

/**
 * One thing that has to be so before AWS is written to. `fail` refuses; `skipped` was not looked at, or was and
 * `--skip-check` sets it aside. `next` is what to type, best first.
 */
export const applyCheckSchema = z.strictObject({
  id: z.string(),
  status: checkStatusSchema,
  message: z.string(),
  /** What the message counts, one line each. */
  details: z.array(z.string()),
  next: z.array(z.string()),
  /** A failure that no flag sets aside. */
  isFinal: z.boolean(),
})
export type ApplyCheck = z.infer<typeof applyCheckSchema>
