import * as z from 'zod'
import {quantileNameSchema, ratioSchema} from './units.js'

/** How many may be let in. */
const admissionSchema = z.strictObject({
  /** Requests per second where demand is counted. */
  rateRps: z.number().min(0),
  /** Sessions that begin in a minute; null where the config does not say how many requests a session makes. */
  sessionsPerMinuteCount: z.number().min(0).nullable(),
})
export type Admission = z.infer<typeof admissionSchema>

/** One plan that could be chosen, as a row: what it costs, what is left. */
const offerSchema = z.strictObject({
  /** The risk that it was sought for; null where it was sought for its cost, or is no plan at all. */
  targetRatio: ratioSchema.nullable(),
  label: z.string(),
  /** False where nothing on offer gets there; the figures are then those of the best there is. */
  isMet: z.boolean(),
  windowCostUsd: z.number().nullable(),
  breachRatio: ratioSchema,
  lossUsd: z.number().min(0).nullable(),
  lossRequestRatio: ratioSchema,
  /** The tiers that are sized beyond the target quantile, and by how much. */
  designFactors: z.record(z.string(), z.number()),
  isChosen: z.boolean(),
})
export type Offer = z.infer<typeof offerSchema>

/** What a lever that the shop declared would buy, with the plan in place and without it. */
const leverSchema = z.strictObject({
  id: z.string(),
  saves: z.string(),
  todayBreachRatio: ratioSchema,
  plannedBreachRatio: ratioSchema,
  todayAdmission: admissionSchema.nullable(),
  plannedAdmission: admissionSchema.nullable(),
})
export type Lever = z.infer<typeof leverSchema>

/** What is kept ready for more than was planned for; it only raises. */
const contingencySchema = z.strictObject({
  quantile: quantileNameSchema,
  /** Demand from which to act, and why then. */
  triggerRps: z.number().min(0),
  because: z.string(),
  steps: z.array(z.strictObject({tier: z.string(), setting: z.string(), from: z.string(), to: z.string()})),
  windowCostUsd: z.number().nullable(),
  /** What would stop it, checked now: quotas, connections, what cannot be raised on the day. */
  obstacles: z.array(z.string()),
})
export type Contingency = z.infer<typeof contingencySchema>

/** Why this plan and no other. */
export const choiceSchema = z.strictObject({
  offers: z.array(offerSchema),
  /** What the changes may cost, whether the chosen plan keeps to it, and the tiers that it leaves as they are for that. */
  budget: z.strictObject({limitUsd: z.number().min(0), isKept: z.boolean(), leftTiers: z.array(z.string())}).nullable(),
  admissionToday: admissionSchema.nullable(),
  admissionPlanned: admissionSchema.nullable(),
  levers: z.array(leverSchema),
  contingency: contingencySchema.nullable(),
})
export type Choice = z.infer<typeof choiceSchema>
