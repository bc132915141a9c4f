import type {AcuRange, DatabaseCluster} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'

/**
 * Calls on a cluster are made at once, with nothing else pending, which apply looks at first: ApplyImmediately takes
 * along whatever waits. What fails over or cannot be undone is sent only where a person has agreed to it.
 */
type Asked = {tier: string; cluster: DatabaseCluster}

const modify = (id: string, input: Record<string, unknown>) => ({
  service: 'rds' as const,
  operation: 'ModifyDBCluster',
  input: {DBClusterIdentifier: id, ...input},
})

/**
 * The call that sets the range of Serverless v2, which holds at once whatever the flag says and takes nothing down:
 * instances scale into it while they serve.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-administration.html
 */
export function rangePatch({tier, cluster, from, to}: Asked & {from: AcuRange; to: AcuRange}): DraftPatch {
  const range = ({minAcu, maxAcu}: AcuRange) => ({MinCapacity: minAcu, MaxCapacity: maxAcu})
  const call = (acu: AcuRange) =>
    modify(cluster.id, {ServerlessV2ScalingConfiguration: range(acu), ApplyImmediately: true})
  return {
    id: `${tier}-acu`,
    tier,
    resource: cluster.id,
    summary: `ACU ${from.minAcu} to ${from.maxAcu} → ${to.minAcu} to ${to.maxAcu}`,
    route: 'automatic',
    request: call(to),
    before: {ServerlessV2ScalingConfiguration: range(from)},
    after: {ServerlessV2ScalingConfiguration: range(to)},
    undo: call(from),
    ends: 'restore',
  }
}

/** Classes with a local NVMe disk, which a switch of the volume's billing restarts. */
const withLocalDisk = /^db\.[a-z]+\d+[a-z]*d\./

/**
 * The call that changes how an Aurora volume is billed. Nothing moves and nothing is down for it, but instances with a
 * local NVMe disk restart.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-storage-type.html
 */
export function storageTypePatch({tier, cluster, to}: Asked & {to: string}): DraftPatch {
  const call = (StorageType: string) => modify(cluster.id, {StorageType, ApplyImmediately: true})
  const restarts = cluster.members.some((member) => member.class !== null && withLocalDisk.test(member.class))
  return {
    id: `${tier}-storage`,
    tier,
    resource: cluster.id,
    summary: `StorageType ${cluster.storageType} → ${to}`,
    route: restarts ? 'manual' : 'automatic',
    request: call(to),
    before: {StorageType: cluster.storageType},
    after: {StorageType: to},
    undo: call(cluster.storageType),
    ends: 'restore',
    ...(restarts ? {consent: 'downtime' as const} : {}),
  }
}

/** The call that has Application Auto Scaling keep so many readers. */
export function readerTargetPatch({
  tier,
  cluster,
  scaling,
  minCount,
}: Asked & {scaling: {minCount: number; maxCount: number}; minCount: number}): DraftPatch {
  const call = (MinCapacity: number, MaxCapacity: number) => ({
    service: 'application-autoscaling' as const,
    operation: 'RegisterScalableTarget',
    input: {
      ServiceNamespace: 'rds',
      ResourceId: `cluster:${cluster.id}`,
      ScalableDimension: 'rds:cluster:ReadReplicaCount',
      MinCapacity,
      MaxCapacity,
    },
  })
  const maxCount = Math.max(scaling.maxCount, minCount)
  return {
    id: `${tier}-readers`,
    tier,
    resource: `cluster:${cluster.id}`,
    summary: `readers ${scaling.minCount} to ${scaling.maxCount} → ${minCount} to ${maxCount}`,
    route: 'automatic',
    request: call(minCount, maxCount),
    before: {MinCapacity: scaling.minCount, MaxCapacity: scaling.maxCount},
    after: {MinCapacity: minCount, MaxCapacity: maxCount},
    undo: call(scaling.minCount, scaling.maxCount),
    ends: 'restore',
  }
}

/** The call that changes all three instances of a Multi-AZ DB cluster. */
export function clusterClassPatch({tier, cluster, from, to}: Asked & {from: string; to: string}): DraftPatch {
  const call = (DBClusterInstanceClass: string) => modify(cluster.id, {DBClusterInstanceClass, ApplyImmediately: true})
  return {
    id: `${tier}-class`,
    tier,
    resource: cluster.id,
    summary: `DBClusterInstanceClass ${from} → ${to}`,
    route: 'manual',
    request: call(to),
    before: {DBClusterInstanceClass: from},
    after: {DBClusterInstanceClass: to},
    undo: call(from),
    ends: 'restore',
    consent: 'downtime',
  }
}

/** The call that raises the volumes of a Multi-AZ DB cluster while it serves; RDS sets their throughput itself. */
export function clusterStoragePatch({
  tier,
  cluster,
  to,
}: Asked & {to: {allocatedGib: number; provisionedIops: number | null}}): DraftPatch {
  const call = (AllocatedStorage: number | null, Iops: number | null) =>
    modify(cluster.id, {AllocatedStorage, ...(Iops === null ? {} : {Iops}), ApplyImmediately: true})
  const grows = to.allocatedGib > (cluster.allocatedGib ?? 0)
  return {
    id: `${tier}-storage`,
    tier,
    resource: cluster.id,
    summary: `Iops ${cluster.provisionedIops ?? 'baseline'} → ${to.provisionedIops ?? 'baseline'}`,
    route: grows ? 'manual' : 'automatic',
    request: call(to.allocatedGib, to.provisionedIops),
    before: {AllocatedStorage: cluster.allocatedGib, Iops: cluster.provisionedIops},
    after: {AllocatedStorage: to.allocatedGib, Iops: to.provisionedIops ?? cluster.provisionedIops},
    undo: grows
      ? {impossible: 'storage cannot shrink in place; a new cluster from a dump or by replication could'}
      : call(cluster.allocatedGib, cluster.provisionedIops),
    ends: grows ? 'never' : 'restore',
    ...(grows ? {consent: 'irreversible' as const} : {}),
  }
}
