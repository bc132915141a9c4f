import * as z from 'zod'
import {positiveDurationSchema, shareSchema} from './quantity.js'

/** How far apply may go without being told otherwise. */
export const applySchema = z.strictObject({
  planMaxAge: positiveDurationSchema.optional().describe('how old a plan may be, such as 24h; 7 days when left out'),
  maxIncrease: shareSchema
    .prefault('200%')
    .describe('by how much one call may raise a limit over what it holds, such as 100%'),
  maxWindowCost: z.number().positive().optional().describe('what the changes may cost in the window, in US dollars'),
})
export type ApplyConfig = z.infer<typeof applySchema>
