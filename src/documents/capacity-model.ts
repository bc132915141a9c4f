import * as z from 'zod'
import {ratioSchema} from './units.js'

/** One way of knowing what a unit carries, with the evidence in words. */
export const capacityEstimateSchema = z.strictObject({
  origin: z.enum(['load-test', 'production', 'config']),
  unitRps: z.number().min(0),
  evidence: z.string(),
  /** True when the figure lies beyond anything that was measured. */
  isExtrapolated: z.boolean(),
})
export type CapacityEstimate = z.infer<typeof capacityEstimateSchema>

/** What one unit (instance or task) of a scaled tier carries within the SLO, and the visits that reach it. */
export const capacityModelSchema = z.strictObject({
  schema: z.literal('ecom-plan.capacity-model/v1'),
  tier: z.string(),
  unit: z.enum(['instance', 'task']),
  /** The lowest of the estimates. */
  unitRps: z.number().min(0),
  origin: z.enum(['load-test', 'production', 'config']),
  estimates: z.array(capacityEstimateSchema).min(1),
  /** (highest − lowest) / lowest of the estimates; 0 with one. */
  disagreementRatio: ratioSchema,
  visitCount: z.number().min(0),
  visitOrigin: z.string(),
  /** How far the visits of the event may lie from that, on the log scale, and why. */
  visitSpread: z.strictObject({logSpreadRatio: ratioSchema, because: z.string()}).optional(),
})
export type CapacityModel = z.infer<typeof capacityModelSchema>
