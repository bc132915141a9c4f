import type {Config} from '../../documents/config.js'
import {databaseKinds} from '../../documents/config-tier.js'
import {type NotifyUses, notifyUses} from './notify-uses.js'

/** What of AWS a config makes ecom-plan use; everything but a bucket where there is no config. */
export type ConfigUses = {
  /** The estate is read live. */
  estate: boolean
  /** CloudWatch is asked. */
  metrics: boolean
  /** Auto Scaling groups, also those that a service's capacity provider steers and the config does not name. */
  groups: boolean
  /** Auto Scaling groups that the config names. */
  ownGroups: boolean
  services: boolean
  databases: boolean
  /** Aurora and Multi-AZ DB clusters that the config names. */
  clusters: boolean
  /** Load balancers and their target groups. */
  balancers: boolean
  /** The archive is in S3. */
  bucket: boolean
  /** forecast reads S3: an archive that keeps what AWS was asked for, access logs, or what was applied. */
  readsBucket: boolean
  /** Lock and journals of apply are in S3. */
  appliesBucket: boolean
  /** The config names a CloudFront distribution. */
  cdn: boolean
  /** What the config wants for the window of groups: another target or predictive scaling; a pool; metrics. */
  groupPolicies: boolean
  warmPools: boolean
  groupMetrics: boolean
  /** The same of services: another target or metrics every 20 seconds; spare hosts. */
  servicePolicies: boolean
  providerTargets: boolean
  /** Instances are reserved by apply. */
  instanceReservations: boolean
  /** Reports, and what people said of checks, are kept in S3. */
  keepsReports: boolean
} & NotifyUses

type Bucket = {bucket: string; prefix: string}

/** The bucket of an `s3://` archive and the prefix in it, without slashes at its ends; null for a folder. */
export function archiveBucket(config: Config): Bucket | null {
  return bucketOf(config.archive)
}

/** The bucket that load tests are kept in; null where they are kept in a folder. */
export function loadTestBucket(config: Config): Bucket | null {
  return bucketOf(config.loadTestStore)
}

/** The bucket that the lock and the journals of apply are kept in; null for a folder. */
export function applyBucket(config: Config): Bucket | null {
  return bucketOf(config.applyStore)
}

/** The bucket that reports are kept in; null for a folder. */
export function reportBucket(config: Config): Bucket | null {
  return bucketOf(config.report.store)
}

/** The buckets that access logs are read from. */
export function logBuckets(config: Config): Bucket[] {
  return config.demand.sources.flatMap((source) =>
    source.kind === 'access-log' && source.path !== undefined ? (bucketOf(source.path) ?? []) : [],
  )
}

function bucketOf(place: string): Bucket | null {
  const found = /^s3:\/\/([^/]+)\/?(.*)$/i.exec(place)
  if (found === null) return null
  const [, bucket = '', path = ''] = found
  const parts = path.split('/').filter((part) => part !== '')
  return {bucket, prefix: parts.join('/')}
}

/** What a config makes ecom-plan use of AWS. */
export function configUses(config: Config | null): ConfigUses {
  if (config === null) {
    return {
      estate: true,
      metrics: true,
      groups: true,
      ownGroups: true,
      services: true,
      databases: true,
      clusters: true,
      balancers: true,
      bucket: false,
      readsBucket: false,
      appliesBucket: false,
      cdn: true,
      groupPolicies: true,
      warmPools: true,
      groupMetrics: true,
      servicePolicies: true,
      providerTargets: true,
      instanceReservations: true,
      keepsReports: false,
      ...notifyUses(null),
    }
  }
  const kinds = new Set(Object.values(config.tiers).map(({kind}) => kind))
  const services = kinds.has('ecs')
  const ownGroups = kinds.has('asg')
  const groups = ownGroups || services
  const asksDemand = config.demand.sources.some(({kind}) => kind === 'cloudwatch')
  const estate = config.inventory.source === 'aws'
  const metrics = config.metrics.source === 'aws' || asksDemand
  const bucket = archiveBucket(config) !== null
  const keepsLogs = config.demand.sources.some((source) => source.kind === 'access-log' && source.path === undefined)
  return {
    estate,
    metrics,
    groups,
    ownGroups,
    services,
    databases: databaseKinds.some((kind) => kinds.has(kind)),
    clusters: kinds.has('aurora') || kinds.has('rds-cluster'),
    balancers: groups || config.loadBalancer !== undefined,
    bucket,
    readsBucket:
      (bucket && (estate || metrics || keepsLogs)) ||
      [loadTestBucket(config), applyBucket(config)].some((place) => place !== null) ||
      logBuckets(config).length > 0,
    appliesBucket: applyBucket(config) !== null,
    cdn: config.cdn !== undefined,
    ...peakUses(config),
    instanceReservations: config.capacityReservations === 'apply' && ownGroups,
    keepsReports: reportBucket(config) !== null,
    ...notifyUses(config),
  }
}

function peakUses({
  tiers,
}: Config): Pick<ConfigUses, 'groupPolicies' | 'warmPools' | 'groupMetrics' | 'servicePolicies' | 'providerTargets'> {
  const all = Object.values(tiers)
  const groups = all.flatMap((tier) => (tier.kind === 'asg' ? (tier.peak ?? []) : []))
  const services = all.flatMap((tier) => (tier.kind === 'ecs' ? (tier.peak ?? []) : []))
  return {
    groupPolicies: groups.some(({targetUtilization, predictive}) => (targetUtilization ?? predictive) !== undefined),
    warmPools: groups.some(({warmPool}) => warmPool !== undefined),
    groupMetrics: groups.some(({groupMetrics}) => groupMetrics !== undefined),
    servicePolicies: services.some(
      ({targetUtilization, highResolutionMetrics}) => (targetUtilization ?? highResolutionMetrics) !== undefined,
    ),
    providerTargets: services.some(({capacityProviderTarget}) => capacityProviderTarget !== undefined),
  }
}
