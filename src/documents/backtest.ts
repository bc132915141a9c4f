import * as z from 'zod'
import {countSchema, quantileRpsSchema, ratioSchema, timeSchema} from './units.js'

/** One method's forecast of one peak hour, and how it did against the actual. */
const backtestScoreSchema = z.strictObject({
  ...quantileRpsSchema.shape,
  /** P50 over the actual, less 1: above zero is too high. */
  signedErrorRatio: z.number(),
  /** Pinball loss at each quantile over the actual. */
  pinball: z.strictObject({p50Ratio: ratioSchema, p90Ratio: ratioSchema, p99Ratio: ratioSchema}),
  /** Mean of the three. */
  pinballRatio: ratioSchema,
  isP90Held: z.boolean(),
  isP99Held: z.boolean(),
})
export type BacktestScore = z.infer<typeof backtestScoreSchema>

const kindSchema = z.enum(['event', 'ordinary-day'])

/** A past peak hour that was forecast from what was known `leadS` before its window. */
const backtestCaseSchema = z.strictObject({
  kind: kindSchema,
  eventId: z.string(),
  eventName: z.string(),
  date: z.iso.date(),
  timezone: z.string(),
  leadS: z.number().min(0),
  /** Nothing after this instant was known. */
  asOf: timeSchema,
  actualAt: timeSchema,
  /** Busiest hour of the window, as a mean rate. */
  actualRps: z.number().positive(),
  ours: backtestScoreSchema,
  /** Null where the traffic known then has nothing to make it of. */
  analogue: backtestScoreSchema.nullable(),
  seasonalNaive: backtestScoreSchema.nullable(),
})
export type BacktestCase = z.infer<typeof backtestCaseSchema>

/** An occurrence that was not forecast, and why. `leadS` is null where it fails at every lead. */
const untestedSchema = z.strictObject({
  eventId: z.string(),
  eventName: z.string(),
  date: z.iso.date().nullable(),
  leadS: z.number().min(0).nullable(),
  why: z.string(),
})
export type Untested = z.infer<typeof untestedSchema>

const summarySchema = z.strictObject({
  caseCount: countSchema,
  meanAbsoluteErrorRatio: ratioSchema,
  pinballRatio: ratioSchema,
  p90MissedCount: countSchema,
  p99MissedCount: countSchema,
})
export type BacktestSummary = z.infer<typeof summarySchema>

/** A peer over the cases that it has, and our pinball over its on the same cases: below 1 is better than the peer. */
const peerSummarySchema = z.strictObject({...summarySchema.shape, oursToPeerRatio: ratioSchema.nullable()})
export type PeerSummary = z.infer<typeof peerSummarySchema>

const totalSchema = z.strictObject({
  kind: kindSchema,
  leadS: z.number().min(0),
  ours: summarySchema,
  analogue: peerSummarySchema.nullable(),
  seasonalNaive: peerSummarySchema.nullable(),
})
export type BacktestTotal = z.infer<typeof totalSchema>

/**
 * How the forecast and two simple ones would have done on what has passed. Rates are means of the busiest hour at the
 * level where demand is counted, since few histories have minutes.
 */
export const backtestSchema = z.strictObject({
  schema: z.literal('ecom-plan.backtest/v1'),
  service: z.string(),
  level: z.enum(['edge', 'origin']),
  asOf: timeSchema,
  cases: z.array(backtestCaseSchema),
  untested: z.array(untestedSchema),
  totals: z.array(totalSchema),
})
export type Backtest = z.infer<typeof backtestSchema>
