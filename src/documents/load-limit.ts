import * as z from 'zod'
import {countSchema, ratioSchema} from './units.js'

/** Nine in ten draws of the bootstrap lie between the two ends; a null upper end is open. */
const intervalRpsSchema = z.strictObject({lowRps: z.number().min(0), highRps: z.number().min(0).nullable()})
const intervalCountSchema = z.strictObject({lowCount: z.number().min(0), highCount: z.number().min(0).nullable()})
const intervalRatioSchema = z.strictObject({lowRatio: ratioSchema, highRatio: ratioSchema})

/** The Universal Scalability Law over the levels of a test. */
const scalabilityFindingSchema = z.strictObject({
  levelCount: countSchema,
  /** `peak`: throughput falls beyond it. `asymptote`: it nears a ceiling. `linear`: no ceiling was seen at all. */
  shape: z.enum(['peak', 'asymptote', 'linear']),
  /** Throughput at the peak, or the ceiling; null when linear. */
  highestRps: z.number().min(0).nullable(),
  highest: intervalRpsSchema.nullable(),
  /** Concurrency of the peak; null where there is none. */
  peakConcurrencyCount: z.number().min(0).nullable(),
  peakConcurrency: intervalCountSchema.nullable(),
  /** The peak or ceiling lies beyond the highest level tested. */
  isExtrapolated: z.boolean(),
  /** Greatest throughput over response time, by Kleinrock; null where the test did not reach it. */
  knee: z
    .strictObject({
      concurrencyCount: z.number().min(0),
      throughputRps: z.number().min(0),
      responseTimeS: z.number().min(0),
    })
    .nullable(),
  contentionRatio: ratioSchema.max(1),
  contention: intervalRatioSchema.nullable(),
  coherencyRatio: ratioSchema.max(1),
  coherency: intervalRatioSchema.nullable(),
  singleUnitRps: z.number().min(0),
  /** Root of the residual sum of squares over n − 3; null with three levels. */
  spreadRps: z.number().min(0).nullable(),
  drawCount: countSchema,
})
export type ScalabilityFinding = z.infer<typeof scalabilityFindingSchema>

const sloSchema = z.strictObject({
  percentile: z.enum(['p95', 'p99']),
  responseTimeS: z.number().min(0),
  errorRatio: ratioSchema.max(1),
})
export type LoadSlo = z.infer<typeof sloSchema>

/** The largest throughput that met the SLO at its level and at all lower ones. */
const sloLimitSchema = z.strictObject({
  ...sloSchema.shape,
  /** `kept`: no level broke it, so the throughput is the least. `unmet`: the lowest level broke it. */
  status: z.enum(['found', 'kept', 'unmet']),
  throughputRps: z.number().min(0),
  concurrencyCount: z.number().min(0),
  /** What breaks first beyond it; null when kept. */
  bound: z.enum(['response-time', 'errors', 'both']).nullable(),
})
export type SloLimit = z.infer<typeof sloLimitSchema>

/** The most that was seen. Where more load still brought more, it is the least that the system carries. */
const plateauSchema = z.strictObject({
  throughputRps: z.number().min(0),
  measuredRps: z.number().min(0),
  concurrencyCount: z.number().min(0),
  isReached: z.boolean(),
})
export type Plateau = z.infer<typeof plateauSchema>

/** One endpoint of a test, by how much of the waiting it brings. */
const endpointFindingSchema = z.strictObject({
  name: z.string(),
  /** Its share of what the number in flight grew by, from the lowest to the highest level. */
  susceptibilityRatio: ratioSchema.max(1),
  growthS: z.number(),
  growthRatio: ratioSchema,
  isSaturated: z.boolean(),
  /** Its limit when saturated, else the least that it carries. */
  throughputRps: z.number().min(0),
  words: z.string(),
})
export type EndpointFinding = z.infer<typeof endpointFindingSchema>

const usersSchema = z.strictObject({
  userCount: z.number().min(0),
  thinkTimeS: z.number().min(0),
  sessionsPerHourCount: z.number().min(0).nullable(),
})

/** How throughput grows with the number of instances or tasks, from tests against different numbers of them. */
const unitScalingSchema = z.strictObject({
  fewestCount: countSchema,
  mostCount: countSchema,
  /** What each carries at the most units over what each carried at the fewest. */
  efficiencyRatio: ratioSchema,
  /** The law's highest throughput over units; null with fewer than four numbers of units, or where it sees none. */
  limitRps: z.number().min(0).nullable(),
  peakUnitCount: z.number().min(0).nullable(),
})
export type UnitScaling = z.infer<typeof unitScalingSchema>

/** What a load test says of the most that the system carries, in numbers and in finished sentences. */
export const limitFindingSchema = z.strictObject({
  stepCount: countSchema,
  sloLimit: sloLimitSchema.nullable(),
  scalability: scalabilityFindingSchema.nullable(),
  plateau: plateauSchema.nullable(),
  endpoints: z.array(endpointFindingSchema),
  users: usersSchema.nullable(),
  /** Per instance or task, of the SLO limit or else of the plateau. */
  unit: z.strictObject({unitCount: countSchema, unitRps: z.number().min(0)}).nullable(),
  unitScaling: unitScalingSchema.nullable(),
  words: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type LimitFinding = z.infer<typeof limitFindingSchema>
