import type {InstanceType, Inventory, Quota} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {countAt, elementsOf, numberAt, objectAt, textAt} from './aws-field.js'
import {byName} from './by-name.js'
import {mapAutoScalingGroups} from './map-auto-scaling.js'
import {mapClusters} from './map-clusters.js'
import {mapCapacityProviders, mapEcsServices} from './map-ecs.js'
import {mapLoadBalancers, mapTargetGroups} from './map-load-balancers.js'
import {mapRegisteredHosts, mapSubnets} from './map-placing.js'
import {mapProxies} from './map-proxies.js'
import {mapDatabases} from './map-rds.js'

/**
 * The estate in our words, from AWS's own shapes, whether they come from a file or from a live read.
 *
 * Every list is sorted by name. Target groups and load balancers are named, never given by ARN, except where the
 * inventory says `arn` or `dimension`. Throws SNAPSHOT_INVALID with list, index and field when a shape cannot be read.
 */
export function mapInventory(snapshot: Snapshot): Inventory {
  const elsewhere = snapshot.elsewhere ?? []
  return {...mapPlace(snapshot), ...(elsewhere.length === 0 ? {} : {elsewhere: elsewhere.map(mapPlace)})}
}

function mapPlace(snapshot: Omit<Snapshot, 'elsewhere'>): Omit<Inventory, 'elsewhere'> {
  const databaseClusters = mapClusters(snapshot)
  const databaseProxies = mapProxies(snapshot)
  return {
    schema: 'ecom-plan.inventory/v1',
    capturedAt: snapshot.capturedAt,
    account: snapshot.account,
    region: snapshot.region,
    loadBalancers: mapLoadBalancers(snapshot),
    targetGroups: mapTargetGroups(snapshot),
    autoScalingGroups: mapAutoScalingGroups(snapshot),
    ecsServices: mapEcsServices(snapshot),
    capacityProviders: mapCapacityProviders(snapshot),
    registeredHosts: mapRegisteredHosts(snapshot),
    subnets: mapSubnets(snapshot),
    databases: mapDatabases(snapshot),
    ...(databaseClusters.length === 0 ? {} : {databaseClusters}),
    ...(databaseProxies.length === 0 ? {} : {databaseProxies}),
    ...(snapshot.unread?.includes('dbProxies') ? {areProxiesUnread: true as const} : {}),
    instanceTypes: mapInstanceTypes(snapshot),
    quotas: mapQuotas(snapshot),
  }
}

function mapInstanceTypes(snapshot: Snapshot): InstanceType[] {
  return elementsOf('instanceTypes', snapshot.instanceTypes)
    .map((type) => ({
      name: textAt(type, 'InstanceType'),
      vcpuCount: countAt(objectAt(type, 'VCpuInfo'), 'DefaultVCpus'),
      memoryGib: numberAt(objectAt(type, 'MemoryInfo'), 'SizeInMiB') / 1024,
      maxEniCount: countAt(objectAt(type, 'NetworkInfo'), 'MaximumNetworkInterfaces'),
    }))
    .sort(byName)
}

function mapQuotas(snapshot: Snapshot): Quota[] {
  return elementsOf('quotas', snapshot.quotas)
    .map((quota) => ({
      serviceCode: textAt(quota, 'ServiceCode'),
      quotaCode: textAt(quota, 'QuotaCode'),
      name: textAt(quota, 'QuotaName'),
      limitCount: numberAt(quota, 'Value'),
    }))
    .sort(byName)
}
