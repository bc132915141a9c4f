import * as z from 'zod'
import {quantileRpsSchema, ratioSchema, timeSchema} from './units.js'

/** What was expected of one tier and what was measured, in the event's window. */
const tierOutcomeSchema = z.strictObject({
  tier: z.string(),
  measure: z.string(),
  /** Share of the limit at its peak, as planned at the target quantile and as measured; null where it was not measured. */
  plannedRatio: ratioSchema.nullable(),
  measuredRatio: ratioSchema.nullable(),
  held: z.enum(['held', 'did-not-hold', 'not-measured']),
  because: z.string(),
})
export type TierOutcome = z.infer<typeof tierOutcomeSchema>

/** What came of the event, against what was said of it. */
export const afterEventSchema = z.strictObject({
  /** The report whose forecast is judged: the last one before the window opened. */
  forecastReportId: z.string(),
  forecastAt: timeSchema,
  forecastPeak: quantileRpsSchema,
  measuredPeakRps: z.number().min(0),
  measuredPeakAt: timeSchema,
  /** Where the peak was not measured by the minute: how long the step is that it is the mean of. */
  measuredStepS: z.int().min(1).optional(),
  /** Measured over P50, less one. */
  errorRatio: z.number(),
  /** Share of the window's hours that lay under the forecast's P50, P90 and P99 of that hour. */
  coverage: z.strictObject({p50Ratio: ratioSchema, p90Ratio: ratioSchema, p99Ratio: ratioSchema, hourCount: z.int()}),
  tiers: z.array(tierOutcomeSchema),
  plannedCostUsd: z.number().nullable(),
  actualCostUsd: z.number().nullable(),
  costBecause: z.string(),
  /** Instance-hours in the window beyond what the measured load needed; null where counts were not measured. */
  wastedInstanceHoursCount: z.number().min(0).nullable(),
  wasteBecause: z.string(),
  lessons: z.array(z.string()),
  /** Lines of ecom-plan.yaml that say so to next year's forecast, to be added by hand; absent where there are none. */
  configYaml: z.string().optional(),
})
export type AfterEvent = z.infer<typeof afterEventSchema>
