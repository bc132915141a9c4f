import * as z from 'zod'
import {countSchema} from './units.js'

/** A change of a group's or target's limits that AWS makes by its clock. */
export const scheduledActionSchema = z.strictObject({
  name: z.string(),
  /** AWS's own schedule: an ISO time, a cron line or an at() expression. */
  schedule: z.string(),
  timezone: z.string().nullable(),
  minCount: countSchema.nullable(),
  maxCount: countSchema.nullable(),
  desiredCount: countSchema.nullable(),
})
export type ScheduledAction = z.infer<typeof scheduledActionSchema>

/** A policy by which AWS scales a group or a target. */
export const scalingPolicySchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  /** The metric that target tracking holds, as AWS names it; null for other kinds of policy. */
  metric: z.string().nullable(),
  /** AWS's TargetValue for that metric, in the metric's own unit; text, since the unit depends on the metric. */
  target: z.string().nullable(),
  /** Of target tracking that never scales in; absent where it does. */
  isScaleInOff: z.literal(true).optional(),
  /** The whole configuration of target tracking, in AWS's own spelling: a policy is only ever replaced as a whole. */
  configuration: z.record(z.string(), z.unknown()).optional(),
})
export type ScalingPolicy = z.infer<typeof scalingPolicySchema>
