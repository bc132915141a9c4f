import * as z from 'zod'
import {shareSchema} from './quantity.js'

/** Something that the shop can switch off in need, and what it takes off each tier. */
export const leverSchema = z.strictObject({
  id: z.string().min(1).describe('such as hide-recommendations'),
  saves: z
    .record(z.string(), shareSchema.pipe(z.number().gt(0).lt(1)))
    .describe('share of its load that each tier is spared: {catalog: 30%}'),
})
export type LeverConfig = z.infer<typeof leverSchema>
