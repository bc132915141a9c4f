import * as z from 'zod'
import {awsPlaceSchema} from './config-tier.js'

/** An AWS request in AWS's own spelling; times are ISO strings. */
export const awsRequestSchema = z.strictObject({
  service: z.enum(['autoscaling', 'application-autoscaling', 'rds']),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
})
export type AwsRequest = z.infer<typeof awsRequestSchema>

/**
 * One call that changes AWS. `before` holds the fields that the call would change, as they were; a live value that
 * differs stops the patch. `undo` is the call that puts them back, or the reason why nothing can in place.
 */
export const patchSchema = z.strictObject({
  id: z.string(),
  tier: z.string(),
  resource: z.string(),
  summary: z.string(),
  route: z.enum(['automatic', 'manual']),
  request: awsRequestSchema,
  before: z.record(z.string(), z.unknown()),
  undo: z.union([awsRequestSchema, z.strictObject({impossible: z.string()})]),
  /** Where the call goes when that is not the plan's own account and Region, and who makes it. */
  place: awsPlaceSchema.optional(),
})
export type Patch = z.infer<typeof patchSchema>
