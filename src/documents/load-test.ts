import * as z from 'zod'
import {countSchema, ratioSchema, timeSchema} from './units.js'

/** One level of load, held for a while. Response times in seconds. */
export const loadStepSchema = z.strictObject({
  concurrencyCount: z.number().min(0),
  throughputRps: z.number().min(0),
  requestCount: countSchema,
  errorRatio: ratioSchema.max(1),
  meanResponseTimeS: z.number().min(0),
  /** The 95th percentile, or the next higher one that the tool prints; `percentileRatio` says which. */
  tailResponseTimeS: z.number().min(0),
  percentileRatio: ratioSchema.max(1),
  file: z.string(),
})
export type LoadStep = z.infer<typeof loadStepSchema>

/** A load test: steps of rising concurrency against a stated number of units. */
export const loadTestSchema = z.strictObject({
  schema: z.literal('ecom-plan.load-test/v1'),
  tool: z.enum(['k6', 'autocannon']),
  tier: z.string(),
  unitCount: z.int().min(1),
  testedAt: timeSchema.nullable(),
  steps: z.array(loadStepSchema),
  warnings: z.array(z.string()),
})
export type LoadTest = z.infer<typeof loadTestSchema>
