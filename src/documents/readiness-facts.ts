import * as z from 'zod'
import {countSchema, quantileNameSchema, timeSchema} from './units.js'

/** A metric that an alarm watches. */
const alarmMetricSchema = z.strictObject({
  namespace: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
})

/** An alarm of CloudWatch, with every metric that it is made from. */
const alarmSchema = z.strictObject({
  name: z.string(),
  metrics: z.array(alarmMetricSchema),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  /** Whether it tells anybody: actions are on, and there is one. */
  tellsSomebody: z.boolean(),
})
export type Alarm = z.infer<typeof alarmSchema>

/** A group, service or database instance that alarms should watch, by the dimensions that CloudWatch knows it by. */
const watchedSchema = z.strictObject({
  tier: z.string(),
  kind: z.enum(['asg', 'ecs', 'rds', 'aurora']),
  /** Name of the group, cluster/service, or id of the database instance. */
  resource: z.string(),
  dimensions: z.record(z.string(), z.string()),
  /** Of a cluster: its instances, alarms on which do as well. */
  otherDimensions: z.array(z.record(z.string(), z.string())),
  /** Target groups and load balancers that send it requests, as CloudWatch knows them. */
  targetGroups: z.array(z.strictObject({dimension: z.string(), loadBalancers: z.array(z.string())})),
  /** Most units that it may have; null of a database. */
  maxCount: countSchema.nullable(),
  memoryGib: z.number().min(0).nullable(),
  provisionedIops: z.number().min(0).nullable(),
})
export type Watched = z.infer<typeof watchedSchema>

/** Where the units of a tier lie; zones null where nobody read them. */
const spreadSchema = z.strictObject({
  tier: z.string(),
  resource: z.string(),
  kind: z.enum(['asg', 'ecs']),
  zones: z.array(z.string()).nullable(),
  /** Units in service now, by zone; null where that is not known. */
  units: z.array(z.strictObject({zone: z.string(), unitCount: countSchema})).nullable(),
  /** Types that a group may start; empty of tasks on Fargate. */
  instanceTypes: z.array(z.string()),
})
export type Spread = z.infer<typeof spreadSchema>

const databaseStandingSchema = z.strictObject({
  tier: z.string(),
  resource: z.string(),
  /** A standby in another zone, or a reader in another zone that may take over. */
  hasStandby: z.boolean(),
  replicaCount: countSchema,
  /** It is itself a replica of another. */
  isReplica: z.boolean(),
  pendingChanges: z.array(z.string()),
})
export type DatabaseStanding = z.infer<typeof databaseStandingSchema>

const natGatewaySchema = z.strictObject({
  id: z.string(),
  vpc: z.string(),
  /** Null where the zone is not known; a regional gateway lies in all. */
  zone: z.string().nullable(),
  isRegional: z.boolean(),
})
export type NatGateway = z.infer<typeof natGatewaySchema>

const quotaRequestSchema = z.strictObject({
  serviceCode: z.string(),
  quotaCode: z.string(),
  /** AWS's own words: PENDING, CASE_OPENED, APPROVED, DENIED, CASE_CLOSED. */
  status: z.string(),
  wantedCount: z.number().min(0),
  at: timeSchema.nullable(),
})
export type QuotaRequest = z.infer<typeof quotaRequestSchema>

/** When the software of a tier was last changed, and how that is known. */
const deploymentSchema = z.strictObject({tier: z.string(), at: timeSchema, because: z.string()})
export type Deployment = z.infer<typeof deploymentSchema>

/** Minima that scheduled actions of ecom-plan set on a group or service, those that ran and those to come. */
const scheduledSchema = z.strictObject({
  resource: z.string(),
  steps: z.array(z.strictObject({at: timeSchema, minCount: countSchema, isEnd: z.boolean()})),
})
export type Scheduled = z.infer<typeof scheduledSchema>

const driftedSchema = z.strictObject({
  tier: z.string(),
  resource: z.string(),
  field: z.string(),
  left: z.string(),
  live: z.string(),
})
export type Drifted = z.infer<typeof driftedSchema>

const predictiveSchema = z.strictObject({
  tier: z.string(),
  policy: z.string(),
  /** AWS's own: ForecastOnly or ForecastAndScale; null where the reply does not say. */
  mode: z.string().nullable(),
  /** It may raise the maximum, which then stays raised. */
  raisesMaximum: z.boolean(),
})
export type Predictive = z.infer<typeof predictiveSchema>

/** What the config says that a check is made against, and no run holds. */
const askedSchema = z.strictObject({
  azLossQuantile: quantileNameSchema,
  freezes: z.array(z.strictObject({fromAt: timeSchema, toAt: timeSchema})),
  staleLoadTestS: z.number().min(0),
  staleDataS: z.number().min(0),
  staleEstateS: z.number().min(0),
})

/**
 * What the readiness checks look at beside the run. A part that is null was not read: its checks are `unknown`, never
 * passed.
 */
export const readinessFactsSchema = z.strictObject({
  asked: askedSchema.nullable(),
  /** When the estate was captured. */
  estateAt: timeSchema.nullable(),
  alarms: z.array(alarmSchema).nullable(),
  watched: z.array(watchedSchema).nullable(),
  spreads: z.array(spreadSchema).nullable(),
  databases: z.array(databaseStandingSchema).nullable(),
  natGateways: z.array(natGatewaySchema).nullable(),
  /** Whether the free addresses of subnets were read. */
  areSubnetsRead: z.boolean(),
  quotaRequests: z.array(quotaRequestSchema).nullable(),
  deployments: z.array(deploymentSchema).nullable(),
  predictive: z.array(predictiveSchema).nullable(),
  /** By resource; one without actions of ours is left out. */
  scheduled: z.array(scheduledSchema).nullable(),
  drifted: z.array(driftedSchema).nullable(),
  /** Migrations that a file of the shop lists as not yet made. */
  migrations: z.strictObject({file: z.string(), pending: z.array(z.string())}).nullable(),
})
export type ReadinessFacts = z.infer<typeof readinessFactsSchema>

/** Of a run beside which nothing was read. */
export const nothingRead: ReadinessFacts = {
  asked: null,
  estateAt: null,
  alarms: null,
  watched: null,
  spreads: null,
  databases: null,
  natGateways: null,
  areSubnetsRead: false,
  quotaRequests: null,
  deployments: null,
  predictive: null,
  scheduled: null,
  drifted: null,
  migrations: null,
}
