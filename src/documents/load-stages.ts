import * as z from 'zod'
import {countSchema, ratioSchema, timeSchema} from './units.js'

/** A straight line of load. */
const loadStageSchema = z.strictObject({
  /** `rise`: the steepest of the event, where the ramp to the peak leaves it out. `move`: from one part to the next. */
  part: z.enum(['warm-up', 'rise', 'move', 'ramp', 'hold', 'ramp-down']),
  durationS: z.int().min(1),
  fromRps: z.number().min(0),
  toRps: z.number().min(0),
})
export type LoadStage = z.infer<typeof loadStageSchema>

/** How far a stored test got towards the goal. */
const coverSchema = z.strictObject({
  name: z.string(),
  tier: z.string().nullable(),
  testedAt: timeSchema.nullable(),
  unitCount: countSchema.nullable(),
  /** Highest throughput of a step with at most 1 % errors. */
  throughputRps: z.number().min(0),
  /** Of the goal, as it reaches the tier. */
  goalRatio: ratioSchema,
  /** Of the forecast peak itself, as it reaches the tier. */
  peakRatio: ratioSchema,
})
export type Cover = z.infer<typeof coverSchema>

/** A load test that follows a forecast: a list of stages towards more than its peak, and what was covered so far. */
export const loadStagesSchema = z.strictObject({
  schema: z.literal('ecom-plan.load-stages/v1'),
  eventId: z.string(),
  eventName: z.string(),
  level: z.enum(['edge', 'origin']),
  peakAt: timeSchema,
  peakP90Rps: z.number().min(0),
  /** Goal over the P90 peak. */
  goalRatio: ratioSchema,
  goalRps: z.number().min(0),
  /** The part of the forecast that the ramp to the peak follows, so many times as fast. */
  fromAt: timeSchema,
  toAt: timeSchema,
  speedRatio: ratioSchema,
  stages: z.array(loadStageSchema),
  /** By tier, the newest test of each. */
  covers: z.array(coverSchema),
  words: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type LoadStages = z.infer<typeof loadStagesSchema>
