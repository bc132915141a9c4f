import * as z from 'zod'
import {timeSchema} from './units.js'

/** What a person said of one readiness check of one event, or that it is open again. The latest of a check counts. */
export const attestationSchema = z.strictObject({
  schema: z.literal('ecom-plan.attestation/v1'),
  eventId: z.string(),
  checkId: z.string(),
  state: z.enum(['acknowledged', 'reopened']),
  by: z.string(),
  at: timeSchema,
  note: z.string().nullable(),
  /** From then on it counts for nothing; null: until the event is over. */
  untilAt: timeSchema.nullable(),
})
export type Attestation = z.infer<typeof attestationSchema>
