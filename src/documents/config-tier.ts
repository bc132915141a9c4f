import * as z from 'zod'
import {dependencySchema} from './config-dependency.js'
import {groupPeakSchema, servicePeakSchema} from './config-peak.js'
import {scaleOutSchema} from './config-planning.js'
import {waiverSchema} from './config-waiver.js'
import {positiveDurationSchema} from './quantity.js'

/** Where AWS is and who asks there. */
export const awsPlaceSchema = z.strictObject({
  account: z.string().regex(/^\d{12}$/, "expected the 12-digit account id in quotes, such as '123456789012'"),
  region: z.string().min(1),
  profile: z.string().optional(),
  role: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'expected a role such as arn:aws:iam::123456789012:role/reader')
    .optional()
    .describe('a role that the credentials take on first'),
  externalId: z.string().optional().describe('what the owner of that role asks for'),
})
export type AwsPlace = z.infer<typeof awsPlaceSchema>

/** What is left out is that of the key aws. */
const elsewhere = awsPlaceSchema.partial().optional().describe('another account, region or role than the key aws names')

const visits = z
  .number()
  .positive()
  .optional()
  .describe('requests at this tier per request at the load balancer; measured when left out')
const eventShift = z
  .number()
  .min(0.1, 'expected a factor of 0.1 to 10 such as 1.2')
  .max(10, 'expected a factor of 0.1 to 10 such as 1.2')
  .optional()
  .describe(
    'what the event does to the visits: 1.2 when a fifth more of all requests reach this tier; learned from past events when left out',
  )
const unitRps = z.number().positive().optional().describe('requests per second that one unit carries within the SLO')
const pool = z
  .strictObject({database: z.string(), size: z.int().min(1)})
  .optional()
  .describe('database connections that each unit holds open')

const scaledTier = {
  aws: elsewhere,
  visits,
  eventShift,
  unitRps,
  pool,
  targetGroup: z.string().optional().describe('target group that counts its requests, when it cannot be told'),
  startup: positiveDurationSchema.optional().describe('from launch to taking requests'),
  scaleOut: scaleOutSchema.optional().describe('what each unit asks of others when it starts'),
  waived: waiverSchema.optional(),
}

const database = {
  aws: elsewhere,
  maxConnections: z
    .int()
    .min(1)
    .optional()
    .describe('max_connections of its parameter group, where it is not the default of the class'),
  waived: waiverSchema.optional(),
}

/** What the config says of one tier. Everything AWS can tell is left out. */
export const tierSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('asg'),
    resource: z.string(),
    ...scaledTier,
    peak: groupPeakSchema.optional().describe('what you want for the window beyond the sizes of the plan'),
  }),
  z.strictObject({
    kind: z.literal('ecs'),
    resource: z.string().regex(/^[^/]+\/[^/]+$/, 'expected cluster/service'),
    ...scaledTier,
    peak: servicePeakSchema.optional().describe('what you want for the window beyond the sizes of the plan'),
  }),
  z.strictObject({kind: z.literal('rds'), resource: z.string(), ...database}),
  z.strictObject({
    kind: z.literal('aurora'),
    resource: z.string().describe('the id of the Aurora cluster, not of one of its instances'),
    ...database,
  }),
  z.strictObject({
    kind: z.literal('rds-cluster'),
    resource: z.string().describe('the id of the Multi-AZ DB cluster: one writer and two readable standbys'),
    ...database,
  }),
  dependencySchema,
])
export type TierConfig = z.infer<typeof tierSchema>
export type ScaledTierConfig = Extract<TierConfig, {kind: 'asg' | 'ecs'}>
export type ClusterTierConfig = Extract<TierConfig, {kind: 'aurora' | 'rds-cluster'}>

/** Kinds of tier that hold connections: a caller's pool may name one of them. */
export const databaseKinds = ['rds', 'aurora', 'rds-cluster'] as const satisfies readonly TierConfig['kind'][]
