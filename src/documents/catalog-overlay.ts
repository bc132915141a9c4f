import * as z from 'zod'
import {countSchema, timeSchema} from './units.js'

/** Where a fact came from, in words or as a page, and the day on which it was so. */
const origin = {source: z.string().min(1), checkedOn: z.iso.date()}

/** An EC2 type as DescribeInstanceTypes describes it, in our units. */
const instanceFactsSchema = z.strictObject({
  name: z.string().min(1),
  vcpuCount: countSchema,
  memoryGib: z.number().positive(),
  architecture: z.enum(['x86_64', 'arm64']),
  threadsPerCoreCount: countSchema,
  maxEniCount: countSchema,
  addressesPerEniCount: countSchema,
  isBurstable: z.boolean(),
  isCurrent: z.boolean(),
  ebsBaselineIops: z.number().min(0),
  ebsMaxIops: z.number().min(0),
  ebsBaselineMibPerS: z.number().min(0),
  ebsMaxMibPerS: z.number().min(0),
  networkBaselineMibPerS: z.number().min(0),
  networkMaxMibPerS: z.number().min(0),
  ...origin,
})
export type InstanceFacts = z.infer<typeof instanceFactsSchema>

const rdsOfferSchema = z.strictObject({
  engine: z.string().min(1),
  engineVersion: z.string().min(1),
  class: z.string().min(1),
  storageType: z.string().min(1),
  isMultiAzCapable: z.boolean(),
})

const bound = z.number().min(0).nullable()
const storageOfferSchema = z.strictObject({
  database: z.string().min(1),
  storageType: z.string().min(1),
  minGib: bound,
  maxGib: bound,
  minIops: bound,
  maxIops: bound,
  minIopsPerGibRatio: bound,
  maxIopsPerGibRatio: bound,
  minMibPerS: bound,
  maxMibPerS: bound,
})

const quotaFactSchema = z.strictObject({
  serviceCode: z.string().min(1),
  quotaCode: z.string().min(1),
  name: z.string(),
  limitCount: z.number().min(0),
  ...origin,
})

const priceFactSchema = z.strictObject({
  /** The key of the footnote: `ec2.c7g.xlarge.usdPerHour`, `prices.albLcuUsdPerHour`. */
  key: z.string().min(1),
  region: z.string().min(1),
  amountUsd: z.number().min(0),
  unit: z.string().min(1),
  note: z.string().optional(),
  ...origin,
})
export type PriceFact = z.infer<typeof priceFactSchema>

/**
 * Facts that go over the shipped catalogue: what `pull --refresh-catalog` read, or what a file of prices says. What it
 * does not have stays as shipped.
 */
export const catalogOverlaySchema = z.strictObject({
  schema: z.literal('ecom-plan.catalog/v1'),
  capturedAt: timeSchema,
  region: z.string().min(1),
  instanceTypes: z.array(instanceFactsSchema).default([]),
  /** Null where RDS was not asked. */
  rdsOffers: z
    .strictObject({...origin, classes: z.array(rdsOfferSchema), storage: z.array(storageOfferSchema)})
    .nullable()
    .default(null),
  quotas: z.array(quotaFactSchema).default([]),
  prices: z.array(priceFactSchema).default([]),
})
export type CatalogOverlay = z.infer<typeof catalogOverlaySchema>
