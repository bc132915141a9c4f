import * as z from 'zod'
import {countSchema, ratioSchema, timeSchema} from './units.js'

/** A run as it is named in a comparison. */
const runNameSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  startedAt: timeSchema.nullable(),
  commit: z.string().nullable(),
})
export type RunName = z.infer<typeof runNameSchema>

/** `limit` is the largest throughput within the SLO; `throughput` what the levels of load carried. */
const metricSchema = z.enum(['throughput', 'limit', 'mean', 'p95', 'p99', 'errors'])
export type LoadMetric = z.infer<typeof metricSchema>

/** The two sides in the unit of their metric: geometric means over levels and runs; of errors, all failures over all requests. */
const measuredSchema = z.union([
  z.strictObject({baseRps: z.number().min(0), newRps: z.number().min(0)}),
  z.strictObject({baseS: z.number().min(0), newS: z.number().min(0)}),
  z.strictObject({baseRatio: ratioSchema, newRatio: ratioSchema}),
])
export type Measured = z.infer<typeof measuredSchema>

const comparisonRowSchema = z.strictObject({
  /** An endpoint, or `all`. */
  label: z.string(),
  metric: metricSchema,
  measured: measuredSchema,
  /** New over base less 1; of errors, the difference of the shares. */
  changeRatio: z.number(),
  /** 95 % interval of the change; null where none can be told. */
  change: z.strictObject({lowRatio: z.number(), highRatio: z.number()}).nullable(),
  /** How often chance alone does as much, raised by Holm for the number of rows; null where nothing was tested. */
  chanceRatio: ratioSchema.max(1).nullable(),
  /** What the change has to exceed to count. */
  leastChangeRatio: ratioSchema,
  method: z.enum(['runs', 'one-against-runs', 'batches', 'proportions']).nullable(),
  /** `suspected`: worse, by single runs. `untested`: nothing to judge by. `unchanged`: no change was shown. */
  verdict: z.enum(['regression', 'suspected', 'unchanged', 'improvement', 'untested']),
  why: z.string(),
})
export type ComparisonRow = z.infer<typeof comparisonRowSchema>

/** Where a history of runs changed, and with which run. */
const historyChangeSchema = z.strictObject({
  label: z.string(),
  metric: metricSchema,
  since: runNameSchema,
  changeRatio: z.number(),
  chanceRatio: ratioSchema.max(1),
  isWorse: z.boolean(),
  /** So recent that no comparison before could have named it. */
  isNew: z.boolean(),
})
export type HistoryChange = z.infer<typeof historyChangeSchema>

const thresholdSchema = z.strictObject({
  /** As it was asked: `p95<=500ms`. */
  asked: z.string(),
  isKept: z.boolean(),
  why: z.string(),
})
export type ThresholdFinding = z.infer<typeof thresholdSchema>

/** Two sides of load-test runs side by side. */
export const loadComparisonSchema = z.strictObject({
  schema: z.literal('ecom-plan.load-comparison/v1'),
  verdict: z.enum(['regression', 'suspected', 'unchanged', 'improvement', 'untested', 'not-comparable', 'no-base']),
  /** Why nothing was compared; empty where something was. */
  reasons: z.array(z.string()),
  base: z.array(runNameSchema),
  new: z.array(runNameSchema),
  historyCount: countSchema,
  rows: z.array(comparisonRowSchema),
  changes: z.array(historyChangeSchema),
  thresholds: z.array(thresholdSchema),
  words: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type LoadComparison = z.infer<typeof loadComparisonSchema>
