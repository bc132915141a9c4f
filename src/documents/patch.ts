import * as z from 'zod'
import {awsPlaceSchema} from './config-tier.js'
import {timeSchema} from './units.js'

/** An AWS request in AWS's own spelling; times are ISO strings. `service` is the prefix that IAM knows it by. */
export const awsRequestSchema = z.strictObject({
  service: z.enum([
    'autoscaling',
    'application-autoscaling',
    'ec2',
    'ecs',
    'elasticloadbalancing',
    'rds',
    'servicequotas',
  ]),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
})
export type AwsRequest = z.infer<typeof awsRequestSchema>

/** Fields of a resource of AWS with what they hold, in AWS's spelling; null is a field without a value. */
export const fieldsSchema = z.record(z.string(), z.unknown())
export type Fields = z.infer<typeof fieldsSchema>

/** What is asked for first, and what last: quotas and reservations; the database; limits and schedules; warm-up. */
export const waveSchema = z.enum(['reserve', 'database', 'limits', 'warm-up'])
export type Wave = z.infer<typeof waveSchema>

/**
 * One call that changes AWS. `before`, `after` and `resting` name the same fields: as they were when the plan was made,
 * as the call leaves them, and as they would be without any action of ecom-plan. A live value that is neither that of
 * `before` nor that of `after` stops the patch. `undo` is the call that puts back what rests, or the reason why nothing
 * can in place, and what could.
 */
export const patchSchema = z.strictObject({
  id: z.string(),
  tier: z.string(),
  resource: z.string(),
  summary: z.string(),
  /** `manual`: sent by no command, or only with the consent named below. */
  route: z.enum(['automatic', 'manual']),
  request: awsRequestSchema,
  before: fieldsSchema,
  after: fieldsSchema,
  /** Left out where it is the same as `before`. */
  resting: fieldsSchema.optional(),
  undo: z.union([awsRequestSchema, z.strictObject({impossible: z.string()})]),
  /** How its effect ends: a scheduled action is gone once it has run, `restore` undoes it, or it stays for good. */
  ends: z.enum(['by-itself', 'restore', 'never']),
  /**
   * What a person must agree to beyond the plan before apply sends it: the database away, storage that never shrinks,
   * hours in which it may be slower, a bill that nobody knows.
   */
  consent: z.enum(['downtime', 'irreversible', 'slow', 'unpriced']).optional(),
  wave: waveSchema,
  /** Null: as soon as you like; as late as the plan is valid. */
  notBeforeAt: timeSchema.nullable(),
  notAfterAt: timeSchema.nullable(),
  /** Where the call goes when that is not the plan's own account and Region, and who makes it. */
  place: awsPlaceSchema.optional(),
})
export type Patch = z.infer<typeof patchSchema>

/** What a change that stays until it is taken back costs a day; null where no price is known. */
export const dayCostSchema = z.strictObject({
  patchId: z.string(),
  perDayUsd: z.number().nullable(),
  because: z.string(),
})
export type DayCost = z.infer<typeof dayCostSchema>

/** A patch as a tier's assessment leaves it: when it is due is for the whole plan to say. */
export type DraftPatch = Omit<Patch, 'wave' | 'notBeforeAt' | 'notAfterAt'>
