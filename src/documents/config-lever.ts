import * as z from 'zod'
import {shareSchema} from './quantity.js'

const moreThanNothing = 'expected a share above zero such as 30%: a lever that spares nothing is none'
const lessThanAll = 'expected a share below 100% such as 30%'

/** Something that the shop can switch off in need, and what it takes off each tier. */
export const leverSchema = z.strictObject({
  id: z.string().min(1).describe('such as hide-recommendations'),
  saves: z
    .record(z.string(), shareSchema.pipe(z.number().gt(0, moreThanNothing).lt(1, lessThanAll)))
    .describe('share of its load that each tier is spared: {catalog: 30%}'),
})
export type LeverConfig = z.infer<typeof leverSchema>
