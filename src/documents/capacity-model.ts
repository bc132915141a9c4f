import * as z from 'zod'
import {countSchema, ratioSchema} from './units.js'

/** How sure a figure is: where it lies, how old it is, and how far measurement reached. */
const certaintySchema = z.strictObject({
  /** Nine in ten; the upper end is null where nothing broke, so that only a least is known. */
  lowUnitRps: z.number().min(0),
  highUnitRps: z.number().min(0).nullable(),
  /** Since the oldest of what it was measured from; null where that has no date. */
  ageS: z.number().min(0).nullable(),
  /** Highest rate that was measured: of all units together, and of one. */
  measuredRps: z.number().min(0),
  measuredUnitRps: z.number().min(0),
  /** Highest CPU of a unit that was measured; null where CPU was not looked at. */
  measuredCpuRatio: ratioSchema.nullable(),
  /** Highest rate that was measured over the tier's peak at the target quantile; null where there is no peak. */
  peakShareRatio: ratioSchema.nullable(),
})
export type Certainty = z.infer<typeof certaintySchema>

/** One way of knowing what a unit carries, with the evidence in words. */
export const capacityEstimateSchema = z.strictObject({
  origin: z.enum(['load-test', 'production', 'config']),
  unitRps: z.number().min(0),
  evidence: z.string(),
  /** True when the figure lies beyond anything that was measured. */
  isExtrapolated: z.boolean(),
  /** Absent of a figure that a person gave. */
  certainty: certaintySchema.optional(),
})
export type CapacityEstimate = z.infer<typeof capacityEstimateSchema>

/** What so many units carry together within the SLO, and where that lies, nine in ten. */
const unitTotalSchema = z.strictObject({
  unitCount: countSchema,
  totalRps: z.number().min(0),
  lowRps: z.number().min(0),
  highRps: z.number().min(0),
})
export type UnitTotal = z.infer<typeof unitTotalSchema>

/** How a tier carries more with more units, from load tests against different numbers of them. */
const tierScalingSchema = z.strictObject({
  testedCounts: z.array(countSchema).min(2),
  /** By rising number of units; between two of them the straight line counts. */
  totals: z.array(unitTotalSchema).min(2),
  /** What no number of units passes; null where no such limit was seen, and more units keep carrying in proportion. */
  sharedLimit: z
    .strictObject({
      /** The resource that the tests measured; null where only the bend of throughput tells that there is one. */
      name: z.string().nullable(),
      limitRps: z.number().min(0),
      lowRps: z.number().min(0),
      highRps: z.number().min(0),
    })
    .nullable(),
  words: z.array(z.string()),
})
export type TierScaling = z.infer<typeof tierScalingSchema>

/** What one unit (instance or task) of a scaled tier carries within the SLO, and the visits that reach it. */
export const capacityModelSchema = z.strictObject({
  schema: z.literal('ecom-plan.capacity-model/v1'),
  tier: z.string(),
  unit: z.enum(['instance', 'task']),
  /** The lowest of the estimates. */
  unitRps: z.number().min(0),
  origin: z.enum(['load-test', 'production', 'config']),
  estimates: z.array(capacityEstimateSchema).min(1),
  /** (highest − lowest) / lowest of the estimates; 0 with one. */
  disagreementRatio: ratioSchema,
  /** Absent where nothing was tested against different numbers of units: then all carry in proportion. */
  scaling: tierScalingSchema.optional(),
  visitCount: z.number().min(0),
  visitOrigin: z.string(),
  /** How far the visits of the event may lie from that, on the log scale, and why. */
  visitSpread: z.strictObject({logSpreadRatio: ratioSchema, because: z.string()}).optional(),
})
export type CapacityModel = z.infer<typeof capacityModelSchema>
