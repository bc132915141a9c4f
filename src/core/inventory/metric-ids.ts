import type {TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricId} from '../../documents/series.js'
import {findAutoScalingGroup, findDatabase, findEcsService, findTargetGroup} from './find-resource.js'
import {inventoryFor, placedMetric} from './place.js'

type TierOf<K extends TierConfig['kind']> = {
  tierName: string
  tier: Extract<TierConfig, {kind: K}>
  inventory: Inventory
}

/** Requests and p95 response time (seconds) at a tier's target group; null where no target group can be told. */
type RequestMetrics = {requests: MetricId | null; p95: MetricId | null}

/**
 * The metrics of an Auto Scaling group: CPU (percent), instances in service, and its requests.
 *
 * Throws RESOURCE_NOT_FOUND when the inventory lacks the group, or a target group that the tier names.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 */
export function asgMetrics({tierName, tier, inventory: all}: TierOf<'asg'>): RequestMetrics & {
  cpu: MetricId
  inService: MetricId
} {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const group = findAutoScalingGroup({tierName, tier, inventory})
  const dimensions = {AutoScalingGroupName: group.name}
  const average = (namespace: string, metricName: string) =>
    placedMetric({namespace, metricName, dimensions, stat: 'Average'}, inventory, all)
  return {
    cpu: average('AWS/EC2', 'CPUUtilization'),
    inService: average('AWS/AutoScaling', 'GroupInServiceInstances'),
    ...requestMetrics({tierName, wanted: tier.targetGroup, attached: group.targetGroups, inventory}, all),
  }
}

/**
 * The metrics of an ECS service: CPU and memory (percent of what its tasks reserve), running tasks, and its requests.
 * Running tasks are counted by Container Insights only; without it the series stays empty.
 *
 * Throws RESOURCE_NOT_FOUND when the inventory lacks the service, or a target group that the tier names.
 *
 * @source https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function ecsMetrics({tierName, tier, inventory: all}: TierOf<'ecs'>): RequestMetrics & {
  cpu: MetricId
  memory: MetricId
  running: MetricId
} {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const service = findEcsService({tierName, tier, inventory})
  const dimensions = {ClusterName: service.cluster, ServiceName: service.name}
  const average = (namespace: string, metricName: string) =>
    placedMetric({namespace, metricName, dimensions, stat: 'Average'}, inventory, all)
  return {
    cpu: average('AWS/ECS', 'CPUUtilization'),
    memory: average('AWS/ECS', 'MemoryUtilization'),
    running: average('ECS/ContainerInsights', 'RunningTaskCount'),
    ...requestMetrics({tierName, wanted: tier.targetGroup, attached: service.targetGroups, inventory}, all),
  }
}

/** An RDS metric that one statistic is read of: name in code, name at AWS, statistic. */
const rdsStats = {
  cpu: ['CPUUtilization', 'Average'],
  freeableMemory: ['FreeableMemory', 'Average'],
  connections: ['DatabaseConnections', 'Average'],
  readIops: ['ReadIOPS', 'Average'],
  writeIops: ['WriteIOPS', 'Average'],
  readThroughput: ['ReadThroughput', 'Average'],
  writeThroughput: ['WriteThroughput', 'Average'],
  diskQueue: ['DiskQueueDepth', 'Average'],
  readLatency: ['ReadLatency', 'Average'],
  writeLatency: ['WriteLatency', 'Average'],
  freeStorage: ['FreeStorageSpace', 'Average'],
  gp2Balance: ['BurstBalance', 'Average'],
  ebsIoBalance: ['EBSIOBalance%', 'Average'],
  ebsByteBalance: ['EBSByteBalance%', 'Average'],
  cpuMaximum: ['CPUUtilization', 'Maximum'],
  connectionsMaximum: ['DatabaseConnections', 'Maximum'],
  readIopsMaximum: ['ReadIOPS', 'Maximum'],
  writeIopsMaximum: ['WriteIOPS', 'Maximum'],
} as const satisfies Record<string, readonly [string, string]>
export type RdsMetricName = keyof typeof rdsStats

