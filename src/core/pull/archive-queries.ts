import type {Config} from '../../documents/config.js'
import type {ClusterTierConfig, TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricQuery} from '../../documents/metric-query.js'
import type {MetricId} from '../../documents/series.js'
import {
  findAutoScalingGroup,
  findCluster,
  findDatabase,
  findEcsService,
  findLoadBalancer,
  findTargetGroup,
} from '../inventory/find-resource.js'
import {demandQuery, metricQueries} from '../inventory/metric-queries.js'
import {finestWindows, hourlyWindow} from '../inventory/metric-windows.js'
import {inventoryFor, placedMetric} from '../inventory/place.js'
import {archiveMetrics} from './archive-metrics.js'

/**
 * Everything that pull keeps of the tiers in the config, each at the finest resolution that CloudWatch still has: the
 * metrics that forecast reads, and those that a later look at a peak will want (errors, connections, LCUs, queues).
 *
 * Throws RESOURCE_NOT_FOUND when the config names what the inventory lacks.
 */
export function archiveQueries({
  isHourly = false,
  ...asked
}: {
  config: Config
  inventory: Inventory
  asOf: string
  /** Hours alone, over all that CloudWatch keeps of them: a first look, in a fifth of the time. */
  isHourly?: boolean
}): MetricQuery[] {
  const {config, inventory, asOf} = asked
  const windows = isHourly ? [hourlyWindow(asOf)] : finestWindows(asOf)
  const needed = [...metricQueries(asked).map(({metric}) => metric), demandQueryOrNone(asked)].flatMap(
    (metric) => metric ?? [],
  )
  const further = [
    ...Object.entries(config.tiers).flatMap(([tierName, tier]) => tierMetrics(tierName, tier, inventory)),
    ...(config.loadBalancer === undefined ? [] : balancerMetrics(config.loadBalancer, inventory)),
    ...(config.cdn === undefined
      ? []
      : metricsOf('AWS/CloudFront', {DistributionId: config.cdn.distribution, Region: 'Global'}, archiveMetrics.cdn)),
  ]
  const unique = new Map([...needed, ...further].map((metric) => [JSON.stringify(metric), metric]))
  return [...unique.values()].map((metric) => ({metric, windows}))
}

function demandQueryOrNone(asked: {config: Config; inventory: Inventory; asOf: string}): MetricId | null {
  const {config} = asked
  const isNamed = config.demand.level === 'edge' ? config.cdn !== undefined : config.loadBalancer !== undefined
  return isNamed ? demandQuery(asked).metric : null
}

function metricsOf(
  namespace: string,
  dimensions: Record<string, string>,
  stats: readonly (readonly [string, string])[],
): MetricId[] {
  return stats.map(([metricName, stat]) => ({namespace, metricName, dimensions, stat}))
}

function balancerMetrics(name: string, inventory: Inventory): MetricId[] {
  const {dimension} = findLoadBalancer({name, asker: 'loadBalancer', inventory})
  return metricsOf('AWS/ApplicationELB', {LoadBalancer: dimension}, archiveMetrics.loadBalancer)
}

function tierMetrics(tierName: string, tier: TierConfig, all: Inventory): MetricId[] {
  if (tier.kind === 'dependency') return []
  const inventory = inventoryFor({tierName, tier, inventory: all})
  return metricsThere(tierName, tier, inventory).map((metric) => placedMetric(metric, inventory, all))
}

function metricsThere(
  tierName: string,
  tier: Exclude<TierConfig, {kind: 'dependency'}>,
  inventory: Inventory,
): MetricId[] {
  if (tier.kind === 'rds') {
    const {id, class: size, engine} = findDatabase({tierName, tier, inventory})
    return metricsOf('AWS/RDS', {DBInstanceIdentifier: id}, [
      ...archiveMetrics.database,
      ...(size.startsWith('db.t') ? archiveMetrics.burstableDatabase : []),
      ...(engine.startsWith('aurora') ? archiveMetrics.auroraDatabase : []),
    ])
  }
  if (tier.kind === 'aurora' || tier.kind === 'rds-cluster') return clusterMetrics(tierName, tier, inventory)
  if (tier.kind === 'asg') {
    const group = findAutoScalingGroup({tierName, tier, inventory})
    const dimensions = {AutoScalingGroupName: group.name}
    return [
      ...metricsOf('AWS/AutoScaling', dimensions, archiveMetrics.group),
      ...metricsOf('AWS/EC2', dimensions, archiveMetrics.instances),
      ...targetMetrics({tierName, wanted: tier.targetGroup, attached: group.targetGroups, inventory}),
    ]
  }
  const service = findEcsService({tierName, tier, inventory})
  const dimensions = {ClusterName: service.cluster, ServiceName: service.name}
  const {capacityProvider, cluster} = service
  const provider = {CapacityProviderName: capacityProvider ?? '', ClusterName: cluster}
  return [
    ...(service.compute === 'ec2' && capacityProvider !== null
      ? metricsOf('AWS/ECS/ManagedScaling', provider, archiveMetrics.capacityProvider)
      : []),
    ...metricsOf('AWS/ECS', dimensions, archiveMetrics.service),
    ...metricsOf('ECS/ContainerInsights', dimensions, archiveMetrics.tasks),
    ...targetMetrics({tierName, wanted: tier.targetGroup, attached: service.targetGroups, inventory}),
  ]
}

function clusterMetrics(tierName: string, tier: ClusterTierConfig, inventory: Inventory): MetricId[] {
  const {id, kind, members} = findCluster({tierName, tier, inventory})
  if (kind === 'multi-az') {
    return members.flatMap((member) => metricsOf('AWS/RDS', {DBInstanceIdentifier: member.id}, archiveMetrics.database))
  }
  return [
    ...['WRITER', 'READER'].flatMap((Role) =>
      metricsOf('AWS/RDS', {DBClusterIdentifier: id, Role}, archiveMetrics.auroraRole),
    ),
    ...metricsOf('AWS/RDS', {DBClusterIdentifier: id}, archiveMetrics.auroraVolume),
  ]
}

function targetMetrics(asked: Parameters<typeof findTargetGroup>[0]): MetricId[] {
  const group = findTargetGroup(asked)
  if (group === null) return []
  return metricsOf(
    'AWS/ApplicationELB',
    {LoadBalancer: group.balancer, TargetGroup: group.dimension},
    archiveMetrics.targetGroup,
  )
}
