import * as z from 'zod'
import {positiveDurationSchema} from './quantity.js'

const visits = z
  .number()
  .positive()
  .optional()
  .describe('requests at this tier per request at the load balancer; measured when left out')
const unitRps = z.number().positive().optional().describe('requests per second that one unit carries within the SLO')
const pool = z
  .strictObject({database: z.string(), size: z.int().min(1)})
  .optional()
  .describe('database connections that each unit holds open')

const scaledTier = {
  visits,
  unitRps,
  pool,
  targetGroup: z.string().optional().describe('target group that counts its requests, when it cannot be told'),
  startup: positiveDurationSchema.optional().describe('from launch to taking requests'),
}

/** What the config says of one tier. Everything AWS can tell is left out. */
export const tierSchema = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('asg'), resource: z.string(), ...scaledTier}),
  z.strictObject({
    kind: z.literal('ecs'),
    resource: z.string().regex(/^[^/]+\/[^/]+$/, 'expected cluster/service'),
    ...scaledTier,
  }),
  z.strictObject({kind: z.literal('rds'), resource: z.string()}),
  z.strictObject({kind: z.literal('dependency'), what: z.string()}),
])
export type TierConfig = z.infer<typeof tierSchema>
export type ScaledTierConfig = Extract<TierConfig, {kind: 'asg' | 'ecs'}>
