import * as z from 'zod'
import {countSchema, quantileRatioSchema, quantileRpsSchema, ratioSchema, timeSchema} from './units.js'

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
  /** The occurrence ran into the shop's own limit: its peak hour is the least that came. */
  isCensored: z.boolean().optional(),
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

/** What the days before taught the forecast of an event's peak hour. */
const methodSchema = z.strictObject({
  measuredDayCount: countSchema,
  /** Share of a day's surprise that the level takes over. */
  levelRateRatio: ratioSchema,
  /** Weights of last year's shape and of the last year's growth in how the level moves until the event. */
  shapeWeightRatio: z.number(),
  driftWeightRatio: z.number(),
  /** Weight of the uplift over the level known at the lead, against that over the level of the day. */
  knownLevelWeightRatio: ratioSchema,
  /** Past forecasts of events that were tried, and what their misses multiply the spread by. */
  hindcastCount: countSchema,
  spreadFactorRatio: ratioSchema,
})

const businessForecastSchema = z.strictObject({
  from: z.string(),
  /** As it was given: `60,000 orders an hour`. */
  said: z.string(),
  hourRps: z.number().min(0),
  rankRatio: ratioSchema.max(1),
})

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
  /** Spread on the log scale of hour and busiest minute together, and the degrees of freedom of the hour's Student-t. */
  logSpreadRatio: ratioSchema,
  freedomCount: z.number().min(1),
  peakHour: momentSchema,
  peak: momentSchema,
  firstSpike: momentSchema.nullable(),
  /** Busiest minute over its hour, for an hour as busy as the peak; no hours where it is a judgement. */
  peakToMean: z.strictObject({
    ...quantileRatioSchema.shape,
    hourCount: countSchema,
    /** Busiest second over its hour, where requests were counted by the second. */
    second: z.strictObject({...quantileRatioSchema.shape, hourCount: countSchema}).optional(),
  }),
  stepS: z.int().min(1),
  path: z.array(pathPointSchema),
  /** The path inside its steps, for windows of up to a week; its highest point in each step of `path` is that step's. */
  finePath: z.strictObject({stepS: z.int().min(1), points: z.array(pathPointSchema)}).optional(),
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
  /** How it was learned; left out where a factor was given. */
  method: methodSchema.optional(),
  /** What the business itself expects of the peak hour, and the share of our forecast that lies below it. */
  business: businessForecastSchema.optional(),
  notes: z.array(z.string()),
})
export type Forecast = z.infer<typeof forecastSchema>
