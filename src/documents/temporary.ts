import * as z from 'zod'
import {timeSchema} from './units.js'

/** A change for an event that has no end of its own and is live: `restore` takes it back. */
export const temporarySchema = z.strictObject({
  applyId: z.string(),
  planId: z.string(),
  patchId: z.string(),
  tier: z.string(),
  resource: z.string(),
  summary: z.string(),
  eventId: z.string(),
  /** The other events of a plan that was made for several; absent where it is of one. */
  alsoEventIds: z.array(z.string()).optional(),
  eventName: z.string(),
  windowEndAt: timeSchema,
  /** The event is over: it may go back now. */
  isOver: z.boolean(),
  /** Null where no price is known, or where the change costs nothing by itself. */
  perDayUsd: z.number().nullable(),
  because: z.string(),
})
export type Temporary = z.infer<typeof temporarySchema>
