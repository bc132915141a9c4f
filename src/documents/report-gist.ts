import * as z from 'zod'
import {readinessSchema} from './readiness.js'
import {quantileRpsSchema, timeSchema} from './units.js'

/** What a list of reports needs of each: read without the rest, which is large. */
export const reportGistSchema = z.object({
  schema: z.literal('ecom-plan.report/v1'),
  reportId: z
    .string()
    .regex(/^r-\d{8}-\d{4}-[0-9a-f]{6}$/, 'expected the id of a report such as r-20261123-1100-1a2b3c'),
  at: timeSchema,
  version: z.string(),
  run: z.object({
    forecast: z.object({
      eventId: z.string(),
      eventName: z.string(),
      date: z.iso.date(),
      timezone: z.string(),
      windowStartAt: timeSchema,
      windowEndAt: timeSchema,
      peak: z.object(quantileRpsSchema.shape),
    }),
  }),
  readiness: z.object({
    verdict: readinessSchema.shape.verdict,
    scorePoints: readinessSchema.shape.scorePoints,
    sentence: z.string(),
  }),
  notices: z.array(z.object({code: z.string()})),
  /** There where it is one of what came of the event. */
  after: z.object({}).optional(),
})
export type ReportGist = z.infer<typeof reportGistSchema>