/**
 * The metrics of an RDS instance in AWS's units: percent, bytes, counts, I/O and bytes per second, seconds. Balances are
 * published for the volumes and classes that burst. The four maxima are the busiest minute of an hour, which CloudWatch keeps for 455 days.
 *
 * Throws RESOURCE_NOT_FOUND when the inventory lacks the instance.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function rdsMetrics({tierName, tier, inventory: all}: TierOf<'rds'>): Record<RdsMetricName, MetricId> {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  return instanceMetrics(findDatabase({tierName, tier, inventory}).id, inventory, all)
}

/** The same of an instance by its id. */
export function instanceMetrics(
  instance: string,
  inventory: Inventory,
  all: Inventory,
): Record<RdsMetricName, MetricId> {
  const dimensions = {DBInstanceIdentifier: instance}
  const names = Object.keys(rdsStats) as RdsMetricName[]
  const id = (name: RdsMetricName): MetricId => {
    const [metricName, stat] = rdsStats[name]
    return placedMetric({namespace: 'AWS/RDS', metricName, dimensions, stat}, inventory, all)
  }
  return Object.fromEntries(names.map((name) => [name, id(name)])) as Record<RdsMetricName, MetricId>
}

/** Requests at a load balancer, by CloudWatch's name of it (`app/shop/50dc6c495c0c9188`). */
export function loadBalancerRequests(dimension: string): MetricId {
  return {
    namespace: 'AWS/ApplicationELB',
    metricName: 'RequestCount',
    dimensions: {LoadBalancer: dimension},
    stat: 'Sum',
  }
}

/** What a load balancer's LCUs are counted from: name in code, name at AWS. */
const lcuNames = {
  newConnections: 'NewConnectionCount',
  activeConnections: 'ActiveConnectionCount',
  processedBytes: 'ProcessedBytes',
  ruleEvaluations: 'RuleEvaluations',
  consumed: 'ConsumedLCUs',
} as const

/**
 * What an Application Load Balancer's capacity units are counted from, each as its sum: connections, bytes, rules, and
 * the units that AWS bills.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function lcuMetrics(dimension: string): Record<keyof typeof lcuNames, MetricId> {
  const of = (metricName: string): MetricId => ({...loadBalancerRequests(dimension), metricName})
  return {
    newConnections: of(lcuNames.newConnections),
    activeConnections: of(lcuNames.activeConnections),
    processedBytes: of(lcuNames.processedBytes),
    ruleEvaluations: of(lcuNames.ruleEvaluations),
    consumed: of(lcuNames.consumed),
  }
}

/**
 * Requests, the bytes sent for them, and the share of them (percent) answered from the cache, of a CloudFront
 * distribution. The share is one of CloudFront's additional metrics and stays empty unless they are switched on.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export function cdnMetrics(distribution: string): {requests: MetricId; bytes: MetricId; hitRate: MetricId} {
  const dimensions = {DistributionId: distribution, Region: 'Global'}
  return {
    requests: {namespace: 'AWS/CloudFront', metricName: 'Requests', dimensions, stat: 'Sum'},
    bytes: {namespace: 'AWS/CloudFront', metricName: 'BytesDownloaded', dimensions, stat: 'Sum'},
    hitRate: {namespace: 'AWS/CloudFront', metricName: 'CacheHitRate', dimensions, stat: 'Average'},
  }
}

function requestMetrics(asked: Parameters<typeof findTargetGroup>[0], all: Inventory): RequestMetrics {
  const group = findTargetGroup(asked)
  if (group === null) return {requests: null, p95: null}
  const dimensions = {LoadBalancer: group.balancer, TargetGroup: group.dimension}
  const of = (metricName: string, stat: string) =>
    placedMetric({namespace: 'AWS/ApplicationELB', metricName, dimensions, stat}, asked.inventory, all)
  return {requests: of('RequestCount', 'Sum'), p95: of('TargetResponseTime', 'p95')}
}
