import * as z from 'zod'
import {capacityModelSchema} from './capacity-model.js'
import {forecastSchema} from './forecast.js'
import {planSchema} from './plan.js'
import {tierDiagnosisSchema} from './tier-diagnosis.js'
import {quantileRpsSchema, ratioSchema, timeSchema} from './units.js'

/** The peak in the words of the business: people in the shop, orders a second. Null where the config does not say. */
const businessSchema = z.strictObject({
  concurrentUsers: z.strictObject({p50Count: z.number(), p90Count: z.number(), p99Count: z.number()}).nullable(),
  orders: z.strictObject({p50PerS: z.number(), p90PerS: z.number(), p99PerS: z.number()}).nullable(),
  because: z.string(),
})
export type Business = z.infer<typeof businessSchema>

/** How edge traffic becomes load at the origin. */
const cdnSchema = z.strictObject({
  hitRatio: ratioSchema.max(1),
  origin: z.string(),
  /** Origin load that one point less of hit ratio adds, as a share of the origin load. */
  onePointRatio: ratioSchema,
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
})
export type Run = z.infer<typeof runSchema>
