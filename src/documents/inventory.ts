import * as z from 'zod'
import {scalingPolicySchema, scheduledActionSchema} from './scaling-policy.js'
import {countSchema, ratioSchema, timeSchema} from './units.js'

/** A type that a group runs or may start. */
const groupTypeSchema = z.strictObject({
  name: z.string(),
  /** What one instance counts in the group's minimum, maximum and desired capacity; null where instances are counted. */
  weightCount: countSchema.nullable(),
  runningCount: countSchema,
})

/** How a group of several types or with Spot shares its instances out. Counts are of what the group counts. */
const distributionSchema = z.strictObject({
  onDemandBaseCount: countSchema,
  /** Of what is above the base. */
  onDemandRatio: ratioSchema.max(1),
})

/** Instances that are prepared and wait to join the group. */
const warmPoolSchema = z.strictObject({
  state: z.enum(['stopped', 'running', 'hibernated']),
  minCount: countSchema,
  /** Group and pool together hold at most this many; null where the group's maximum counts. */
  maxPreparedCount: countSchema.nullable(),
  /** Instances in the pool now. */
  readyCount: countSchema.nullable(),
})
export type WarmPool = z.infer<typeof warmPoolSchema>

/** What AWS has now, where that is not what would rest there without any action of ecom-plan. */
const liveLimitsSchema = z.strictObject({minCount: countSchema, maxCount: countSchema}).optional()

export const autoScalingGroupSchema = z.strictObject({
  name: z.string(),
  minCount: countSchema,
  maxCount: countSchema,
  live: liveLimitsSchema,
  desiredCount: countSchema,
  /** The one type that runs; else the one it prefers; else that of its launch template. Null where nothing tells. */
  instanceType: z.string().nullable(),
  /** Every type that runs or may be started, the preferred one first. */
  types: z.array(groupTypeSchema),
  /** Null where all is on demand by the launch template alone. */
  distribution: distributionSchema.nullable(),
  warmPool: warmPoolSchema.nullable(),
  /** Of burstable types, as the launch template says; null where it does not. */
  cpuCreditMode: z.enum(['standard', 'unlimited']).nullable(),
  /** Disk of one instance as the launch template says; null where it does not. */
  volumeGib: z.number().min(0).nullable(),
  /** Whether AWS may start instances above the maximum for a while to spread a group over its zones. */
  isRebalanced: z.boolean(),
  zones: z.array(z.string()),
  subnets: z.array(z.string()),
  targetGroups: z.array(z.string()),
  warmupS: z.number().min(0).nullable(),
  policies: z.array(scalingPolicySchema),
  scheduledActions: z.array(scheduledActionSchema),
  /** Metrics of its own that it publishes, in AWS's names; absent where it publishes none. */
  collectedMetrics: z.array(z.string()).optional(),
  /** Who else steers this group: an ECS capacity provider, EKS, Elastic Beanstalk. Such groups are never written. */
  owner: z.string().nullable(),
  /** The CloudFormation stack that may undo a change, when a tag names one. */
  stack: z.string().nullable(),
})
export type AutoScalingGroup = z.infer<typeof autoScalingGroupSchema>

export const ecsServiceSchema = z.strictObject({
  cluster: z.string(),
  name: z.string(),
  compute: z.enum(['fargate', 'ec2', 'managed-instances', 'external']),
  capacityProvider: z.string().nullable(),
  /** Share of the tasks above the base that run on Spot capacity. */
  spotRatio: ratioSchema.max(1),
  /** One task on each host of the cluster, however many there are. */
  isDaemon: z.boolean(),
  desiredCount: countSchema,
  runningCount: countSchema,
  /** 1,024 CPU units are one vCPU. */
  cpuUnitCount: z.number().min(0),
  memoryMib: z.number().min(0),
  architecture: z.enum(['x86_64', 'arm64']),
  networkMode: z.string(),
  /** Of tasks with a network interface of their own; empty for others. */
  subnets: z.array(z.string()),
  deploymentMaximumRatio: z.number().min(0),
  minCount: countSchema.nullable(),
  maxCount: countSchema.nullable(),
  live: liveLimitsSchema,
  targetGroups: z.array(z.string()),
  policies: z.array(scalingPolicySchema),
  scheduledActions: z.array(scheduledActionSchema),
})
export type EcsService = z.infer<typeof ecsServiceSchema>

export const capacityProviderSchema = z.strictObject({
  name: z.string(),
  autoScalingGroup: z.string(),
  targetCapacityRatio: z.number().min(0).max(1),
  isManaged: z.boolean(),
  /** Fewest and most hosts that managed scaling adds at one time, and how long it then waits. */
  minimumStepCount: countSchema,
  maximumStepCount: countSchema,
  warmupS: z.number().min(0),
})
export type CapacityProvider = z.infer<typeof capacityProviderSchema>

export const databaseSchema = z.strictObject({
  id: z.string(),
  /** The cluster that it is a member of; absent of an instance of its own. */
  cluster: z.string().optional(),
  class: z.string(),
  engine: z.string(),
  engineVersion: z.string(),
  status: z.string(),
  isMultiAz: z.boolean(),
  storageType: z.string(),
  allocatedGib: z.number().min(0),
  provisionedIops: z.number().min(0).nullable(),
  provisionedMibPerS: z.number().min(0).nullable(),
  /** Up to where storage autoscaling may grow it; absent where it is off. */
  maxAllocatedGib: z.number().min(0).optional(),
  replicaOf: z.string().nullable(),
  replicas: z.array(z.string()),
  /** Names of settings that AWS still holds back in PendingModifiedValues. */
  pendingChanges: z.array(z.string()),
  maintenanceWindow: z.string().nullable(),
  backupWindow: z.string().nullable(),
  /** DbiResourceId, by which Performance Insights knows it; absent while that is off. */
  insightsId: z.string().optional(),
})
export type Database = z.infer<typeof databaseSchema>

