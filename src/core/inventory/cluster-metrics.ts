import type {ClusterTierConfig} from '../../documents/config-tier.js'
import type {DatabaseCluster, Inventory} from '../../documents/inventory.js'
import type {MetricId} from '../../documents/series.js'
import {findCluster} from './find-resource.js'
import {instanceMetrics, type RdsMetricName} from './metric-ids.js'
import {inventoryFor, placedMetric} from './place.js'

/** Of the writer, or of all readers together: a mean over them, an instance and minute each. */
const roleStats = {
  cpu: ['CPUUtilization', 'Average'],
  freeableMemory: ['FreeableMemory', 'Average'],
  connections: ['DatabaseConnections', 'Average'],
  cpuMaximum: ['CPUUtilization', 'Maximum'],
  connectionsMaximum: ['DatabaseConnections', 'Maximum'],
} as const satisfies Record<string, readonly [string, string]>
const serverlessStats = {
  acu: ['ServerlessDatabaseCapacity', 'Average'],
  acuMaximum: ['ServerlessDatabaseCapacity', 'Maximum'],
} as const satisfies Record<string, readonly [string, string]>
const readerStats = {
  /** How many values a minute there are: one for each reader. */
  samples: ['CPUUtilization', 'SampleCount'],
  lag: ['AuroraReplicaLag', 'Average'],
} as const satisfies Record<string, readonly [string, string]>
/** Of the volume: I/O as it is billed, counted in five minutes. */
const volumeStats = {
  readIo: ['VolumeReadIOPs', 'Sum'],
  writeIo: ['VolumeWriteIOPs', 'Sum'],
  bytesUsed: ['VolumeBytesUsed', 'Average'],
} as const satisfies Record<string, readonly [string, string]>

type Ids<Stats> = Record<keyof Stats, MetricId>
/** What is null is not reported by such an instance. */
export type RoleMetrics = Ids<typeof roleStats> & {[K in keyof typeof serverlessStats]: MetricId | null}
export type AuroraMetrics = {
  writer: RoleMetrics
  /** Null where the cluster has no reader. */
  reader: (RoleMetrics & Ids<typeof readerStats>) | null
  volume: Ids<typeof volumeStats>
}

type Asked = {tierName: string; tier: ClusterTierConfig; inventory: Inventory}

/**
 * The metrics of an Aurora cluster in AWS's units: percent, bytes, counts, ACU, milliseconds of lag; I/O as counts in
 * five minutes, since an Aurora volume has no limit of IOPS and each I/O is billed. By role, so that a failover in the
 * past does not mix writer and readers. Throws what `findCluster` throws.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html
 */
export function auroraMetrics({tierName, tier, inventory: all}: Asked): AuroraMetrics {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const cluster = findCluster({tierName, tier, inventory})
  const id = (metricName: string, stat: string, dimensions: Record<string, string>): MetricId =>
    placedMetric<MetricId>({namespace: 'AWS/RDS', metricName, dimensions, stat}, inventory, all)
  const ids = <Stats extends Readonly<Record<string, readonly [string, string]>>>(stats: Stats, role?: string) =>
    Object.fromEntries(
      Object.entries(stats).map(([name, [metricName, stat]]) => {
        const dimensions = {DBClusterIdentifier: cluster.id, ...(role === undefined ? {} : {Role: role})}
        return [name, id(metricName, stat, dimensions)]
      }),
    ) as Ids<Stats>
  const role = (name: 'WRITER' | 'READER', isServerless: boolean): RoleMetrics => ({
    ...ids(roleStats, name),
    ...(isServerless ? ids(serverlessStats, name) : {acu: null, acuMaximum: null}),
  })
  const [writer, readers] = rolesOf(cluster)
  return {
    writer: role('WRITER', writer.some(isServerless)),
    reader:
      readers.length === 0 ? null : {...role('READER', readers.some(isServerless)), ...ids(readerStats, 'READER')},
    volume: ids(volumeStats),
  }
}

type Member = DatabaseCluster['members'][number]
const isServerless = (member: Member) => member.class === 'db.serverless'

function rolesOf({members}: DatabaseCluster): [writer: Member[], readers: Member[]] {
  return [members.filter(({isWriter}) => isWriter), members.filter(({isWriter}) => !isWriter)]
}

/** Every metric of an Aurora cluster in one list. */
export function listedAurora({writer, reader, volume}: AuroraMetrics): MetricId[] {
  return [...Object.values(writer), ...Object.values(reader ?? {}), ...Object.values(volume)].filter(
    (metric) => metric !== null,
  )
}

export type StandbyMetrics = {
  writer: Record<RdsMetricName, MetricId>
  readers: Record<RdsMetricName, MetricId>[]
  /** Seconds that each reader is behind, in the order of the readers. */
  lags: MetricId[]
}

/**
 * The metrics of a Multi-AZ DB cluster, by instance: its volumes have limits of IOPS, as those of RDS instances have.
 * The writer is the one of now, so that the time before a failover counts for the other role. Throws what
 * `findCluster` throws.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function standbyMetrics({tierName, tier, inventory: all}: Asked): StandbyMetrics {
  const inventory = inventoryFor({tierName, tier, inventory: all})
  const cluster = findCluster({tierName, tier, inventory})
  const [[writer], readers] = rolesOf(cluster)
  const of = (id: string) => instanceMetrics(id, inventory, all)
  // A cluster without a writer is in the middle of a failover: its first member stands in.
  const lagOf = (DBInstanceIdentifier: string) =>
    placedMetric<MetricId>(
      {namespace: 'AWS/RDS', metricName: 'ReplicaLag', dimensions: {DBInstanceIdentifier}, stat: 'Average'},
      inventory,
      all,
    )
  return {
    writer: of((writer ?? cluster.members[0])?.id ?? cluster.id),
    readers: readers.map(({id}) => of(id)),
    lags: readers.map(({id}) => lagOf(id)),
  }
}
