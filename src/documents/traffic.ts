import * as z from 'zod'
import {windowSchema} from './series.js'
import {timeSchema} from './units.js'

/**
 * The demand series: requests per interval (counts, not rates), any mix of resolutions. Where windows overlap, the
 * finest one is the truth. `level` says where the requests were counted, so that a CDN is never applied twice.
 */
export const trafficSchema = z.strictObject({
  schema: z.literal('ecom-plan.traffic/v1'),
  capturedAt: timeSchema,
  level: z.enum(['edge', 'origin']),
  sources: z.array(z.string()),
  windows: z.array(windowSchema).min(1),
  /** Requests of bots, where every source tells them apart; `windows` then hold those of people alone. */
  bots: z.array(windowSchema).optional(),
})
export type Traffic = z.infer<typeof trafficSchema>