/** A range of Aurora Serverless v2, for each instance of class db.serverless. One ACU is about 2 GiB of memory. */
export const acuRangeSchema = z.strictObject({minAcu: z.number().min(0), maxAcu: z.number().min(0)})
export type AcuRange = z.infer<typeof acuRangeSchema>

const clusterMemberSchema = z.strictObject({
  id: z.string(),
  isWriter: z.boolean(),
  /** db.serverless where it scales by ACU; null where the snapshot does not hold the instance. */
  class: z.string().nullable(),
  zone: z.string().nullable(),
  /** The lower, the earlier it takes over; of Serverless v2, those of 0 and 1 are kept as large as the writer. */
  promotionTier: countSchema.nullable(),
})
export type ClusterMember = z.infer<typeof clusterMemberSchema>

export const databaseClusterSchema = z.strictObject({
  id: z.string(),
  /** An Aurora cluster, or RDS with one writer and two readable standbys (a Multi-AZ DB cluster). */
  kind: z.enum(['aurora', 'multi-az']),
  engine: z.string(),
  engineVersion: z.string(),
  status: z.string(),
  /** The writer first, then the readers by name. */
  members: z.array(clusterMemberSchema),
  serverless: acuRangeSchema.nullable(),
  /** aurora (Standard) or aurora-iopt1 (I/O-Optimized); of a Multi-AZ DB cluster gp3, io1 or io2. */
  storageType: z.string(),
  /** When AWS next lets the cluster go to I/O-Optimized; null where it says nothing. */
  storageSwitchableAt: timeSchema.nullable(),
  /** Of a Multi-AZ DB cluster; an Aurora volume has no size and no IOPS to set. */
  allocatedGib: z.number().min(0).nullable(),
  provisionedIops: z.number().min(0).nullable(),
  provisionedMibPerS: z.number().min(0).nullable(),
  zones: z.array(z.string()),
  /** Application Auto Scaling of the readers; null where nobody registered it. */
  readerScaling: z
    .strictObject({minCount: countSchema, maxCount: countSchema, policies: z.array(scalingPolicySchema)})
    .nullable(),
  pendingChanges: z.array(z.string()),
  maintenanceWindow: z.string().nullable(),
  backupWindow: z.string().nullable(),
})
export type DatabaseCluster = z.infer<typeof databaseClusterSchema>

/** An RDS Proxy: callers' connections end at it, and it opens no more to a database than its share of max_connections. */
export const databaseProxySchema = z.strictObject({
  name: z.string(),
  status: z.string(),
  targets: z.array(z.strictObject({kind: z.enum(['cluster', 'instance']), id: z.string()})),
  maxConnectionsRatio: z.number().min(0).max(1),
  borrowTimeoutS: z.number().min(0),
})
export type DatabaseProxy = z.infer<typeof databaseProxySchema>

export const instanceTypeSchema = z.strictObject({
  name: z.string(),
  vcpuCount: countSchema,
  memoryGib: z.number().min(0),
  maxEniCount: countSchema,
})
export type InstanceType = z.infer<typeof instanceTypeSchema>

export const quotaSchema = z.strictObject({
  serviceCode: z.string(),
  quotaCode: z.string(),
  name: z.string(),
  limitCount: z.number().min(0),
})
export type Quota = z.infer<typeof quotaSchema>

export const subnetSchema = z.strictObject({id: z.string(), zone: z.string(), freeAddressCount: countSchema})
export type Subnet = z.infer<typeof subnetSchema>

/** What one host of a cluster registered for tasks: less than its type has, since agent and system keep some. */
const registeredHostSchema = z.strictObject({
  capacityProvider: z.string(),
  instanceType: z.string(),
  cpuUnitCount: countSchema,
  memoryMib: countSchema,
})
export type RegisteredHost = z.infer<typeof registeredHostSchema>

const placeSchema = z.strictObject({
  schema: z.literal('ecom-plan.inventory/v1'),
  capturedAt: timeSchema,
  account: z.string(),
  region: z.string(),
  loadBalancers: z.array(z.strictObject({name: z.string(), dimension: z.string(), zones: z.array(z.string())})),
  targetGroups: z.array(
    z.strictObject({name: z.string(), arn: z.string(), dimension: z.string(), loadBalancers: z.array(z.string())}),
  ),
  autoScalingGroups: z.array(autoScalingGroupSchema),
  ecsServices: z.array(ecsServiceSchema),
  capacityProviders: z.array(capacityProviderSchema),
  /** The smallest of each capacity provider and type; empty where the hosts were not read. */
  registeredHosts: z.array(registeredHostSchema),
  /** Those that groups and services start in; empty where they were not read. */
  subnets: z.array(subnetSchema),
  databases: z.array(databaseSchema),
  /** Absent of an estate that was written before clusters and proxies were read. */
  databaseClusters: z.array(databaseClusterSchema).optional(),
  databaseProxies: z.array(databaseProxySchema).optional(),
  /** A permission was missing to read proxies, so that whether there are any is not known. */
  areProxiesUnread: z.literal(true).optional(),
  instanceTypes: z.array(instanceTypeSchema),
  quotas: z.array(quotaSchema),
})

/** The estate in our words: what exists, with what limits, and who else steers it. Sorted by name, so bytes are stable. */
export const inventorySchema = z.strictObject({
  ...placeSchema.shape,
  /** The same of other accounts and Regions that tiers lie in; absent where there are none. */
  elsewhere: z.array(placeSchema).optional(),
})
export type Inventory = z.infer<typeof inventorySchema>
