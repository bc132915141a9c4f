import type {ClusterMember, DatabaseCluster} from '../../documents/inventory.js'
import type {Snapshot} from '../../documents/snapshot.js'
import {
  type AwsElement,
  countAt,
  elementsOf,
  flagAt,
  numberAt,
  objectsAt,
  optionalCountAt,
  optionalNumberAt,
  optionalObjectAt,
  optionalTextAt,
  textAt,
  textsAt,
} from './aws-field.js'
import {mapTargetTracking} from './map-target-tracking.js'

/** Engines of Multi-AZ DB clusters; DocumentDB and Neptune answer the same call and are neither. */
const standbyEngines = ['mysql', 'postgres']

/** The Aurora and Multi-AZ DB clusters of a snapshot. Throws SNAPSHOT_INVALID. */
export function mapClusters(snapshot: Snapshot): DatabaseCluster[] {
  return elementsOf('dbClusters', snapshot.dbClusters)
    .flatMap((cluster) => {
      const engine = textAt(cluster, 'Engine')
      if (engine.startsWith('aurora')) return [mapCluster(cluster, 'aurora', snapshot)]
      return standbyEngines.includes(engine) ? [mapCluster(cluster, 'multi-az', snapshot)] : []
    })
    .sort((a, b) => compare(a.id, b.id))
}

function mapCluster(cluster: AwsElement, kind: DatabaseCluster['kind'], snapshot: Snapshot): DatabaseCluster {
  const id = textAt(cluster, 'DBClusterIdentifier')
  const isAurora = kind === 'aurora'
  const range = optionalObjectAt(cluster, 'ServerlessV2ScalingConfiguration')
  const changeable = optionalTextAt(cluster, 'IOOptimizedNextAllowedModificationTime')
  return {
    id,
    kind,
    engine: textAt(cluster, 'Engine'),
    engineVersion: textAt(cluster, 'EngineVersion'),
    status: textAt(cluster, 'Status'),
    members: mapMembers(cluster, snapshot),
    serverless:
      range === null ? null : {minAcu: numberAt(range, 'MinCapacity'), maxAcu: numberAt(range, 'MaxCapacity')},
    // AWS leaves it out of a cluster on Standard.
    storageType: optionalTextAt(cluster, 'StorageType') ?? 'aurora',
    storageSwitchableAt: changeable === null ? null : new Date(changeable).toISOString(),
    // An Aurora volume says 1 GiB, which is no size.
    allocatedGib: isAurora ? null : optionalNumberAt(cluster, 'AllocatedStorage'),
    provisionedIops: isAurora ? null : optionalNumberAt(cluster, 'Iops'),
    provisionedMibPerS: isAurora ? null : optionalNumberAt(cluster, 'StorageThroughput'),
    zones: textsAt(cluster, 'AvailabilityZones').sort(),
    readerScaling: mapReaderScaling(id, snapshot),
    pendingChanges: Object.keys(optionalObjectAt(cluster, 'PendingModifiedValues')?.value ?? {}).sort(),
    maintenanceWindow: optionalTextAt(cluster, 'PreferredMaintenanceWindow'),
    backupWindow: optionalTextAt(cluster, 'PreferredBackupWindow'),
  }
}

function mapMembers(cluster: AwsElement, snapshot: Snapshot): ClusterMember[] {
  const instances = new Map(
    elementsOf('dbInstances', snapshot.dbInstances).map((one) => [textAt(one, 'DBInstanceIdentifier'), one]),
  )
  const common = optionalTextAt(cluster, 'DBClusterInstanceClass')
  return objectsAt(cluster, 'DBClusterMembers')
    .map((member) => {
      const id = textAt(member, 'DBInstanceIdentifier')
      const instance = instances.get(id)
      return {
        id,
        isWriter: flagAt(member, 'IsClusterWriter'),
        class: instance === undefined ? common : textAt(instance, 'DBInstanceClass'),
        zone: instance === undefined ? null : optionalTextAt(instance, 'AvailabilityZone'),
        promotionTier: optionalCountAt(member, 'PromotionTier'),
      }
    })
    .sort((a, b) => Number(b.isWriter) - Number(a.isWriter) || compare(a.id, b.id))
}

function mapReaderScaling(id: string, snapshot: Snapshot): DatabaseCluster['readerScaling'] {
  const isOurs = (element: AwsElement) =>
    textAt(element, 'ResourceId') === `cluster:${id}` &&
    textAt(element, 'ScalableDimension') === 'rds:cluster:ReadReplicaCount'
  const target = elementsOf('scalableTargets', snapshot.scalableTargets).find(isOurs)
  if (target === undefined) return null
  return {
    minCount: countAt(target, 'MinCapacity'),
    maxCount: countAt(target, 'MaxCapacity'),
    policies: elementsOf('scalingPolicies', snapshot.scalingPolicies)
      .filter(isOurs)
      .map((policy) => ({
        name: textAt(policy, 'PolicyName'),
        type: textAt(policy, 'PolicyType'),
        ...mapTargetTracking(optionalObjectAt(policy, 'TargetTrackingScalingPolicyConfiguration')),
      }))
      .sort((a, b) => compare(a.name, b.name)),
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
