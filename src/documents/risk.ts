import * as z from 'zod'
import {countSchema, ratioSchema} from './units.js'

/** A probability from a sample, with its 95 % interval. */
const chanceSchema = z.strictObject({breachRatio: ratioSchema, lowRatio: ratioSchema, highRatio: ratioSchema})
export type Chance = z.infer<typeof chanceSchema>

/** What is expected to be turned away: means over all samples, those without a breach included. */
const lossSchema = z.strictObject({
  /** Share of the window's requests. */
  requestRatio: ratioSchema,
  requestCount: z.number().min(0),
  /** Time above the first limit. */
  shortS: z.number().min(0),
  /** Null where the config does not say what a minute sells. */
  salesUsd: z.number().min(0).nullable(),
})
export type Loss = z.infer<typeof lossSchema>

/** What makes the outcome uncertain, and what it would be worth to know it. */
const causeSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Share of the variance of how full the fullest limit gets. */
  varianceRatio: ratioSchema,
  because: z.string(),
  /** Risk of the plan, and expected loss, if this alone were known to be as expected. */
  knownBreachRatio: ratioSchema,
  knownLossUsd: z.number().min(0).nullable(),
  /** What to measure or to ask. */
  datum: z.string(),
})
export type Cause = z.infer<typeof causeSchema>

/** The joint uncertainty of one plan. */
export const riskSchema = z.strictObject({
  /** The chance of a breach anywhere in the window that the user accepts. */
  targetRatio: ratioSchema,
  isMet: z.boolean(),
  sampleCount: countSchema,
  seed: z.int(),
  today: chanceSchema,
  planned: chanceSchema,
  tiers: z.array(z.strictObject({tier: z.string(), today: chanceSchema, planned: chanceSchema})),
  causes: z.array(causeSchema),
  lossToday: lossSchema,
  lossPlanned: lossSchema,
})
export type Risk = z.infer<typeof riskSchema>
