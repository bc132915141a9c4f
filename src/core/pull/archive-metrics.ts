type Stats = readonly (readonly [metricName: string, stat: string])[]

const sums = (...names: string[]): Stats => names.map((name) => [name, 'Sum'] as const)
const averages = (...names: string[]): Stats => names.map((name) => [name, 'Average'] as const)
const responseTimes: Stats = [
  ['TargetResponseTime', 'Average'],
  ['TargetResponseTime', 'p95'],
  ['TargetResponseTime', 'p99'],
]
const loads = (...names: string[]): Stats =>
  names.flatMap((name) => [[name, 'Average'] as const, [name, 'Maximum'] as const])
/** What is worse the lower it is. */
const reserves = (...names: string[]): Stats =>
  names.flatMap((name) => [[name, 'Average'] as const, [name, 'Minimum'] as const])

/**
 * Metrics with their statistics that pull keeps, by what they are measured on. A count's only statistic is its sum; of
 * what a single source measures, the hour's maximum still tells its busiest minute a year later.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @source https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Cloudwatch.html
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export const archiveMetrics = {
  loadBalancer: [
    ...sums('RequestCount', 'ActiveConnectionCount', 'NewConnectionCount', 'RejectedConnectionCount'),
    ...sums('ProcessedBytes', 'RuleEvaluations', 'TargetConnectionErrorCount'),
    ...sums('HTTPCode_ELB_4XX_Count', 'HTTPCode_ELB_5XX_Count', 'HTTPCode_ELB_502_Count', 'HTTPCode_ELB_503_Count'),
    ...sums('HTTPCode_ELB_504_Count', 'HTTPCode_Target_4XX_Count', 'HTTPCode_Target_5XX_Count'),
    ...sums('ConsumedLCUs', 'PeakLCUs'),
    ...averages('ReservedLCUs'),
    ...responseTimes,
  ],
  targetGroup: [
    ...sums('RequestCount', 'RequestCountPerTarget', 'HTTPCode_Target_4XX_Count', 'HTTPCode_Target_5XX_Count'),
    ['HealthyHostCount', 'Minimum'],
    ['UnHealthyHostCount', 'Maximum'],
    ...responseTimes,
  ],
  cdn: [
    ...sums('Requests', 'BytesDownloaded', 'BytesUploaded'),
    ...averages('4xxErrorRate', '5xxErrorRate', 'TotalErrorRate', 'CacheHitRate', 'OriginLatency'),
  ],
  group: [
    ...averages('GroupMinSize', 'GroupMaxSize', 'GroupDesiredCapacity', 'GroupInServiceInstances'),
    ...averages('GroupPendingInstances', 'GroupTerminatingInstances', 'WarmPoolWarmedCapacity'),
  ],
  instances: [...loads('CPUUtilization'), ...averages('NetworkIn', 'NetworkOut')],
  service: loads('CPUUtilization', 'MemoryUtilization'),
  tasks: averages('RunningTaskCount', 'PendingTaskCount', 'DesiredTaskCount', 'DeploymentCount'),
  capacityProvider: averages('CapacityProviderReservation'),
  database: [
    ...loads('CPUUtilization', 'DatabaseConnections', 'ReadIOPS', 'WriteIOPS', 'ReadThroughput', 'WriteThroughput'),
    ...loads('ReadLatency', 'WriteLatency', 'DiskQueueDepth', 'SwapUsage', 'ReplicaLag'),
    // Published while Performance Insights is on.
    ...loads('DBLoad', 'DBLoadCPU', 'DBLoadNonCPU'),
    ...loads('NetworkReceiveThroughput', 'NetworkTransmitThroughput'),
    ...reserves('FreeableMemory', 'FreeStorageSpace', 'BurstBalance', 'EBSIOBalance%', 'EBSByteBalance%'),
  ],
  burstableDatabase: reserves('CPUCreditBalance', 'CPUSurplusCreditBalance'),
  auroraDatabase: loads('ServerlessDatabaseCapacity', 'ACUUtilization'),
  /** Of the writer or the readers of an Aurora cluster. */
  auroraRole: [
    ...loads('CPUUtilization', 'DatabaseConnections', 'ServerlessDatabaseCapacity', 'ACUUtilization', 'DBLoad'),
    ...loads('AuroraReplicaLag', 'CommitLatency', 'DMLLatency', 'SelectLatency', 'Deadlocks', 'SwapUsage'),
    ...loads('ReadLatency', 'WriteLatency', 'NetworkReceiveThroughput', 'NetworkTransmitThroughput'),
    ...reserves('FreeableMemory', 'FreeLocalStorage', 'BufferCacheHitRatio'),
  ],
  /** Of its volume: I/O is billed, and a count in five minutes. */
  auroraVolume: [...sums('VolumeReadIOPs', 'VolumeWriteIOPs'), ...averages('VolumeBytesUsed')],
} as const satisfies Record<string, Stats>
