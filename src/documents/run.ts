import * as z from 'zod'
import {capacityModelSchema} from './capacity-model.js'
import {forecastSchema} from './forecast.js'
import {planSchema} from './plan.js'
import {temporarySchema} from './temporary.js'
import {tierDiagnosisSchema} from './tier-diagnosis.js'
import {quantileRatioSchema, quantileRpsSchema, ratioSchema, timeSchema} from './units.js'

/** The peak in the words of the business: people in the shop, orders a second. Null where the config does not say. */
const businessSchema = z.strictObject({
  concurrentUsers: z.strictObject({p50Count: z.number(), p90Count: z.number(), p99Count: z.number()}).nullable(),
  orders: z.strictObject({p50PerS: z.number(), p90PerS: z.number(), p99PerS: z.number()}).nullable(),
  because: z.string(),
})
export type Business = z.infer<typeof businessSchema>

/** Of one limit behind the CDN in a miss storm: load at the event's peak over the load at which it breaks. */
const stormShareSchema = z.strictObject({
  tier: z.string(),
  measure: z.string(),
  now: quantileRatioSchema,
  after: quantileRatioSchema,
})

/** The peak with the CDN's cache lost: a purge, or pages that it has never seen. */
const stormSchema = z.strictObject({
  hitRatio: ratioSchema.max(1),
  origin: z.string(),
  /** Origin load over that of the hit ratio planned with: (1 − h in the storm) / (1 − h). */
  factorRatio: ratioSchema,
  originPeak: quantileRpsSchema,
  /** Every limit that the CDN stands before and that has such a load, the fullest first. */
  shares: z.array(stormShareSchema),
})
export type Storm = z.infer<typeof stormSchema>

/** How edge traffic becomes load at the origin. */
const cdnSchema = z.strictObject({
  hitRatio: ratioSchema.max(1),
  origin: z.string(),
  /** Origin load that one point less of hit ratio adds, as a share of the origin load. */
  onePointRatio: ratioSchema,
  /** How far the share of misses may lie from it on the log scale, and why. */
  missLogSpreadRatio: ratioSchema,
  missBecause: z.string(),
  /** What a purge or a miss storm would do; null where the cache answers nothing, or everything. */
  storm: stormSchema.nullable(),
})
export type Cdn = z.infer<typeof cdnSchema>

/** Everything one walk found: the one source of every screen, file and report. */
export const runSchema = z.strictObject({
  schema: z.literal('ecom-plan.run/v1'),
  runId: z.string(),
  asOf: timeSchema,
  service: z.string(),
  /** What is taken for true in this run only: such a run is no plan to apply. */
  whatIf: z.array(z.string()).optional(),
  forecast: forecastSchema,
  cdn: cdnSchema.nullable(),
  originPeak: quantileRpsSchema,
  /** Demand-level requests per second that today's estate carries within the SLO; null when nothing is modelled. */
  capacityTodayRps: z.number().min(0).nullable(),
  capacityPlannedRps: z.number().min(0).nullable(),
  business: businessSchema,
  models: z.array(capacityModelSchema),
  /** What binds each modelled database in these days, and what would at the peak. */
  diagnoses: z.array(tierDiagnosisSchema),
  plan: planSchema,
  slo: z.strictObject({p95ResponseTimeS: z.number(), errorRatio: z.number()}),
  sources: z.array(z.string()),
  /** What was applied for an event and stays until it is taken back; absent where nothing of that is live. */
  temporary: z.array(temporarySchema).optional(),
})
export type Run = z.infer<typeof runSchema>
