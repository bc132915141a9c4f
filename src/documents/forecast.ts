import * as z from 'zod'
import {countSchema, quantileRpsSchema, ratioSchema, timeSchema} from './units.js'

/** A past occurrence of the event, and how far it stood above an ordinary day of its time. */
const occurrenceSchema = z.strictObject({
  eventId: z.string(),
  date: z.iso.date(),
  peakAt: timeSchema,
  /** Busiest hour, as a mean rate. */
  peakHourRps: z.number().min(0),
  /** Busiest hour of an ordinary day as it was known at the same lead time. */
  levelRps: z.number().min(0),
  upliftRatio: ratioSchema,
  weightRatio: ratioSchema,
  /** What this method would have said of it, from the data before; null for the first. */
  hindcastRps: z.number().min(0).nullable(),
  hindcastP90Rps: z.number().min(0).nullable(),
})
export type Occurrence = z.infer<typeof occurrenceSchema>

/** Something in the series that is no ordinary traffic: masked, and said so. */
export const anomalySchema = z.strictObject({
  kind: z.enum(['gap', 'outage', 'storm', 'excluded']),
  from: timeSchema,
  to: timeSchema,
  why: z.string(),
})
export type Anomaly = z.infer<typeof anomalySchema>

const pathPointSchema = z.strictObject({at: timeSchema, ...quantileRpsSchema.shape})
export type PathPoint = z.infer<typeof pathPointSchema>

const momentSchema = z.strictObject({at: timeSchema, ...quantileRpsSchema.shape})
export type Moment = z.infer<typeof momentSchema>

/**
 * The forecast of one event at the level where demand is counted. `path` and `peak` are rates of the busiest minute of
 * each step, so that capacity is compared with minutes and not with hourly means.
 */
export const forecastSchema = z.strictObject({
  schema: z.literal('ecom-plan.forecast/v1'),
  eventId: z.string(),
  eventName: z.string(),
  date: z.iso.date(),
  timezone: z.string(),
  level: z.enum(['edge', 'origin']),
  asOf: timeSchema,
  windowStartAt: timeSchema,
  windowEndAt: timeSchema,
  leadS: z.number(),
  /** Busiest hour of an ordinary day now. */
  levelRps: z.number().min(0),
  /** Growth of the ordinary level over a year; null without a year of history. */
  growthRatio: ratioSchema.nullable(),
  upliftRatio: ratioSchema,
  upliftOrigin: z.string(),
  /** Spread on the log scale and the degrees of freedom of the Student-t that gives the quantiles. */
  logSpreadRatio: ratioSchema,
  freedomCount: z.number().min(1),
  peakHour: momentSchema,
  peak: momentSchema,
  firstSpike: momentSchema.nullable(),
  peakToMean: z.strictObject({
    p50Ratio: ratioSchema,
    p90Ratio: ratioSchema,
    p99Ratio: ratioSchema,
    hourCount: countSchema,
  }),
  stepS: z.int().min(1),
  path: z.array(pathPointSchema),
  /** The last occurrence, shifted onto this window; null where nothing was measured. */
  lastTimeRps: z.array(z.number().nullable()),
  occurrences: z.array(occurrenceSchema),
  hindcast: z
    .strictObject({eventCount: countSchema, meanAbsoluteErrorRatio: ratioSchema, p90HeldCount: countSchema})
    .nullable(),
  anomalies: z.array(anomalySchema),
  history: z.strictObject({
    fromAt: timeSchema,
    toAt: timeSchema,
    hourCount: countSchema,
    missingHourCount: countSchema,
  }),
  notes: z.array(z.string()),
})
export type Forecast = z.infer<typeof forecastSchema>
