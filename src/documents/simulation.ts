import * as z from 'zod'
import {countSchema, ratioSchema, timeSchema} from './units.js'

/** What made a minute bad. */
export const breachCauses = [
  'metric lag',
  'boot',
  'max reached',
  'scale-in',
  'database',
  'AZ',
  'CDN',
  'dependency',
  'load balancer',
] as const
export const breachCauseSchema = z.enum(breachCauses)
export type BreachCause = z.infer<typeof breachCauseSchema>

/**
 * A probability from a sample with its 95 % interval (Wilson). With fewer than ten breached runs `atMostRatio` is what
 * to print instead: `< 0.2 %`, the one-sided 95 % bound, which is three over the runs where none was breached.
 */
const breachSchema = z.strictObject({
  breachedCount: countSchema,
  runCount: countSchema,
  breachRatio: ratioSchema,
  lowRatio: ratioSchema,
  highRatio: ratioSchema,
  atMostRatio: ratioSchema.nullable(),
})
export type BreachChance = z.infer<typeof breachSchema>

const secondsSchema = z.strictObject({meanS: z.number(), lowS: z.number(), highS: z.number()})
const countsSchema = z.strictObject({meanCount: z.number(), lowCount: z.number(), highCount: z.number()})
const usdSchema = z.strictObject({meanUsd: z.number(), lowUsd: z.number(), highUsd: z.number()})

/** What one policy came to: means over all runs with their 95 % intervals. */
const outcomeSchema = z.strictObject({
  policy: z.string(),
  breach: breachSchema,
  /** Time in minutes that break the SLO. */
  short: secondsSchema,
  lostRequests: countsSchema,
  requests: countsSchema,
  /** 95th percentile of the response time in the worst minute of a run: its median over runs, and nine in ten. */
  worstP95: z.strictObject({p50S: z.number(), p90S: z.number(), p99S: z.number()}),
  unitHours: countsSchema,
  costs: usdSchema,
  tiers: z.array(z.strictObject({tier: z.string(), unitHours: countsSchema, mostUnits: countsSchema})),
  /** What caused the breached runs, as shares of them, the largest first; each run counts for its worst cause. */
  causes: z.array(z.strictObject({cause: breachCauseSchema, where: z.string(), shareRatio: ratioSchema})),
})
export type SimulationOutcome = z.infer<typeof outcomeSchema>

/** Second policy less first, run by run under the same luck; intervals are 95 %. */
const differenceSchema = z.strictObject({
  fewerBreaches: z.strictObject({meanRatio: z.number(), lowRatio: z.number(), highRatio: z.number()}),
  short: secondsSchema,
  lostRequests: countsSchema,
  unitHours: countsSchema,
  costs: usdSchema,
})
export type SimulationDifference = z.infer<typeof differenceSchema>

const perMinute = z.array(z.number())

/** One run minute by minute, for a chart. */
export const runSeriesSchema = z.strictObject({
  name: z.enum(['p50', 'p90', 'p99', 'worst']),
  runIndexCount: countSchema,
  stepS: z.number(),
  demandRps: perMinute,
  originRps: perMinute,
  p95S: perMinute,
  lostRps: perMinute,
  backlogCount: perMinute,
  tiers: z.array(
    z.strictObject({tier: z.string(), unitCount: perMinute, desiredCount: perMinute, utilizationRatio: perMinute}),
  ),
  databases: z.array(z.strictObject({database: z.string(), utilizationRatio: perMinute, creditRatio: perMinute})),
})
export type RunSeries = z.infer<typeof runSeriesSchema>

/** What a simulation found: each policy, and where there are two the difference between them. */
export const simulationResultSchema = z.strictObject({
  schema: z.literal('ecom-plan.simulation/v1'),
  startAt: timeSchema,
  durationS: z.number().min(0),
  seed: z.int(),
  runCount: countSchema,
  /** It was stopped before all runs that were asked for; its intervals are wider, and as true. */
  isPartial: z.boolean(),
  outcomes: z.array(outcomeSchema).min(1),
  difference: differenceSchema.nullable(),
  /** Of the last outcome's policy. */
  series: z.array(runSeriesSchema),
  notices: z.array(z.string()),
  assumptions: z.array(z.strictObject({what: z.string(), source: z.string()})),
})
export type SimulationResult = z.infer<typeof simulationResultSchema>
