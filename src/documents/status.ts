import * as z from 'zod'
import {patchStateSchema} from './receipt.js'
import {scalingPolicySchema} from './scaling-policy.js'
import {temporarySchema} from './temporary.js'
import {countSchema, timeSchema} from './units.js'

/** What a scheduled action sets; null is what it leaves alone. */
const actionLimitsSchema = z.strictObject({
  minCount: countSchema.nullable(),
  maxCount: countSchema.nullable(),
  desiredCount: countSchema.nullable(),
})
export type ActionLimits = z.infer<typeof actionLimitsSchema>

/** Limits in force; null is one that is not registered. */
const liveLimitsSchema = actionLimitsSchema
export type LiveLimits = z.infer<typeof liveLimitsSchema>

/** A scheduled action with all that says when it runs. */
const timedActionSchema = z.strictObject({
  name: z.string(),
  /** Of one that a plan of ours made; null of all others. */
  planId: z.string().nullable(),
  /** AWS's own: an ISO time, a cron line, at() or rate(). */
  schedule: z.string(),
  timezone: z.string().nullable(),
  /** Between when a recurrence holds; that of a group runs at its start as well. */
  isRunAtStart: z.boolean(),
  fromAt: timeSchema.nullable(),
  untilAt: timeSchema.nullable(),
  limits: actionLimitsSchema,
})
export type TimedAction = z.infer<typeof timedActionSchema>

const listedActionSchema = z.strictObject({
  ...timedActionSchema.shape,
  /** Null where it runs no more, or where the time cannot be told. */
  nextAt: timeSchema.nullable(),
})
export type ListedAction = z.infer<typeof listedActionSchema>

/** A deployment's copy of a group that an apply of ours changed. */
export const groupCopySchema = z.strictObject({
  tier: z.string(),
  /** The group that the receipt names. */
  from: z.string(),
  isGone: z.boolean(),
  /** The group that carries the same tags. */
  to: z.string(),
  applyId: z.string(),
  patchIds: z.array(z.string()),
  next: z.string(),
})
export type GroupCopy = z.infer<typeof groupCopySchema>

const tierStatusSchema = z.strictObject({
  tier: z.string(),
  resource: z.string(),
  unit: z.enum(['instance', 'task', 'reader']),
  now: liveLimitsSchema,
  /** Null where no other time was asked for. */
  later: z.strictObject({limits: liveLimitsSchema, unclear: z.array(z.string())}).nullable(),
  policies: z.array(scalingPolicySchema),
  actions: z.array(listedActionSchema),
  /** AWS runs no scheduled action of it until somebody resumes them. */
  areActionsSuspended: z.boolean(),
})
export type TierStatus = z.infer<typeof tierStatusSchema>

const runSchema = z.strictObject({
  at: timeSchema,
  tier: z.string(),
  resource: z.string(),
  action: z.string(),
  planId: z.string().nullable(),
  limits: actionLimitsSchema,
})
export type StatusRun = z.infer<typeof runSchema>

/** One apply of the store, with how many patches stand where. */
const applyStatusSchema = z.strictObject({
  applyId: z.string(),
  purpose: z.enum(['apply', 'rollback', 'restore', 'extend']),
  planId: z.string(),
  eventId: z.string(),
  /** The other events of a plan that was made for several; absent where it is of one. */
  alsoEventIds: z.array(z.string()).optional(),
  eventName: z.string(),
  openedAt: timeSchema,
  status: z.enum(['open', 'done', 'stopped']),
  states: z.array(z.strictObject({state: patchStateSchema, patchCount: countSchema})),
})
export type ApplyStatus = z.infer<typeof applyStatusSchema>

const planPatchSchema = z.strictObject({
  patchId: z.string(),
  tier: z.string(),
  summary: z.string(),
  wave: z.string(),
  /** A minimum that is to change by the clock. */
  isScheduled: z.boolean(),
  /** `applied` by any apply of the store; `manual`: sent by no command. */
  standing: z.enum(['applied', 'due', 'later', 'missed', 'manual']),
  notBeforeAt: timeSchema.nullable(),
  notAfterAt: timeSchema.nullable(),
})
export type PlanPatchStatus = z.infer<typeof planPatchSchema>

/** The plan that the config names, beside what the store says was applied of it. */
const planStatusSchema = z.strictObject({
  planId: z.string(),
  eventName: z.string(),
  path: z.string(),
  expiresAt: timeSchema,
  isExpired: z.boolean(),
  patches: z.array(planPatchSchema),
})
export type PlanStatus = z.infer<typeof planStatusSchema>

/** What is in force now, what AWS will make of it by its clock, and what of ours is applied, due and still live. */
export const statusSchema = z.strictObject({
  schema: z.literal('ecom-plan.status/v1'),
  at: timeSchema,
  laterAt: timeSchema.nullable(),
  timezone: z.string(),
  service: z.string(),
  account: z.string(),
  region: z.string(),
  tiers: z.array(tierStatusSchema),
  /** Tiers whose group or service is not there any more. */
  gone: z.array(z.strictObject({tier: z.string(), resource: z.string()})),
  /** The next runs of all tiers together. */
  runs: z.array(runSchema),
  store: z.string(),
  applies: z.array(applyStatusSchema),
  /** Null where there is no file of it. */
  plan: planStatusSchema.nullable(),
  temporary: z.array(temporarySchema),
  copies: z.array(groupCopySchema),
})
export type Status = z.infer<typeof statusSchema>
