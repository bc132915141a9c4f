import * as z from 'zod'
import {countSchema, timeSchema} from './units.js'

/** US dollars at the three quantiles of demand. */
export const usdRangeSchema = z.strictObject({p50Usd: z.number(), p90Usd: z.number(), p99Usd: z.number()})
export type UsdRange = z.infer<typeof usdRangeSchema>

/** Minima that are scheduled, and between what the policy moves above them. */
export const scheduleSchema = z.strictObject({
  unit: z.enum(['instance', 'task']),
  restingCount: countSchema,
  maxCount: countSchema,
  steps: z.array(z.strictObject({at: timeSchema, minCount: countSchema})),
})
export type Schedule = z.infer<typeof scheduleSchema>

const optionSchema = z.strictObject({
  name: z.string(),
  isPossible: z.boolean(),
  downtime: z.string(),
  leadTimeS: z.number().min(0),
  /** What it costs beside the change itself; null where a price is not known. */
  costUsd: z.number().nullable(),
  because: z.string(),
})
export type RouteOption = z.infer<typeof optionSchema>

/** The ways to make a change of a database, and the one that was chosen. */
export const pathSchema = z.strictObject({chosen: z.string(), because: z.string(), options: z.array(optionSchema)})

/** One line of the calendar: what has to be done, by when, by whom. */
export const stepSchema = z.strictObject({
  id: z.string(),
  what: z.string(),
  /** Null where nobody knows how long it takes. */
  byAt: timeSchema.nullable(),
  route: z.enum(['apply', 'by hand', 'ask']),
  /** Who does it or is asked: AWS, a contact of the config; null for whoever runs the plan. */
  owner: z.string().nullable(),
  takesS: z.number().min(0).nullable(),
  why: z.string(),
  isAdvice: z.boolean(),
  isLate: z.boolean(),
  /** Of what is late: what can still be done instead, the surest first. */
  stillPossible: z.array(z.string()),
})
export type Step = z.infer<typeof stepSchema>
