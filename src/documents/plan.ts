import * as z from 'zod'
import {choiceSchema} from './choice.js'
import {waiverSchema} from './config-waiver.js'
import {patchSchema} from './patch.js'
import {pathSchema, scheduleSchema, stepSchema, usdRangeSchema} from './plan-dates.js'
import {riskSchema} from './risk.js'
import {countSchema, quantileNameSchema, quantileRatioSchema, timeSchema} from './units.js'

/**
 * What makes a limit uncertain beside demand itself: a log-normal factor of median 1 on the load that reaches it.
 * Limits that name the same driver share its draw.
 */
const driverSchema = z.strictObject({
  /** `capacity:web`, `visits:web`, `cdn`, `load:orders-db:CPU`. */
  id: z.string(),
  label: z.string(),
  /** Standard deviation of the factor's natural logarithm. */
  logSpreadRatio: z.number().min(0),
  because: z.string(),
})
export type Driver = z.infer<typeof driverSchema>

/** One limit of one tier at the event's peak: the row of the capacity table. */
export const limitSchema = z.strictObject({
  tier: z.string(),
  kind: z.enum(['asg', 'ecs', 'hosts', 'rds', 'aurora', 'rds-cluster', 'dependency', 'edge', 'alb']),
  resource: z.string(),
  /** What is limited: requests, bandwidth, growth, cpu, memory, connections, iops, throughput, queue, hosts. */
  measure: z.string(),
  /** The limit today and after the plan, as a person says it: `40 × c7g.xlarge`, `12,000 IOPS`. */
  today: z.string(),
  planned: z.string(),
  /** Share of the limit that still meets the SLO. */
  now: quantileRatioSchema,
  after: quantileRatioSchema,
  /** Longest total time in the window above the limit, at the target quantile. */
  shortS: z.number().min(0),
  afterShortS: z.number().min(0),
  verdict: z.enum(['ok', 'tight', 'short']),
  /** Edge requests per second at which this limit is reached. */
  breaksAtRps: z.number().min(0).nullable(),
  /** The same after the plan. */
  plannedBreaksAtRps: z.number().min(0).nullable(),
  drivers: z.array(driverSchema),
  /** Zones that its units are spread over, where the loss of one takes a share of them. */
  zoneCount: countSchema.optional(),
  /** Of a dependency that is short: by when to ask whom for more. Null where the config does not say. */
  ask: z.strictObject({byAt: timeSchema.nullable(), contact: z.string().nullable()}).optional(),
  derivation: z.array(z.string()),
})
export type Limit = z.infer<typeof limitSchema>

export const rejectionSchema = z.strictObject({candidate: z.string(), because: z.string()})
export type Rejection = z.infer<typeof rejectionSchema>

const costSchema = z.strictObject({
  windowUsd: z.number().nullable(),
  monthUsd: z.number().nullable(),
  /** The window's cost as demand comes out; absent where it does not depend on demand. */
  rangeUsd: usdRangeSchema.optional(),
  /** Of what costs on after the event: the earliest it can end; null when it never does. Absent of all else. */
  endsAt: timeSchema.nullable().optional(),
  /** The arithmetic in words: `24 more × 32 h × $0.145`. */
  because: z.string(),
})
export type Cost = z.infer<typeof costSchema>

/** A recommended change, in the words of the person who has to decide it. */
export const changeSchema = z.strictObject({
  id: z.string(),
  tier: z.string(),
  resource: z.string(),
  setting: z.string(),
  from: z.string(),
  to: z.string(),
  because: z.string(),
  evidence: z.array(z.string()),
  after: quantileRatioSchema.nullable(),
  cost: costSchema,
  /** From the order to the effect, and whether somebody notices. */
  leadTimeS: z.number().min(0),
  latestAt: timeSchema.nullable(),
  downtime: z.string().nullable(),
  route: z.enum(['automatic', 'manual']),
  /** Of a database: the ways to make the change, compared. */
  path: pathSchema.optional(),
  /** Of a scaled tier: the minima that are scheduled. */
  schedule: scheduleSchema.optional(),
  rejected: z.array(rejectionSchema),
  patchIds: z.array(z.string()),
})
export type Change = z.infer<typeof changeSchema>

export const blockerSchema = z.strictObject({
  severity: z.enum(['block', 'warn']),
  code: z.string(),
  message: z.string(),
  next: z.string(),
  /** Of a quota in the plan's own account and Region: what apply asks AWS for again. */
  quota: z.strictObject({serviceCode: z.string(), quotaCode: z.string(), neededCount: countSchema}).optional(),
})
export type Blocker = z.infer<typeof blockerSchema>

const citationSchema = z.strictObject({
  key: z.string(),
  value: z.string(),
  source: z.string(),
  checkedOn: z.iso.date(),
  isJudgement: z.boolean(),
  note: z.string().nullable(),
})
export type Citation = z.infer<typeof citationSchema>

/** What the change would be made from: the fields as they were, and the fingerprint of the estate they were read in. */
const baseSchema = z.strictObject({
  capturedAt: timeSchema,
  snapshotSha256: z.string(),
})

/**
 * What nothing sizes: a tier of the config, or a resource that was seen in the account and is in no tier. Waived where
 * somebody answers for it.
 */
const notModelledSchema = z.strictObject({tier: z.string(), why: z.string(), waived: waiverSchema.optional()})
export type NotModelled = z.infer<typeof notModelledSchema>

/** The plan: what to change, why, what it costs, and the requests that do it. Readable, single-use, expires. */
export const planSchema = z.strictObject({
  schema: z.literal('ecom-plan.plan/v1'),
  planId: z.string(),
  service: z.string(),
  account: z.string(),
  region: z.string(),
  eventId: z.string(),
  eventName: z.string(),
  /** The events beside it that one plan is for. */
  alsoEventIds: z.array(z.string()).optional(),
  timezone: z.string(),
  asOf: timeSchema,
  expiresAt: timeSchema,
  windowStartAt: timeSchema,
  windowEndAt: timeSchema,
  target: quantileNameSchema,
  azLossCount: countSchema,
  verdict: z.enum(['ready', 'at-risk', 'not-ready']),
  /** One sentence: what breaks first and when, or that nothing does. */
  summary: z.string(),
  firstToBreak: z.strictObject({tier: z.string(), measure: z.string(), atRps: z.number().min(0)}).nullable(),
  limits: z.array(limitSchema),
  changes: z.array(changeSchema),
  blockers: z.array(blockerSchema),
  notModelled: z.array(notModelledSchema),
  windowCostUsd: z.number().nullable(),
  risk: riskSchema,
  choice: choiceSchema,
  /** The same as demand comes out; null where no cost is known. */
  windowCostRange: usdRangeSchema.nullable(),
  /** What has to be done by when, the earliest first. */
  steps: z.array(stepSchema),
  patches: z.array(patchSchema),
  base: baseSchema,
  citations: z.array(citationSchema),
  /** What is taken for true in this run only; such a plan is for an estate that is not there, and is never applied. */
  whatIf: z.array(z.string()).optional(),
})
export type Plan = z.infer<typeof planSchema>
