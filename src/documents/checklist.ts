import * as z from 'zod'
import {attestationSchema} from './attestation.js'
import {readinessSchema} from './readiness.js'
import {timeSchema} from './units.js'

/** The readiness checks of one event, as a list shows them. */
export const checklistSchema = z.strictObject({
  schema: z.literal('ecom-plan.checklist/v1'),
  at: timeSchema,
  eventId: z.string(),
  eventName: z.string(),
  timezone: z.string(),
  /** Where what people say of them is kept. */
  store: z.string(),
  readiness: readinessSchema,
})
export type Checklist = z.infer<typeof checklistSchema>

/** What a person said of a check, as it was kept. */
export const checklistWordSchema = z.strictObject({
  attestation: attestationSchema,
  title: z.string(),
  timezone: z.string(),
  /** Until when it counts. */
  endsAt: timeSchema,
  store: z.string(),
  name: z.string(),
})
export type ChecklistWord = z.infer<typeof checklistWordSchema>
